import Foundation

/// Asks the API for news as `FeedSchedule` decides, and tells it to a listener in order.
public actor DeliveryFeed {
  private let api: any HookAPI
  private let report: @Sendable (FeedNews) -> Void
  private let clock: @Sendable () -> Double
  private var schedule: FeedSchedule
  private var health = FeedHealth.starting
  private var requests: [FeedSchedule.Ask: Task<Void, Never>] = [:]
  private var alarm: Task<Void, Never>?
  private var isRunning = false
  private var changes = 0

  /// - Parameter report: called with each piece of news, one at a time, on no particular thread.
  public init(
    api: any HookAPI,
    settings: FeedSettings = FeedSettings(),
    report: @escaping @Sendable (FeedNews) -> Void
  ) {
    self.api = api
    self.report = report
    schedule = FeedSchedule(settings: settings)
    let start = ContinuousClock.now
    clock = { (ContinuousClock.now - start) / .seconds(1) }
  }

  public func start() {
    isRunning = true
    tell(health == .paused ? .live : health)
    pump()
  }

  /// Stops asking; what is under way is cancelled.
  public func stop() {
    isRunning = false
    alarm?.cancel()
    for request in requests.values { request.cancel() }
  }

  /// Stops asking until `start`, and says so.
  public func pause() {
    stop()
    tell(.paused)
  }

  /// The webhook a person looks at, nil for all of them.
  public func choose(_ id: RecordID?) {
    schedule.choose(id, now: clock())
    pump()
  }

  /// Asks for everything at once.
  public func refresh() {
    schedule.refresh(now: clock())
    pump()
  }

  /// Something was changed on the server by hand: what was asked before is not to be believed any more.
  public func noteChange() {
    changes += 1
  }

  private func pump() {
    guard isRunning else { return }
    for ask in schedule.next(now: clock()) {
      requests[ask] = Task { await self.carryOut(ask) }
    }
    alarm?.cancel()
    guard let wake = schedule.wake() else { return }
    let pause = max(0.005, wake - clock())
    alarm = Task {
      guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
      self.pump()
    }
  }

  private func carryOut(_ ask: FeedSchedule.Ask) async {
    do {
      try await request(ask)
      requests[ask] = nil
      if isRunning { tell(.live) }
    } catch {
      requests[ask] = nil
      let failure = FeedSchedule.Failure(error)
      schedule.failed(ask, failure, spread: .random(in: 0...1), now: clock())
      if isRunning, failure != .gone, !(error is CancellationError) {
        tell(.failing(problem(error)))
      }
    }
    pump()
  }

  private func request(_ ask: FeedSchedule.Ask) async throws {
    let before = changes
    switch ask {
    case .list:
      let items = try await api.webhooks()
      guard changes == before else { return schedule.discard(ask, now: clock()) }
      schedule.took(list: items, now: clock())
      report(.list(items))
    case .webhook(let id):
      let webhook = try await api.webhook(id)
      guard changes == before else { return schedule.discard(ask, now: clock()) }
      let news = schedule.took(webhook: webhook, now: clock())
      report(.webhook(webhook))
      if !news.isEmpty { report(.deliveries(id, news, isHistory: false)) }
    case .page(let id, let number):
      let page = Page(number: number, size: schedule.settings.pageSize)
      let items = try await api.deliveries(of: id, page: page)
      let (deliveries, isHistory) = schedule.took(page: number, of: id, items: items, now: clock())
      if !deliveries.isEmpty { report(.deliveries(id, deliveries, isHistory: isHistory)) }
    case .delivery(let id, let webhook):
      let delivery = try await api.delivery(id, of: webhook)
      schedule.took(delivery: delivery, of: webhook, now: clock())
      report(.deliveries(webhook, [delivery], isHistory: false))
    }
  }

  private func problem(_ error: any Error) -> FeedProblem {
    if case .failing(let known) = health {
      return FeedProblem(message: "\(error)", since: known.since)
    }
    return FeedProblem(message: "\(error)", since: Date().timeIntervalSince1970)
  }

  private func tell(_ new: FeedHealth) {
    guard new != health || new == .starting else { return }
    health = new
    report(.health(new))
  }
}

extension FeedSchedule.Failure {
  /// What an error of the API means for the next requests.
  init(_ error: any Error) {
    guard let error = error as? APIError else {
      self = .trouble
      return
    }
    switch error.kind {
    case .notFound: self = .gone
    case .unauthorised, .forbidden: self = .refused
    case .tooManyRequests(let seconds): self = .wait(seconds ?? 30)
    case .notJSON, .unexpected: self = .unreadable
    default: self = .trouble
    }
  }
}
