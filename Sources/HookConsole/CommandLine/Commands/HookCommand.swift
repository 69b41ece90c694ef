import ConsoleCore
import Foundation
import HookModel
import HookSupport

extension Subcommand {
  static let hook = Subcommand(
    "hook",
    "show one webhook, and why it is inactive if that is known",
    arguments: ["ID"],
    example: "hookconsole hook 3f0c5c1e",
    options: [.json] + Option.connection
  ) { invocation in
    let client = try await invocation.client()
    let webhook = try await client.webhook(try await client.id(ofWebhook: invocation.arguments[0]))
    if invocation.has(.json) { return try JSONOutput.record(webhook.source) }
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    var table = TextTable([.whole, .wrapped])
    table.add(["id", webhook.id.description])
    table.add(["event", "\(webhook.event.title) (\(webhook.event.name))"])
    table.add(["url", HTTPURL.shown(webhook.url)])
    table.add(["active", webhook.active ? "yes" : "no"])
    table.add(["triggered", webhook.eventCount == 1 ? "once" : "\(webhook.eventCount) times"])
    if let last = webhook.lastDelivery {
      let words = [times.full(last.created), CodeText.long(last), last.statusMessage ?? ""]
      table.add(["last", words.filter { !$0.isEmpty }.joined(separator: "  ")])
      table.add(["", "\(last.id)  \(last.name ?? "")"])
    }
    if let reason = reason(webhook) { table.add(["why", reason]) }
    try Output.table(table)
  }

  /// The rule of the API: an endpoint that answers 410 is not called any more.
  private static func reason(_ webhook: Webhook) -> String? {
    guard !webhook.active, webhook.lastDelivery?.statusCode == 410 else { return nil }
    return "the endpoint responded 410 Gone, which deactivates a webhook;"
      + " try: hookconsole activate \(webhook.id)"
  }
}
