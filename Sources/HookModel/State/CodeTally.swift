/// The class of a status code (RFC 9110, section 15), and what an API of webhooks adds to it.
public enum CodeClass: String, CaseIterable, Sendable {
  case informational = "1xx"
  case success = "2xx"
  case redirection = "3xx"
  case clientError = "4xx"
  case serverError = "5xx"
  /// No response came: refused, timed out, name not found.
  case none = "none"
  /// Nothing has been tried to its end yet.
  case pending = "pending"
  /// A number that is no status code.
  case other = "other"

  public init(of delivery: Delivery) {
    self.init(code: delivery.statusCode)
    if self == .none, !delivery.taskStatus.isFinal { self = .pending }
  }

  /// - Parameter code: 0 where no response came.
  public init(code: Int) {
    switch code {
    case 100..<200: self = .informational
    case 200..<300: self = .success
    case 300..<400: self = .redirection
    case 400..<500: self = .clientError
    case 500..<600: self = .serverError
    case 0: self = .none
    default: self = .other
    }
  }
}

/// What became of the deliveries of one webhook, kept up to date as they come and change.
public struct CodeTally: Sendable, Equatable {
  /// Deliveries of one minute.
  public struct Minute: Sendable, Equatable {
    public var total = 0
    public var failed = 0
  }

  public private(set) var total = 0
  /// Tries, of all deliveries together.
  public private(set) var attempts = 0
  public private(set) var byCode: [Int: Int] = [:]
  public private(set) var byClass: [CodeClass: Int] = [:]
  /// By minute since 1970, of the deliveries whose time is known.
  public private(set) var minutes: [Int: Minute] = [:]
  /// When the newest known delivery that was answered with 410 was made.
  public private(set) var gone: Timestamp?
  /// When the newest known delivery that failed was made.
  public private(set) var lastFailure: Timestamp?

  public init() {}

  /// The part of the finished deliveries that were answered with 2xx, 0 to 1; nil where none is finished.
  public var successRate: Double? {
    let finished = total - (byClass[.pending] ?? 0)
    return finished > 0 ? Double(byClass[.success] ?? 0) / Double(finished) : nil
  }

  mutating func add(_ delivery: Delivery) {
    count(delivery, by: 1)
    if delivery.statusCode == 410 { gone = Self.later(gone, delivery.created) }
    if Self.isFailure(delivery) { lastFailure = Self.later(lastFailure, delivery.created) }
  }

  mutating func remove(_ delivery: Delivery) {
    count(delivery, by: -1)
  }

  /// Takes out all that another tally counted.
  mutating func remove(_ other: CodeTally) {
    total -= other.total
    attempts -= other.attempts
    for (code, count) in other.byCode { byCode[code, default: 0] -= count }
    for (kind, count) in other.byClass { byClass[kind, default: 0] -= count }
    for (minute, count) in other.minutes {
      minutes[minute, default: Minute()].total -= count.total
      minutes[minute, default: Minute()].failed -= count.failed
      if minutes[minute]?.total == 0 { minutes[minute] = nil }
    }
  }

  private mutating func count(_ delivery: Delivery, by step: Int) {
    let kind = CodeClass(of: delivery)
    total += step
    attempts += step * delivery.attempts
    byClass[kind, default: 0] += step
    if kind != .pending { byCode[delivery.statusCode, default: 0] += step }
    guard let created = delivery.created, created.hasTime else { return }
    let minute = Int((created.seconds / 60).rounded(.down))
    minutes[minute, default: Minute()].total += step
    if Self.isFailure(delivery) { minutes[minute, default: Minute()].failed += step }
    if minutes[minute]?.total == 0 { minutes[minute] = nil }
  }

  private static func isFailure(_ delivery: Delivery) -> Bool {
    delivery.taskStatus == .failed || delivery.statusCode >= 400
  }

  private static func later(_ known: Timestamp?, _ other: Timestamp?) -> Timestamp? {
    guard let known, let other else { return known ?? other }
    return max(known, other)
  }
}
