import HookModel

/// How often a request that only reads is made again while a longer piece of work is under way: an
/// export of a thousand records, or a `tail` that is to run for days, does not end with one bad answer.
struct ReadRetryPolicy: Sendable {
  /// Nil: until it is answered.
  var tries: Int?
  /// Seconds; a server that asks for a longer pause is not waited for.
  let longestWish: Double
  /// Seconds between the tries; the last one again and again.
  var pauses = [0.3, 0.6, 1.2, 2.4, 5]
  /// Whether a key that is not accepted is tried again: a server that starts up, or a key that is
  /// being changed, refuses it for a while.
  let outlastsRefusal: Bool

  /// For a longer piece of work that somebody waits for.
  static let bounded = ReadRetryPolicy(tries: 7, longestWish: 60, outlastsRefusal: false)
  /// For work that goes on until it is interrupted.
  static let endless = ReadRetryPolicy(tries: nil, longestWish: 3600, outlastsRefusal: true)

  /// Each of these takes its whole time.
  private static let mostTimeouts = 3

  /// - Parameter made: the tries so far, one at least.
  /// - Returns: seconds to wait before the next one; nil to give up.
  func pause(after kind: APIError.Kind, made: Int) -> Double? {
    if let tries, made >= tries { return nil }
    let pause = pauses[min(made, pauses.count) - 1]
    switch kind {
    case .server, .cutShort, .unusable, .lost, .notJSON, .unexpected: return pause
    case .unreachable(.timeout): return tries == nil || made < Self.mostTimeouts ? pause : nil
    case .unreachable(.refused), .unreachable(.proxy), .unreachable(.other): return pause
    case .unreachable: return outlastsRefusal ? pauses.last : nil
    case .tooManyRequests(let wish):
      guard let wish else { return max(1, pause) }
      if wish <= longestWish { return max(wish, pause) }
      return tries == nil ? longestWish : nil
    case .unauthorised, .forbidden, .refused, .redirected:
      return outlastsRefusal ? pauses.last : nil
    case .notFound, .gone, .address: return nil
    }
  }
}

extension HookClient {
  /// Makes a request again as long as it may still come.
  /// - Parameter giveUp: asked after each failure with the tries so far; true ends it.
  /// - Throws: the last error, or `CancellationError`.
  func repeating<Answer: Sendable>(
    _ policy: ReadRetryPolicy,
    giveUp: (APIError, Int) async throws -> Bool = { _, _ in false },
    ask: (HookClient) async throws -> Answer
  ) async throws -> Answer {
    let client = retrying(.never)
    var made = 0
    while true {
      do {
        return try await ask(client)
      } catch let error as APIError {
        made += 1
        guard let pause = policy.pause(after: error.kind, made: made),
          try await !giveUp(error, made)
        else { throw error }
        try await Task.sleep(for: .seconds(pause))
      }
    }
  }
}
