import HookSupport
/// How many may be under way: a bound for each target (host and port) and one for all.
///
/// An attempt that is not answered soon stops counting against its limit and goes on in a second, larger limit, so
/// that endpoints that hang cannot take all the limiter from those that answer. What waits
/// queues at its target; targets take turns.
struct ConcurrencyLimiter<Work: Sendable>: Sendable {
  struct Limits: Sendable {
    var perTarget = 16
    var total = 128
    /// Those that take long.
    var slow = 256
  }

  private struct Target {
    var taken = 0
    var waiting = Queue<Work>()
    var isInTurn = false
  }

  private let limits: Limits
  private var targets: [String: Target] = [:]
  private var turns = Queue<String>()
  private var taken = 0
  private var slow = 0
  private(set) var waitingCount = 0

  init(limits: Limits) {
    self.limits = limits
  }

  /// Gets in line.
  mutating func add(_ work: Work, at target: String) {
    targets[target, default: Target()].waiting.append(work)
    waitingCount += 1
    offer(target)
  }

  /// The next that may start, in fair turns; it counts from then on.
  mutating func next() -> (work: Work, target: String)? {
    guard taken < limits.total, let name = turns.popFirst() else { return nil }
    targets[name]?.isInTurn = false
    guard let work = targets[name]?.waiting.popFirst() else { return nil }
    targets[name]?.taken += 1
    taken += 1
    waitingCount -= 1
    offer(name)
    return (work, name)
  }

  /// One of the target has ended.
  mutating func release(_ target: String) {
    taken -= 1
    targets[target]?.taken -= 1
    offer(target)
  }

  /// One of the target takes long.
  /// - Returns: whether it no longer counts against the limit.
  mutating func becomesSlow(_ target: String) -> Bool {
    guard slow < limits.slow else { return false }
    slow += 1
    release(target)
    return true
  }

  /// One of the slow ones has ended.
  mutating func releaseSlow() {
    slow -= 1
  }

  private mutating func offer(_ name: String) {
    guard let target = targets[name] else { return }
    if target.waiting.isEmpty {
      // Forgotten, so that a long life with many targets does not grow.
      if target.taken == 0, !target.isInTurn { targets[name] = nil }
    } else if !target.isInTurn, target.taken < limits.perTarget {
      targets[name]?.isInTurn = true
      turns.append(name)
    }
  }
}
