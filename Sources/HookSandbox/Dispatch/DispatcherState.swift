import HookServer

/// What a dispatcher knows at one moment.
struct DispatcherState: Sendable {
  /// What is noted for later.
  enum Note: Sendable {
    case retry(Database.Waiting)
    case lingering(Outbox.Attempt, Int)
  }

  /// What follows from a change.
  struct Turn: Sendable {
    let commands: [Outbox.Command]
    let waiters: [CheckedContinuation<Void, Never>]
    let wake: Int64?
  }

  var outbox: Outbox
  var agenda = Agenda<Note>()
  /// The number of each POST that is under way, to tell it from the next one of its queue.
  private(set) var posts: [Outbox.Attempt: Int] = [:]
  /// By the numbers of the POSTs: those of the engine, to end them with.
  private(set) var exchanges: [Int: Int] = [:]
  var isStopping = false
  /// Nothing that is under way may go on.
  private(set) var isCut = false
  /// Who waits until there is nothing to send.
  var idlers: [CheckedContinuation<Void, Never>] = []
  /// Who waits for the last attempt to end.
  var stoppers: [CheckedContinuation<Void, Never>] = []
  private var lastPost = 0
  private var wakesAt = Int64.max

  init(limits: Outbox.Limits) {
    outbox = Outbox(limits: limits)
  }

  /// A POST begins; its number.
  mutating func begin(_ attempt: Outbox.Attempt, lingersAt: Int64) -> Int {
    lastPost += 1
    posts[attempt] = lastPost
    // Rounded up, so that thousands of attempts share a few wake-ups.
    agenda.add(.lingering(attempt, lastPost), at: (lingersAt + 249) / 250 * 250)
    return lastPost
  }

  /// The engine has taken a POST up.
  /// - Returns: whether it is to be ended at once.
  mutating func began(_ post: Int, of attempt: Outbox.Attempt, as exchange: Int) -> Bool {
    // It may have ended already.
    guard posts[attempt] == post else { return false }
    exchanges[post] = exchange
    return isCut
  }

  /// A attempt has ended.
  mutating func end(_ attempt: Outbox.Attempt) {
    if let post = posts.removeValue(forKey: attempt) { exchanges[post] = nil }
    outbox.ended(attempt)
  }

  /// Nothing goes on any more; what the engine must end is returned.
  mutating func cut() -> [Int] {
    isCut = true
    return Array(exchanges.values)
  }

  /// Takes up what is due.
  mutating func takeDue(by now: Int64) {
    while let note = agenda.take(by: now) {
      switch note {
      case .retry(let retry):
        let target = Target.name(of: retry.url)
        outbox.retry(retry.delivery, of: retry.webhook, target: target)
      case .lingering(let attempt, let post):
        if posts[attempt] == post { outbox.lingers(attempt) }
      }
    }
  }

  /// What is to be done now.
  mutating func turn() -> Turn {
    let commands = isStopping ? [] : outbox.commands()
    return Turn(commands: commands, waiters: takeWaiters(), wake: takeWake())
  }

  /// The timer for that time has rung.
  mutating func woke(at time: Int64) {
    if wakesAt == time { wakesAt = .max }
  }

  /// When a timer must be set, `nil` if an earlier one is set already.
  private mutating func takeWake() -> Int64? {
    guard let next = agenda.next, next < wakesAt else { return nil }
    wakesAt = next
    return next
  }

  /// Those whose wait has ended.
  private mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
    var waiters: [CheckedContinuation<Void, Never>] = []
    if outbox.isIdle || isStopping { swap(&waiters, &idlers) }
    if outbox.runningCount == 0 {
      waiters += stoppers
      stoppers = []
    }
    return waiters
  }
}
