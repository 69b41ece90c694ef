import HookSupport

/// Whether a request that failed is tried again, and when.
public struct RetryPolicy: Sendable {
  /// How often a safe request is tried again; one that changes something never is.
  public var retries: Int
  /// Seconds before the first retry, doubled for each further one.
  public var pause: Double
  /// A server that asks for a longer pause than this is not waited for.
  public var longestPause: Double

  /// - Parameters:
  ///   - retries: how often a safe request is tried again.
  ///   - pause: seconds before the first retry.
  ///   - longestPause: seconds; a server that asks for a longer pause is not waited for.
  public init(retries: Int = 2, pause: Double = 0.3, longestPause: Double = 10) {
    self.retries = retries
    self.pause = pause
    self.longestPause = longestPause
  }

  /// For callers that have a schedule of their own.
  public static let never = RetryPolicy(retries: 0)

  /// - Parameters:
  ///   - tries: those made so far, one at least.
  ///   - spread: 0 to 1, drawn by chance.
  /// - Returns: seconds to wait, nil to give up.
  package func wait(after error: APIError, of endpoint: Endpoint, tries: Int, spread: Double)
    -> Double?
  {
    guard endpoint.isSafe, tries <= retries else { return nil }
    let backoff = Backoff(first: pause, maximum: .infinity).pause(after: tries, chance: spread)
    switch error.kind {
    case .tooManyRequests(let seconds):
      guard let seconds else { return backoff }
      return seconds <= longestPause ? max(seconds, backoff) : nil
    case .server, .cutShort: return backoff
    // A name or a certificate does not mend itself within seconds.
    case .unreachable(.refused), .unreachable(.timeout), .unreachable(.other),
      .unreachable(.proxy):
      return backoff
    default: return nil
    }
  }
}
