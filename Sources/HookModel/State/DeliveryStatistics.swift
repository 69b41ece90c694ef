import HookSupport

/// What became of some deliveries, counted.
public struct DeliveryStatistics: Sendable {
  /// Deliveries.
  public private(set) var total = 0
  /// Those whose last response was 2xx.
  public private(set) var delivered = 0
  /// Those that are not final yet.
  public private(set) var pending = 0
  /// How often each status code was the last; 0 where no response came. What is pending is left out.
  public private(set) var byCode: [Int: Int] = [:]
  /// How many deliveries took how many attempts.
  public private(set) var byAttempts: [Int: Int] = [:]
  /// Why deliveries failed, in the server's words, otherwise by their code.
  public private(set) var reasons: [String: Int] = [:]
  /// By hours since 1970: all, and those that failed.
  public private(set) var hours: [Int: (total: Int, failed: Int)] = [:]
  /// Seconds since 1970 of the oldest and the newest.
  public private(set) var first: Double?
  public private(set) var last: Double?

  public init() {}

  public mutating func add(_ delivery: Delivery) {
    total += 1
    byAttempts[delivery.attempts, default: 0] += 1
    let kind = CodeClass(of: delivery)
    let isFailed = kind != .success && kind != .pending
    switch kind {
    case .pending: pending += 1
    default: byCode[delivery.statusCode, default: 0] += 1
    }
    if kind == .success { delivered += 1 }
    if isFailed { reasons[Self.reason(delivery), default: 0] += 1 }
    guard let time = delivery.created?.seconds else { return }
    let hour = Int((time / 3600).rounded(.down))
    let before = hours[hour] ?? (0, 0)
    hours[hour] = (before.total + 1, before.failed + (isFailed ? 1 : 0))
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  private static func reason(_ delivery: Delivery) -> String {
    let message = delivery.statusMessage?.trimmingBlanks ?? ""
    let code = delivery.statusCode == 0 ? "no response" : String(delivery.statusCode)
    return message.isEmpty ? code : "\(code): \(message)"
  }

  /// The part that was delivered, 0 to 1, of those that are final; `nil` if none is.
  public var successRate: Double? {
    total > pending ? Double(delivered) / Double(total - pending) : nil
  }

  /// Attempts of all deliveries together.
  public var attempts: Int { byAttempts.reduce(0) { $0 + $1.key * $1.value } }

  /// The hours in which most happened, the busiest first.
  public func busiest(_ count: Int) -> [(hour: Int, total: Int, failed: Int)] {
    hours.map { (hour: $0.key, total: $0.value.total, failed: $0.value.failed) }
      .sorted { ($0.total, $1.hour) > ($1.total, $0.hour) }.prefix(count).map { $0 }
  }
}
