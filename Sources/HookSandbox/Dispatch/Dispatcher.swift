import Dispatch
import Foundation

/// Carries out what the outbox decides: posts, writes down what came of it, and keeps the time.
final class Dispatcher: Sendable {
  struct Settings: Sendable {
    var schedule: RetrySchedule
    var timeout: Double
    var secret: SigningSecret?
    var limits = Outbox.Limits()
    /// Milliseconds after which an attempt gives its place to another.
    var patience: Int64 = 1000
  }

  /// What is noted for later.
  private enum Note {
    case retry(Database.Waiting)
    case lingering(Outbox.Flight, Int)
    case overdue(Outbox.Flight, Int)
  }

  private struct State {
    var outbox: Outbox
    var agenda = Agenda<Note>()
    /// The number of each POST that is under way, to tell it from the next one of its lane.
    var posts: [Outbox.Flight: Int] = [:]
    var lastPost = 0
    /// Posts that were cut off because they took too long.
    var overdue: Set<Int> = []
    var wakesAt = Int64.max
    var isStopping = false
    var idlers: [CheckedContinuation<Void, Never>] = []
    /// Who waits for the last attempt to end.
    var stoppers: [CheckedContinuation<Void, Never>] = []

    mutating func land(_ flight: Outbox.Flight) {
      posts[flight] = nil
      outbox.ended(flight)
    }

