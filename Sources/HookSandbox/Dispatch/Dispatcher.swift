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

  private let store: Store
  private let settings: Settings
  private let courier: Courier
  private let timers = DispatchQueue(label: "dispatcher")
  private let state: Locked<DispatcherState>

  init(store: Store, settings: Settings) {
    self.store = store
    self.settings = settings
    let places = settings.limits.places
    courier = Courier(
      timeout: settings.timeout,
      connectionsPerHost: places.perTarget + places.slow
    )
    state = Locked(DispatcherState(limits: settings.limits))
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
        act { $0.idlers.append(done) }
      }
      try? await store.read { _ in }
    } while state.withLock { !$0.outbox.isIdle && !$0.isStopping }
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
  private func act(_ change: (inout DispatcherState) -> Void) {
    let (late, turn) = state.withLock { state in
      change(&state)
      return (state.takeDue(by: Moment.now), state.turn())
    }
    for post in late { courier.cancel(post) }
    for command in turn.commands { carryOut(command) }
    for waiter in turn.waiters { waiter.resume() }
    if let wake = turn.wake { schedule(at: wake) }
  }

  private func schedule(at time: Int64) {
    let wait = max(0, time - Moment.now)
    timers.asyncAfter(deadline: .now() + .milliseconds(Int(wait))) { [weak self] in
      self?.act { $0.woke(at: time) }
    }
  }

  // MARK: Doing

  private func carryOut(_ command: Outbox.Command) {
    switch command {
    case .load(let webhook, let cursor):
      let limit = settings.limits.window
      insist {
        try $0.window(of: webhook, after: cursor, limit: limit)
      } done: { found in
        guard let found else { return }
        self.act { $0.outbox.loaded(webhook, found.deliveries, isAll: found.isAll) }
      }
    case .send(let flight, let delivery, let outgoing?):
      // Posted at once: were this lost in a crash, the delivery would only be made again.
      insist { try $0.begun(delivery) }
      post(outgoing, flight: flight)
    case .send(let flight, let delivery, nil):
      insist {
        try $0.begin(delivery)
      } done: { outgoing in
        if let outgoing = outgoing ?? nil {
          self.post(outgoing, flight: flight)
        } else {
          self.act { $0.land(flight) }
        }
      }
    }
  }

  private func post(_ outgoing: Outgoing, flight: Outbox.Flight) {
    let now = Moment.now
    let parcel = Courier.Parcel.make(outgoing, secret: settings.secret, now: now / 1000)
    var number = 0
    act { state in
      number = state.takeOff(
        flight,
        lingersAt: now + settings.patience,
        isOverdueAt: now + Int64(settings.timeout * 1000)
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
        insist { try $0.putBack(outgoing.id) }
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
    insist {
      try $0.finish(outgoing.id, verdict)
    } done: { written in
      // Not before: a retry takes up what is written.
      guard written != nil, let due = verdict.due else { return }
      let retry = Database.Waiting(
        delivery: outgoing.id,
        webhook: outgoing.webhook,
        url: outgoing.url,
        due: due
      )
      self.act { $0.agenda.add(.retry(retry), at: due) }
    }
    act { $0.land(flight) }
  }

  /// The endpoint is gone: its lane is shut at once, and opened again when that is written down.
  private func close(_ flight: Outbox.Flight, _ outgoing: Outgoing, _ verdict: Verdict) {
    act { state in
      state.outbox.close(outgoing.webhook)
      state.land(flight)
    }
    insist { database in
      try database.finish(outgoing.id, verdict)
      try database.silence(outgoing.webhook)
    } done: { _ in
      self.act { $0.outbox.closed(outgoing.webhook) }
    }
  }

  /// Has the store do it, again and again where it cannot: a full disk, say, may have room later.
  /// Nil where it was given up because the sandbox stops.
  private func insist<Result: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Result,
    done: @escaping @Sendable (Result?) -> Void = { _ in }
  ) {
    store.submit(work) { result in
      if let result = try? result.get() { return done(result) }
      if self.state.withLock(\.isStopping) { return done(nil) }
      self.timers.asyncAfter(deadline: .now() + 1) { self.insist(work, done: done) }
    }
  }

  /// Such as `15 s` or `0.5 s`.
  private static func text(seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
