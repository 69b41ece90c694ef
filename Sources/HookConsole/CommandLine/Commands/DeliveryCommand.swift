import ConsoleCore
import Foundation
import HookModel
import HookSupport

extension Subcommand {
  static let delivery = Subcommand(
    "delivery",
    "show one delivery of a webhook with its payload",
    arguments: ["ID", "DELIVERY"],
    example: "hookconsole delivery 3f0c5c1e last",
    notes: ["DELIVERY is an ID, the beginning of one, or last for the newest."],
    options: [.json, DeliveryOptions.payload]
      + Option.connection
  ) { invocation in
    let client = try await invocation.client()
    let webhook = try await client.id(ofWebhook: invocation.arguments[0])
    let id = try await client.id(ofDelivery: invocation.arguments[1], of: webhook)
    let node = try await client.get(.delivery(client.scope, webhook, id))
    if invocation.has(DeliveryOptions.payload) { return try payload(Delivery(node), id) }
    if invocation.has(.json) { return try JSONOutput.record(node.bytes) }
    guard let delivery = Delivery(node) else {
      throw Failure(.failed, "the response contains no delivery")
    }
    try Output.table(table(delivery))
    guard let payload = delivery.payload else { return }
    try Output.line("")
    try Output.payload(payload)
  }

  private static func payload(_ delivery: Delivery?, _ id: RecordID) throws {
    guard let payload = delivery?.payload else {
      throw Failure(.failed, "the delivery \(id) has no payload")
    }
    try Output.write(JSONOutput.fitForOutput(payload.bytes))
  }

  private static func table(_ delivery: Delivery) -> TextTable {
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    var table = TextTable([.whole, .wrapped])
    func add(_ name: String, _ text: String?) {
      if let text, !text.isEmpty { table.add([name, text]) }
    }
    add("id", delivery.id.description)
    add("name", delivery.name)
    add("time", times.full(delivery.created))
    add("url", delivery.url.map(HTTPURL.shown))
    table.add([
      TextTable.Cell("code"), TextTable.Cell(CodeText.long(delivery), CodeText.role(delivery)),
    ])
    add("message", delivery.statusMessage)
    add("status", delivery.taskStatus.name)
    add("attempts", String(delivery.attempts))
    return table
  }
}

/// The options of the command.
private enum DeliveryOptions {
  static let payload = Option("payload", "print the payload alone, byte for byte")
}
