/// What a dispatcher knows at one moment.
struct DispatcherState: Sendable {
  /// What is noted for later.
  enum Note: Sendable {
    case retry(Database.Waiting)
    case lingering(Outbox.Flight, Int)
    case overdue(Outbox.Flight, Int)
  }

  /// What follows from a change.
  struct Turn: Sendable {
    let commands: [Outbox.Command]
    let waiters: [CheckedContinuation<Void, Never>]
    let wake: Int64?
  }

  var outbox: Outbox
  var agenda = Agenda<Note>()
  /// The number of each POST that is under way, to tell it from the next one of its lane.
  var posts: [Outbox.Flight: Int] = [:]
  /// Posts that were cut off because they took too long.
  var overdue: Set<Int> = []
  var isStopping = false
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
  mutating func takeOff(_ flight: Outbox.Flight, lingersAt: Int64, isOverdueAt: Int64) -> Int {
    lastPost += 1
    posts[flight] = lastPost
    // Rounded up, so that thousands of attempts share a few wake-ups.
    agenda.add(.lingering(flight, lastPost), at: Self.up(lingersAt, to: 250))
    agenda.add(.overdue(flight, lastPost), at: Self.up(isOverdueAt, to: 50))
    return lastPost
  }

  /// A flight has ended.
  mutating func land(_ flight: Outbox.Flight) {
    posts[flight] = nil
    outbox.ended(flight)
  }

  /// Takes up what is due; the numbers of the POSTs that have to be cut off are returned.
  mutating func takeDue(by now: Int64) -> [Int] {
    var late: [Int] = []
    while let note = agenda.take(by: now) {
      switch note {
      case .retry(let retry):
        let target = Target.name(of: retry.url)
        outbox.retry(retry.delivery, of: retry.webhook, target: target)
      case .lingering(let flight, let post):
        if posts[flight] == post { outbox.lingers(flight) }
      case .overdue(let flight, let post):
        guard posts[flight] == post else { continue }
        overdue.insert(post)
        late.append(post)
      }
    }
    return late
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

  /// When a timer has to be set, nil where an earlier one is set already.
  private mutating func takeWake() -> Int64? {
    guard let next = agenda.next, next < wakesAt else { return nil }
    wakesAt = next
    return next
  }

  /// Those whose wait has ended.
  private mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
    var waiters: [CheckedContinuation<Void, Never>] = []
    if outbox.isIdle || isStopping { swap(&waiters, &idlers) }
    if outbox.flightCount == 0 {
      waiters += stoppers
      stoppers = []
    }
    return waiters
  }

  private static func up(_ time: Int64, to step: Int64) -> Int64 {
    (time + step - 1) / step * step
  }
}
