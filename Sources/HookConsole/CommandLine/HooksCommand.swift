import Foundation
import HookModel

extension Subcommand {
  static let hooks = Subcommand(
    "hooks",
    "list the employer's webhooks",
    example: "hookconsole hooks --json",
    options: [.json] + Option.connection
  ) { invocation in
    let client = try await invocation.client()
    let items = try await client.webhooks()
    let webhooks = try await Parallel.map(items.map(\.id)) { try await client.webhook($0) }
    if invocation.has(.json) {
      return try JSONOutput.array(webhooks.map(\.source))
    }
    var table = TextTable([.left, .left, .left, .right, .right, .left])
    for webhook in webhooks {
      table.add([
        webhook.id.description,
        webhook.active ? "active" : "inactive",
        webhook.event.title,
        String(webhook.eventCount),
        webhook.lastDelivery.map(CodeText.short) ?? "",
        webhook.url,
      ])
    }
    for line in table.lines(width: Output.columns) { try Output.line(line) }
  }
}
