import Dispatch
import Foundation
import HookHTTP
import HookServer
import HookSignatures
import HookSupport

/// Carries out what the outbox decides: posts, writes down what came of it, and keeps the time.
final class Dispatcher: Sendable {
  struct Settings: Sendable {
    var schedule: RetrySchedule
    var timeout: Double
    var secret: SigningSecret?
    var limits = Outbox.Limits()
    /// Milliseconds after which an attempt counts as slow.
    var slowAfter: Int64 = 1000
  }

  private let store: Store
  private let settings: Settings
  private let engine: HTTPEngine
  private let timers = DispatchQueue(label: "dispatcher")
  private let state: Locked<DispatcherState>

  init(store: Store, settings: Settings, engine: HTTPEngine = .shared) {
    self.store = store
    self.settings = settings
    self.engine = engine
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

  /// A webhook was deleted or deactivated: nothing more is sent to it.
  func removed(_ webhook: Int64) {
    act { $0.outbox.removed(webhook) }
  }

  /// A webhook has another URL: what waits goes there.
  func moved(_ webhook: Int64) {
    act { $0.outbox.reload(webhook) }
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
    timers.asyncAfter(deadline: .now() + grace) { self.cut() }
    await withCheckedContinuation { done in
      act { state in
        state.isStopping = true
        state.stoppers.append(done)
      }
    }
  }

  private func cut() {
    for exchange in state.withLock({ $0.cut() }) { engine.cancel(exchange) }
  }

  // MARK: Deciding

  /// Changes the state, then carries out what follows from it.
  private func act(_ change: (inout DispatcherState) -> Void) {
    let turn = state.withLock { state in
      change(&state)
      state.takeDue(by: Moment.now)
      return state.turn()
    }
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
    case .send(let attempt, let delivery, let outgoing?):
      // Posted at once: were this lost in a crash, the delivery would only be made again.
      insist { try $0.begun(delivery, url: outgoing.url) }
      post(outgoing, attempt: attempt)
    case .send(let attempt, let delivery, nil):
      insist {
        try $0.begin(delivery)
      } done: { outgoing in
        if let outgoing = outgoing ?? nil {
          self.post(outgoing, attempt: attempt)
        } else {
          self.act { $0.end(attempt) }
        }
      }
    }
  }

  private func post(_ outgoing: Outgoing, attempt: Outbox.Attempt) {
    let now = Moment.now
    let url: HTTPURL
    do throws(HTTPURLError) {
      url = try HTTPURL(outgoing.url)
    } catch {
      // A data file may hold what is not accepted any more.
      return record(outgoing, attempt: attempt, .failure(error))
    }
    let request = ExchangeRequest.delivery(
      outgoing,
      to: url,
      secret: settings.secret,
      now: now / 1000,
      timeout: settings.timeout
    )
    var post = 0
    act { post = $0.begin(attempt, lingersAt: now + settings.slowAfter) }
    let exchange = engine.start(request) { exchange in
      if exchange.failure?.kind == .cancelled {
        self.insist { try $0.putBack(outgoing.id) }
        return self.act { $0.end(attempt) }
      }
      self.record(outgoing, attempt: attempt, .success(exchange))
    }
    let isCut = state.withLock { [post] in $0.began(post, of: attempt, as: exchange) }
    if isCut { engine.cancel(exchange) }
  }

  /// Writes down what came of an attempt, then lets the queue go on.
  private func record(
    _ outgoing: Outgoing,
    attempt: Outbox.Attempt,
    _ result: Result<Exchange, HTTPURLError>
  ) {
    let number = outgoing.attempts + 1
    let exchange = try? result.get()
    let failure: String? =
      switch result {
      case .success(let exchange): exchange.failure?.description
      case .failure(let error): "the URL cannot be used: \(error)"
      }
    let outcome = AttemptOutcome(
      exchange?.response,
      failure: failure,
      attempt: number,
      schedule: settings.schedule,
      now: Moment.now,
      chance: .random(in: 0...1)
    )
    let kept = exchange.map { AttemptRecord(number: number, exchange: $0) }
    guard !outcome.isGone else { return close(attempt, outgoing, outcome, kept) }
    insist {
      try $0.finish(outgoing.id, of: outgoing.webhook, outcome, attempt: kept)
    } done: { isRetried in
      // Not before: a retry takes up what is written.
      guard isRetried == true, let due = outcome.due else { return }
      let retry = Database.Waiting(
        delivery: outgoing.id,
        webhook: outgoing.webhook,
        url: outgoing.url,
        due: due
      )
      self.act { $0.agenda.add(.retry(retry), at: due) }
    }
    act { $0.end(attempt) }
  }

  /// The endpoint is gone: its queue is shut at once, and opened again when that is written down.
  private func close(
    _ attempt: Outbox.Attempt,
    _ outgoing: Outgoing,
    _ outcome: AttemptOutcome,
    _ kept: AttemptRecord?
  ) {
    act { state in
      state.outbox.close(outgoing.webhook)
      state.end(attempt)
    }
    insist { database in
      try database.finish(outgoing.id, of: outgoing.webhook, outcome, attempt: kept)
      try database.silence(outgoing.webhook, reason: "the webhook was deactivated by a 410")
    } done: { _ in
      self.act { $0.outbox.closed(outgoing.webhook) }
    }
  }

  /// Has the store do it, again and again where it cannot: a full disk, say, may have space later.
  /// `nil` if it was given up because the sandbox stops.
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
}