    /// Those whose wait has ended.
    mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
      var waiters: [CheckedContinuation<Void, Never>] = []
      if outbox.isIdle { swap(&waiters, &idlers) }
      if outbox.flightCount == 0 {
        waiters += stoppers
        stoppers = []
      }
      return waiters
    }
  }

  /// What follows from a change.
  private struct Turn {
    let commands: [Outbox.Command]
    let waiters: [CheckedContinuation<Void, Never>]
    let wake: Int64?
  }

  private let store: Store
  private let settings: Settings
  private let courier: Courier
  private let timers = DispatchQueue(label: "dispatcher")
  private let state: Locked<State>

  init(store: Store, settings: Settings) {
    self.store = store
    self.settings = settings
    let places = settings.limits.places
    courier = Courier(
      timeout: settings.timeout,
      connectionsPerHost: places.perTarget + places.slow
    )
    state = Locked(State(outbox: Outbox(limits: settings.limits)))
  }

  /// Takes up what the last process left.
  func resume(webhooks: [Int64], retries: [Database.Waiting]) {
    act { state in
      for webhook in webhooks { state.outbox.resume(webhook) }
      for retry in retries { state.agenda.add(.retry(retry), at: retry.due) }
    }
  }

  /// Deliveries were committed. To be called on the store's queue, so that the order is kept.
  func triggered(_ deliveries: [Outgoing]) {
    act { $0.outbox.triggered(deliveries) }
  }

  /// A webhook was deleted.
  func removed(_ webhook: Int64) {
    act { $0.outbox.removed(webhook) }
  }

  /// Returns when nothing is to be sent now or under way, and all that came of it is written down.
  func idle() async {
    repeat {
      await withCheckedContinuation { done in
        let isIdle = state.withLock { state in
          if state.outbox.isIdle { return true }
          state.idlers.append(done)
          return false
        }
        if isIdle { done.resume() }
      }
      try? await store.read { _ in }
    } while state.withLock { !$0.outbox.isIdle }
  }

  /// Begins nothing more; what is under way may end within the time (in seconds), else it is cut
  /// off and stays queued.
  func stop(grace: Double) async {
    timers.asyncAfter(deadline: .now() + grace) { [courier] in courier.stop() }
    await withCheckedContinuation { done in
      act { state in
        state.isStopping = true
        state.stoppers.append(done)
      }
    }
    courier.stop()
  }

  // MARK: Deciding

  /// Changes the state, then carries out what follows from it.
  private func act(_ change: (inout State) -> Void) {
    let turn = state.withLock { state -> Turn in
      change(&state)
      let now = Moment.now
      while let note = state.agenda.take(by: now) { take(note, in: &state) }
      let commands = state.isStopping ? [] : state.outbox.commands()
      return Turn(commands: commands, waiters: state.takeWaiters(), wake: wake(for: &state))
    }
    for command in turn.commands { carryOut(command) }
    for waiter in turn.waiters { waiter.resume() }
    if let wake = turn.wake { schedule(at: wake) }
  }

  private func take(_ note: Note, in state: inout State) {
    switch note {
    case .retry(let retry):
      let target = Target.name(of: retry.url)
      state.outbox.retry(retry.delivery, of: retry.webhook, target: target)
    case .lingering(let flight, let post):
      if state.posts[flight] == post { state.outbox.lingers(flight) }
    case .overdue(let flight, let post):
      guard state.posts[flight] == post else { return }
      state.overdue.insert(post)
      courier.cancel(post)
    }
  }

  /// When a timer has to be set, nil where an earlier one is set already.
  private func wake(for state: inout State) -> Int64? {
    guard let next = state.agenda.next, next < state.wakesAt else { return nil }
    state.wakesAt = next
    return next
  }

  private func schedule(at time: Int64) {
    let wait = max(0, time - Moment.now)
    timers.asyncAfter(deadline: .now() + .milliseconds(Int(wait))) { [weak self] in
      self?.act { if $0.wakesAt == time { $0.wakesAt = .max } }
    }
  }

  // MARK: Doing

  private func carryOut(_ command: Outbox.Command) {
    switch command {
    case .load(let webhook, let cursor):
      let limit = settings.limits.window
      store.submit(isChange: false) {
        try $0.window(of: webhook, after: cursor, limit: limit)
      } done: { result in
        let found = (try? result.get()) ?? (deliveries: [], isAll: true)
        self.act { $0.outbox.loaded(webhook, found.deliveries, isAll: found.isAll) }
      }
    case .send(let flight, let delivery, let outgoing?):
      // Posted at once: were this lost in a crash, the delivery would only be made again.
      store.submit { try $0.begun(delivery) }
      post(outgoing, flight: flight)
    case .send(let flight, let delivery, nil):
      store.submit {
        try $0.begin(delivery)
      } done: { result in
        if let outgoing = (try? result.get()) ?? nil {
          self.post(outgoing, flight: flight)
        } else {
          self.act { $0.outbox.ended(flight) }
        }
      }
    }
  }

  private func post(_ outgoing: Outgoing, flight: Outbox.Flight) {
    let now = Moment.now
    let parcel = Courier.Parcel.make(outgoing, secret: settings.secret, now: now / 1000)
    var number = 0
    act { state in
      state.lastPost += 1
      number = state.lastPost
      state.posts[flight] = number
      // Rounded up, so that thousands of attempts share a few wake-ups.
      state.agenda.add(.lingering(flight, number), at: Self.up(now + settings.patience, to: 250))
      state.agenda.add(
        .overdue(flight, number),
        at: Self.up(now + Int64(settings.timeout * 1000), to: 50)
      )
    }
    courier.post(parcel, number: number) { [number] outcome in
      self.landed(outgoing, flight: flight, post: number, outcome)
    }
  }

  /// Writes down what came of an attempt, then lets the lane go on.
  private func landed(
    _ outgoing: Outgoing,
    flight: Outbox.Flight,
    post: Int,
    _ outcome: Courier.Outcome
  ) {
    let (isOverdue, isStopping) = state.withLock { state in
      (state.overdue.remove(post) != nil, state.isStopping)
    }
    var outcome = outcome
    if case .unanswered = outcome {
      if isOverdue {
        outcome = .unanswered("timed out after \(Self.text(seconds: settings.timeout))")
      } else if isStopping {
        store.submit { try $0.putBack(outgoing.id) }
        return act { $0.land(flight) }
      }
    }
    let verdict = Verdict(
      outcome,
      attempt: outgoing.attempts + 1,
      schedule: settings.schedule,
      now: Moment.now,
      jitter: .random(in: 0...1)
    )
    guard !verdict.isGone else { return close(flight, outgoing, verdict) }
    store.submit { try $0.finish(outgoing.id, verdict) }
    act { state in
      if let due = verdict.due {
        let retry = Database.Waiting(
          delivery: outgoing.id,
          webhook: outgoing.webhook,
          url: outgoing.url,
          due: due
        )
        state.agenda.add(.retry(retry), at: due)
      }
      state.land(flight)
    }
  }

  /// The endpoint is gone: its lane is shut at once, and opened again when that is written down.
  private func close(_ flight: Outbox.Flight, _ outgoing: Outgoing, _ verdict: Verdict) {
    act { state in
      state.outbox.close(outgoing.webhook)
      state.land(flight)
    }
    store.submit { database in
      try database.finish(outgoing.id, verdict)
      try database.silence(outgoing.webhook)
    } done: { _ in
      self.act { $0.outbox.closed(outgoing.webhook) }
    }
  }

  private static func up(_ time: Int64, to step: Int64) -> Int64 {
    (time + step - 1) / step * step
  }

  /// Such as `15 s` or `0.5 s`.
  private static func text(seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
