import ConsoleCore
import Foundation
import HookModel
import HookSupport

/// Which deliveries a command looks at: `--code`, `--event` and `--since`.
struct DeliveryQuery: Sendable {
  /// A code or a class of codes.
  enum Code: Equatable, Sendable {
    case exact(Int)
    case kind(CodeClass)

    func takes(_ delivery: Delivery) -> Bool {
      switch self {
      case .exact(let code): delivery.statusCode == code
      case .kind(let kind): CodeClass(of: delivery) == kind
      }
    }
  }

  /// Empty: any code.
  var codes: [Code] = []
  /// Empty: any event.
  var events: Set<WebhookEvent> = []
  /// `nil`: from the beginning.
  var since: TimeBound?

  private static let codeOption = TypedOption(
    "code",
    "CODES",
    "only with these codes: 410, 5xx, none (no response), pending"
  ) { try codes($0) }
  private static let eventOption = TypedOption(
    "event",
    "EVENT",
    "only of this event, such as Employee_Created; may be repeated"
  ) { try EventName.read($0) }
  private static let sinceOption = TypedOption(
    "since",
    "TIME",
    "only newer ones: 2h, 2026-01-31, 2026-01-31T08:30"
  )
  /// Which deliveries are listed.
  static let options = [codeOption.row, eventOption.row, sinceOption.row]

  var isEverything: Bool { codes.isEmpty && events.isEmpty && since == nil }

  init() {}

  init(_ invocation: Invocation, now: Double) throws {
    codes = try invocation.values(Self.codeOption).flatMap(\.self)
    events = Set(try invocation.values(Self.eventOption))
    since = try invocation.value(Self.sinceOption).map {
      try Self.since($0, now: now, zone: .current)
    }
  }

  /// Reads the value of `--since`; where clocks are put back, from the first time they show it.
  static func since(_ text: String, now: Double, zone: TimeZone) throws -> TimeBound {
    guard let time = TimeBound(text, now: now, zone: zone, .first) else {
      throw Failure.usage("--since \(text) is not a time; try: \(TimeExpression.form)")
    }
    return time
  }

  /// What to say about an event that is not known, most likely mistyped; the API may know it.
  var doubts: [String] {
    events.subtracting(WebhookEvent.known)
      .map { TerminalSafeText.sanitised("unknown event \"\($0.name)\"\n\(EventName.list)") }
  }

  /// Reads `5xx,410`.
  static func codes(_ text: String) throws -> [Code] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let word = part.lowercased().trimmingCharacters(in: .whitespaces)
      if let kind = CodeClass(rawValue: word), kind != .other { return .kind(kind) }
      if word.count == 3, let code = Int(word), (100...999).contains(code) { return .exact(code) }
      throw Failure.usage(
        "--code \(part) is not a code",
        hint: "try: 410, 5xx, none or pending, several with commas"
      )
    }
  }

  func takes(_ event: WebhookEvent) -> Bool {
    events.isEmpty || events.contains(event)
  }

  /// Whether the code of a delivery is wanted.
  func takes(_ delivery: Delivery) -> Bool {
    (codes.isEmpty || codes.contains { $0.takes(delivery) }) && !isTooOld(delivery)
  }

  /// Whether a delivery's time is known to lie before what is wanted.
  func isTooOld(_ delivery: Delivery) -> Bool {
    guard let since, let created = delivery.created else { return false }
    return since.isAfter(created)
  }
}
