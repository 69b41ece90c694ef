import HookSupport

/// When the next attempt of a delivery is made: a rule, not a clock.
struct RetrySchedule: Sendable {
  /// A response may ask for a longer wait than the schedule's, but not for ever: seconds.
  static let maximum: Double = 86_400

  /// Seconds to wait after the first attempt, the second, and so on; then it is given up.
  var delays: [Double]

  /// Seconds until the next attempt; `nil` if there is none.
  ///
  /// The schedule's delay is spread by a tenth to either side, so that what failed together does not
  /// return together. What the endpoint asked for may lengthen it and never shortens it.
  /// - Parameters:
  ///   - attempt: the one that failed, from one.
  ///   - chance: 0 to 1, drawn at random.
  func delay(afterAttempt attempt: Int, retryAfter: Double?, chance: Double) -> Double? {
    guard attempt >= 1, attempt <= delays.count else { return nil }
    let delay = Backoff.spread(delays[attempt - 1], by: 0.1, chance: chance)
    return max(delay, min(retryAfter ?? 0, Self.maximum))
  }
}
