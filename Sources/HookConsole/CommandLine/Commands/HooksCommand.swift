import ConsoleCore
import Foundation
import HookModel
import HookSupport

extension Subcommand {
  static let hooks = Subcommand(
    "hooks",
    "list the employer's webhooks",
    example: "hookconsole hooks --json",
    options: [.json] + Option.connection
  ) { invocation in
    let client = try await invocation.client()
    let items = try await client.webhooks()
    let webhooks = try await Parallel.map(items.map(\.id)) { try await record($0, client) }
      .compactMap { $0 }
    if invocation.has(.json) { return try JSONOutput.array(webhooks.map(\.source)) }
    var table = TextTable(
      [.id, .left, .left, .right, .right, .left],
      titles: ["id", "active", "event", "count", "last", "url"],
      spare: [3, 5, 1]
    )
    for webhook in webhooks {
      table.add([
        TextTable.Cell(webhook.id.description),
        TextTable.Cell(webhook.active ? "active" : "inactive", webhook.active ? .plain : .faint),
        TextTable.Cell(webhook.event.title),
        TextTable.Cell(String(webhook.eventCount)),
        webhook.lastDelivery.map(DeliveryText.code) ?? TextTable.Cell(""),
        TextTable.Cell(HTTPURL.shown(webhook.url)),
      ])
    }
    try Output.table(table)
    if webhooks.isEmpty { Output.note("no webhooks; try: hookconsole create") }
  }

  /// `nil` if it was deleted since it was listed.
  private static func record(_ id: RecordID, _ client: HookClient) async throws -> Webhook? {
    do {
      return try await client.webhook(id)
    } catch let error as APIError {
      if case .notFound = error.kind { return nil }
      throw error
    }
  }
}
