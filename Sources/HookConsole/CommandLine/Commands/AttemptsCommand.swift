import ConsoleCore
import Foundation
import HookModel
import HookSupport

extension Subcommand {
  static let attempts = Subcommand(
    "attempts",
    "show each attempt to deliver something: request, response and times",
    arguments: ["ID", "DELIVERY"],
    example: "hookconsole attempts 3f0c5c1e last",
    notes: [
      "DELIVERY is an ID, the beginning of one, or last for the newest.",
      "Only the sandbox records attempts: the last 20 of each delivery, with the first 64 KiB of each body."
        + " Staffology's API tells their number and the last code.",
    ],
    options: [.json] + Option.recording + Option.connection
  ) { invocation in
    var recording = try invocation.recording()
    let client = try await invocation.client()
    let webhook = try await client.id(ofWebhook: invocation.arguments[0])
    let id = try await client.id(ofDelivery: invocation.arguments[1], of: webhook)
    // Its responses say what it is.
    if client.isSandbox == nil { _ = try await client.webhook(webhook) }
    guard client.isSandbox == true else {
      throw Failure(
        .failed,
        "this server records no attempts",
        hint: "see: hookconsole delivery, which has their number and the last code"
      )
    }
    let attempts = try await client.attempts(at: id, of: webhook)
    if recording.isWanted {
      try recording.begin()
      for attempt in attempts { try recording.append(attempt.exchange) }
    }
    if invocation.has(.json) { return try attempts.forEach(json) }
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    var table = TextTable(
      [.right, .whole, .right, .right, .wrapped],
      titles: ["attempt", "time", "code", "took", "error"]
    )
    for attempt in attempts { table.add(row(attempt, times)) }
    try Output.table(table)
    if table.isEmpty { Output.note("no attempts yet") }
  }

  /// One line, the oldest attempt first.
  private static func json(_ attempt: Attempt) throws {
    var object = JSONObject()
    object.add("attempt", attempt.number)
    object.add("statusCode", attempt.exchange.statusCode)
    object.add(attempt.exchange, withBodies: true)
    try JSONOutput.line(object.bytes)
  }

  private static func row(_ attempt: Attempt, _ times: TimeText) -> [TextTable.Cell] {
    let exchange = attempt.exchange
    let code = exchange.statusCode
    return [
      TextTable.Cell(String(attempt.number)),
      TextTable.Cell(times.full(Timestamp(seconds: exchange.phases.startedAt))),
      TextTable.Cell(
        code == 0 ? CodeText.noResponse : String(code),
        CodeText.role(CodeClass(code: code))
      ),
      TextTable.Cell(ResponseText.time(exchange.phases.end)),
      TextTable.Cell(exchange.failure?.description ?? ""),
    ]
  }
}
