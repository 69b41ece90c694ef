import HookSupport

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
  /// A number that is not a status code.
  case other = "other"

  /// The class of a delivery's last answer, `pending` where none came yet.
  public init(of delivery: Delivery) {
    self.init(code: delivery.statusCode, delivery.taskStatus)
  }

  /// Its number among all cases.
  fileprivate var position: Int {
    switch self {
    case .informational: 0
    case .success: 1
    case .redirection: 2
    case .clientError: 3
    case .serverError: 4
    case .none: 5
    case .pending: 6
    case .other: 7
    }
  }

  package init(code: Int, _ status: TaskStatus) {
    self.init(code: code)
    if self == .none, !status.isFinal { self = .pending }
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
    /// Deliveries made in it.
    public var total = 0
    /// Those among them that failed.
    public var failed = 0

    fileprivate mutating func count(_ step: Int, isFailure: Bool) {
      total += step
      if isFailure { failed += step }
    }
  }

  /// Deliveries.
  public private(set) var total = 0
  /// Deliveries that failed: by their state, or by a code of 400 or more.
  public private(set) var failed = 0
  /// Tries, of all deliveries together.
  public private(set) var attempts = 0
  /// How often each status code was the last; 0 where no answer came. What is pending is left out.
  public private(set) var byCode: [Int: Int] = [:]
  /// How many deliveries each class has, in the order of the classes.
  private var counts = [Int](repeating: 0, count: CodeClass.allCases.count)
  /// By minute since 1970, of the deliveries whose time is known.
  public private(set) var minutes: [Int: Minute] = [:]
  /// When the newest known delivery that was answered with 410 was made.
  public private(set) var gone: Timestamp?
  /// When the newest known delivery that failed was made.
  public private(set) var lastFailure: Timestamp?

  /// The delivery that gave `gone` or `lastFailure` no longer counts as one: look for the next.
  private(set) var hasLostLast = false

  /// A tally of nothing.
  public init() {}

  public static func == (left: CodeTally, right: CodeTally) -> Bool {
    left.total == right.total && left.failed == right.failed && left.attempts == right.attempts
      && left.byCode == right.byCode
      && left.counts == right.counts && left.minutes == right.minutes && left.gone == right.gone
      && left.lastFailure == right.lastFailure
  }

  /// How many deliveries each class has; classes without one are left out.
  public var byClass: [CodeClass: Int] {
    var found: [CodeClass: Int] = [:]
    for (kind, count) in zip(CodeClass.allCases, counts) where count != 0 { found[kind] = count }
    return found
  }

  /// How many deliveries a class has.
  public func count(of kind: CodeClass) -> Int { counts[kind.position] }

  /// The part of the finished deliveries that were answered with 2xx, 0 to 1; `nil` if none is finished.
  public var successRate: Double? {
    let finished = total - count(of: .pending)
    return finished > 0 ? Double(count(of: .success)) / Double(finished) : nil
  }

  package mutating func add(_ delivery: Delivery) {
    count(delivery, by: 1)
    if delivery.statusCode == 410 { gone = Self.later(gone, delivery.created) }
    if Self.isFailure(delivery) { lastFailure = Self.later(lastFailure, delivery.created) }
  }

  package mutating func remove(_ delivery: Delivery) {
    count(delivery, by: -1)
    guard let created = delivery.created else { return }
    if created == lastFailure, Self.isFailure(delivery) { hasLostLast = true }
    if created == gone, delivery.statusCode == 410 { hasLostLast = true }
  }

  /// Looks for the newest failure and the newest 410 again.
  mutating func findLast(in timeline: Timeline, _ scope: Timeline.Scope) {
    hasLostLast = false
    (lastFailure, gone) = (nil, nil)
    guard failed > 0 else { return }
    let needsGone = byCode[410] != nil
    for position in 0..<timeline.count(in: scope) {
      guard let delivery = timeline.entry(at: position, in: scope)?.delivery else { continue }
      if lastFailure == nil, Self.isFailure(delivery) { lastFailure = delivery.created }
      if gone == nil, delivery.statusCode == 410 { gone = delivery.created }
      if lastFailure != nil, gone != nil || !needsGone { return }
    }
  }

  /// Takes out all that another tally counted.
  package mutating func remove(_ other: CodeTally) {
    total -= other.total
    failed -= other.failed
    attempts -= other.attempts
    for (code, count) in other.byCode { Self.change(&byCode[code], by: -count) }
    for position in counts.indices { counts[position] -= other.counts[position] }
    if other.lastFailure == lastFailure || other.gone == gone { hasLostLast = true }
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
    if Self.isFailure(delivery) { failed += step }
    counts[kind.position] += step
    if kind != .pending { Self.change(&byCode[delivery.statusCode], by: step) }
    guard let created = delivery.created, created.hasTime else { return }
    let minute = Int((created.seconds / 60).rounded(.down))
    minutes[minute, default: Minute()].count(step, isFailure: Self.isFailure(delivery))
    if step < 0, minutes[minute]?.total == 0 { minutes[minute] = nil }
  }

  /// Counts something; what is counted down to nothing is left out.
  private static func change(_ count: inout Int?, by step: Int) {
    let sum = (count ?? 0) + step
    count = sum == 0 ? nil : sum
  }

  private static func isFailure(_ delivery: Delivery) -> Bool {
    delivery.taskStatus == .failed || delivery.statusCode >= 400
  }

  private static func later(_ known: Timestamp?, _ other: Timestamp?) -> Timestamp? {
    guard let known, let other else { return known ?? other }
    return max(known, other)
  }
}
