@testable import ConsoleCore
import Foundation

/// A webhook of a server with habits of its own, and its deliveries.
struct OddWebhook: Sendable {
  enum Order: Sendable { case newestFirst, oldestFirst, mixed }

  /// What is peculiar about its answers, all of it allowed or met.
  struct Habits: Sendable {
    var event = #""Employee_Created""#
    var order = Order.newestFirst
    /// The most rows of a page, whatever is asked for.
    var pageSize = Int.max
    var ignoresPaging = false
    /// How many rows of the page before stand on a page once more.
    var overlap = 0
    var repeatsRows = false
    var lists = Lists.all
    var saysCount = true
    var saysLast = true
    /// `taskStatus` is an index.
    var countsEnums = false
    var idsAreLarge = false
    /// How a number of seconds since 1970 is written.
    var date = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"
    /// The member `payload` and what stands behind it, empty for none.
    var payload = #","payload":[{"gross":1234.50}]"#
  }

  /// What the list of deliveries says beside the ids.
  enum Lists: Sendable { case all, nullMetadata, ids }

  struct Made: Sendable {
    let id: UUID
    let number: Int
    let seconds: Double
    var isFinal: Bool

    /// As the tests find it in an output.
    var name: String { isFinal ? "settled-\(number)" : "waiting-\(number)" }
  }

  let id: UUID
  let habits: Habits
  /// Oldest first.
  var made: [Made] = []

  static let all: [Habits] = [
    Habits(),
    Habits(
      event: "2",
      order: .oldestFirst,
      pageSize: 7,
      lists: .nullMetadata,
      countsEnums: true,
      date: "yyyy-MM-dd'T'HH:mm:ss.SSS'0000Z'",
      payload: #","payload":"[{\"a\":1}]""#
    ),
    Habits(
      event: #""JobCompleted""#,
      order: .mixed,
      overlap: 2,
      repeatsRows: true,
      lists: .ids,
      idsAreLarge: true,
      date: "yyyy-MM-dd'T'HH:mm:ss.SSSxxx",
      payload: #","payload":{"a":{}}"#
    ),
    Habits(
      event: #""Employee_Promoted""#,
      ignoresPaging: true,
      lists: .nullMetadata,
      saysCount: false,
      saysLast: false,
      date: "yyyy-MM-dd",
      payload: #","payload":null"#
    ),
    Habits(
      event: "1",
      lists: .all,
      saysLast: false,
      date: "yyyy-MM-dd'T'HH:mm:ss",
      payload: ""
    ),
  ]

  // MARK: Answers

  var item: String { #"{"id":"\#(text(id))","name":"a webhook","metadata":null}"# }

  var record: String {
    var text = #"{"id":"\#(text(id))","webhookEvent":\#(habits.event),"active":true"#
    text += #","url":"https://endpoint.example/hook","unheardOf":[1]"#
    if habits.saysCount { text += #","eventCount":\#(made.count)"# }
    if habits.saysLast, let last = made.last { text += #","lastPayload":\#(record(last))"# }
    return text + "}"
  }

  func record(_ id: UUID) -> String? {
    made.first { $0.id == id }.map { record($0) }
  }

  func page(_ number: Int, of asked: Int) -> String {
    var rows = made
    switch habits.order {
    case .newestFirst: rows.reverse()
    case .oldestFirst: break
    case .mixed: rows.sort { ($0.number * 7919) % 1009 < ($1.number * 7919) % 1009 }
    }
    if !habits.ignoresPaging {
      let size = min(asked, habits.pageSize)
      let start = number * size
      let behind = rows.dropFirst(max(0, start - habits.overlap))
      rows = start < rows.count ? Array(behind.prefix(size + min(start, habits.overlap))) : []
    }
    if habits.repeatsRows, let first = rows.first { rows.append(first) }
    return "[\(rows.map(item).joined(separator: ","))]"
  }

  private func text(_ id: UUID) -> String {
    habits.idsAreLarge ? id.uuidString : id.uuidString.lowercased()
  }

  private func item(_ made: Made) -> String {
    switch habits.lists {
    case .ids: #"{"id":"\#(made.id.uuidString.lowercased())"}"#
    case .nullMetadata: #"{"id":"\#(text(made.id))","name":"\#(made.name)","metadata":null}"#
    case .all: #"{"id":"\#(text(made.id))","name":"\#(made.name)","metadata":{\#(state(made))}}"#
    }
  }

  private func record(_ made: Made) -> String {
    #"{"id":"\#(text(made.id))","name":"\#(made.name)","url":"https://endpoint.example/hook","#
      + state(made) + habits.payload + "}"
  }

  private func state(_ made: Made) -> String {
    let status =
      habits.countsEnums ? (made.isFinal ? "1" : "0") : made.isFinal ? #""Sent""# : #""Queued""#
    let code = made.isFinal ? #","statusCode":200,"attempts":1"# : #","statusCode":null"#
    return #""taskStatus":\#(status)\#(code),"created":"\#(date(made.seconds))""#
  }

  private func date(_ seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = habits.date.hasSuffix("xxx") ? TimeZone(secondsFromGMT: 3600) : .gmt
    format.dateFormat = habits.date
    return format.string(from: Date(timeIntervalSince1970: seconds))
  }
}
