import HookSupport

extension FeedSchedule {
  /// What a failed request means for the next ones.
  public enum Failure: Equatable, Sendable {
    /// The thing asked for is not there (404, 410).
    case gone
    /// The server wants no request for so many seconds (429, 503 with `Retry-After`).
    case wait(Double)
    /// The key is not accepted, for a while perhaps: everything waits.
    case refused
    /// The server is in trouble: everything waits.
    case trouble
    /// There is no way to the server: everything waits, but not for long, since trying again is no
    /// burden to it.
    case away
    /// This answer could not be used; others may be.
    case unreadable
    /// We gave up on it ourselves.
    case cancelled
  }

  /// Any answer at all: the way is free.
  mutating func answered(_ ask: Ask) {
    inFlight.remove(ask)
    failures = 0
    pausedUntil = 0
  }

  /// Takes in that a request failed.
  /// - Parameter spread: 0 to 1, drawn by chance, so that many consoles do not ask in step.
  public mutating func failed(_ ask: Ask, _ failure: Failure, spread: Double, now: Double) {
    inFlight.remove(ask)
    switch failure {
    case .cancelled: break
    case .gone: forget(ask, now: now)
    case .wait(let seconds): obeyedUntil = max(obeyedUntil, now + min(max(1, seconds), 3600))
    case .refused:
      // A key that is being changed, or a server that starts up, is waited for by somebody.
      failures += 1
      pausedUntil = now + pause(after: failures + 1, spread: spread)
      postpone(ask, spread: spread, now: now)
    case .unreadable: postpone(ask, spread: spread, now: now)
    case .trouble, .away:
      failures += 1
      let most = failure == .away ? settings.longestPauseAway : settings.longestPause
      pausedUntil = now + pause(after: failures, spread: spread, most: most)
      // The others go first when the pause is over: perhaps only this one is in trouble.
      postpone(ask, spread: spread, most: most, now: now)
    }
  }

  /// - Parameter most: nil for the longest there is.
  func pause(after failures: Int, spread: Double, most: Double? = nil) -> Double {
    let maximum = min(most ?? settings.longestPause, settings.longestPause)
    return Backoff(first: 0.5, maximum: maximum).pause(after: failures + 1, chance: spread)
  }

  private mutating func forget(_ ask: Ask, now: Double) {
    switch ask {
    case .list: listDue = now + settings.longestPause
    case .webhook(let id), .page(let id, _):
      // The list tells whether it is really gone.
      hooks[id]?.due = now + settings.longestPause
      giveUpWalk(id)
      listDue = now
    case .delivery(let id, _): watches[id] = nil
    }
  }

  private mutating func postpone(
    _ ask: Ask,
    spread: Double,
    most: Double? = nil,
    now: Double
  ) {
    switch ask {
    case .list: listDue = now + pause(after: max(2, failures), spread: spread, most: most)
    case .webhook(let id), .page(let id, _):
      guard let count = hooks[id]?.failures else { return }
      let due = now + pause(after: count + 1, spread: spread, most: most)
      hooks[id]?.failures = count + 1
      hooks[id]?.due = due
      // A page is asked for again a few times before the walk is given up.
      if case .page = ask, count >= 3 { giveUpWalk(id) }
    case .delivery(let id, _):
      let pause = min(settings.longestPause, 2 * (watches[id]?.pause ?? 1))
      watches[id]?.pause = pause
      watches[id]?.due = now + pause
    }
  }

  /// What the walk was to find is still to be found: the next look begins another one.
  private mutating func giveUpWalk(_ id: RecordID) {
    guard hooks[id]?.walk != nil else { return }
    hooks[id]?.walk = nil
    hooks[id]?.nextPage = nil
    hooks[id]?.count = nil
  }

  /// Whether something is to come of a request: it is under way, or will be made again.
  func isWanted(_ ask: Ask) -> Bool {
    switch ask {
    case .list: true
    case .webhook(let id): hooks[id] != nil
    case .page(let id, _): hooks[id].map { $0.walk != nil || $0.count == nil } ?? false
    case .delivery(let id, _): watches[id] != nil
    }
  }
}
