import Foundation
import HookModel

extension Subcommand {
  static let deliveries = Subcommand(
    "deliveries",
    "list the deliveries of a webhook, newest first",
    arguments: ["ID"],
    example: "hookconsole deliveries 3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10 --json",
    options: [.json, Option("limit", "N", "at most so many (100)")] + Option.connection
  ) { invocation in
    let limit = try limit(invocation)
    let client = try await invocation.client()
    let webhook = RecordID(invocation.arguments[0])
    let items = try await DeliveryList.newest(limit, of: webhook, client)
    if invocation.has(.json) {
      let records = try await Parallel.map(items.map(\.id)) { id in
        try await client.get(.delivery(client.employer, webhook, id)).bytes
      }
      return try JSONOutput.array(records)
    }
    let deliveries = try await Parallel.map(items) { item in
      item.saysAll ? Delivery(listed: item) : try await client.delivery(item.id, of: webhook)
    }
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    var table = TextTable([.left, .left, .right, .left, .right, .left])
    for delivery in deliveries {
      table.add([
        delivery.id.description, times.full(delivery.created), CodeText.short(delivery),
        delivery.taskStatus.name, "×\(delivery.attempts)", delivery.name ?? "",
      ])
    }
    for line in table.lines(width: Output.columns) { try Output.line(line) }
  }

  private static func limit(_ invocation: Invocation) throws -> Int {
    guard let text = invocation.value("limit") else { return 100 }
    guard let limit = Int(text), limit > 0 else {
      throw Failure.usage("--limit \(text) is no number of deliveries")
    }
    return limit
  }
}
