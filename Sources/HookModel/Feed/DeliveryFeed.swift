import Foundation

/// Asks the API for news as `FeedSchedule` decides, and tells it to a listener in order.
public actor DeliveryFeed {
  private let api: any HookAPI
  private let report: @Sendable (FeedNews) -> Void
  private let clock: @Sendable () -> Double
  private var schedule: FeedSchedule
  private var problems = FeedProblems()
  private var health = FeedHealth.starting
  private var requests: [FeedSchedule.Ask: Task<Void, Never>] = [:]
  /// When those under way began: by our clock, and in seconds since 1970.
  private var began: [FeedSchedule.Ask: (clock: Double, time: Double)] = [:]
  private var alarm: Task<Void, Never>?
  private var watch: Task<Void, Never>?
  private var isRunning = false
  /// What was told of the server last.
  private var isSandbox: Bool?
  /// The webhooks whose history was told to its end.
  private var walked: Set<RecordID> = []

  /// - Parameters:
  ///   - api: should not try again by itself what fails: the feed has a schedule for that.
  ///   - report: called with each piece of news, one at a time, on no particular thread.
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

  /// Begins to ask, or goes on after `stop`.
  public func start() {
    isRunning = true
    tell(health)
    pump()
  }

  /// Stops asking; what is under way is cancelled.
  public func stop() {
    isRunning = false
    alarm?.cancel()
    watch?.cancel()
    watch = nil
    for request in requests.values { request.cancel() }
  }

  /// The webhook a person looks at, `nil` for all of them.
  public func select(_ id: RecordID?) {
    schedule.select(id, now: clock())
    pump()
  }

  /// Asks for a part of what lies before the oldest known delivery of a webhook: of the first of these
  /// that has more.
  public func older(than ids: [RecordID]) {
    guard let id = ids.first(where: schedule.hasOlder) else { return }
    schedule.older(than: id, now: clock())
    pump()
  }

  /// Asks for everything at once.
  public func refresh() {
    schedule.refresh(now: clock())
    pump()
  }

  /// Something was changed on the server by hand: what was asked of it before is asked again, since its
  /// answer may tell of the time before the change.
  public func noteChange() {
    for (ask, request) in requests {
      switch ask {
      case .list, .webhook: request.cancel()
      case .page, .delivery: break
      }
    }
  }

  private func pump() {
    guard isRunning else { return }
    for ask in schedule.next(now: clock()) {
      requests[ask] = Task { await self.carryOut(ask) }
      began[ask] = (clock(), Date().timeIntervalSince1970)
    }
    watchRequests()
    alarm?.cancel()
    guard let wake = schedule.wake() else { return }
    let pause = max(0.005, wake - clock())
    alarm = Task {
      guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
      self.pump()
    }
  }

  private func carryOut(_ ask: FeedSchedule.Ask) async {
    var isAnswered = true
    do {
      try await request(ask)
      problems.succeeded(ask)
      if let known = api.isSandbox, known != isSandbox {
        isSandbox = known
        report(.server(isSandbox: known))
      }
    } catch {
      let failure = Task.isCancelled ? .cancelled : FeedSchedule.Failure(error)
      schedule.failed(ask, failure, spread: .random(in: 0...1), now: clock())
      note(failure, of: ask, error)
      isAnswered = failure == .gone
    }
    requests[ask] = nil
    began[ask] = nil
    guard isRunning else { return }
    problems.keep(where: schedule.isWanted)
    if let problem = problems.problem {
      tell(.failing(problem))
    } else if isAnswered {
      tell(overdue.map { .waiting(since: $0) } ?? .live)
    }
    pump()
  }

  /// Since when the oldest request is under way, in seconds since 1970, where that is long.
  private var overdue: Double? {
    guard let first = oldest, clock() - first.clock >= schedule.settings.overdueAfter else {
      return nil
    }
    return first.time
  }

  private var oldest: (clock: Double, time: Double)? {
    began.values.min { $0.clock < $1.clock }
  }

  /// Says so when a request is not answered for long. One that fails in the end is a problem then.
  private func watchRequests() {
    guard watch == nil, let first = oldest else { return }
    let pause = max(0.005, first.clock + schedule.settings.overdueAfter - clock())
    watch = Task {
      guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
      self.watch = nil
      if let since = self.overdue, self.health == .live { self.tell(.waiting(since: since)) }
      // What is overdue is known; its answer, or what begins behind it, makes a new watch.
      if self.overdue == nil { self.watchRequests() }
    }
  }

  private func note(_ failure: FeedSchedule.Failure, of ask: FeedSchedule.Ask, _ error: any Error) {
    // A webhook that is gone is news of the list; a list that is gone is a problem.
    guard failure != .cancelled, failure != .gone || ask == .list else { return }
    problems.failed(
      ask,
      "\(error)",
      isGeneral: failure.isGeneral,
      now: Date().timeIntervalSince1970
    )
  }

  private func request(_ ask: FeedSchedule.Ask) async throws {
    switch ask {
    case .list:
      let items = try unlessCancelled(await api.webhooks())
      schedule.received(list: items, now: clock())
      report(.list(items))
    case .webhook(let id):
      let webhook = try unlessCancelled(await api.webhook(id))
      let news = schedule.received(webhook: webhook, now: clock())
      report(.webhook(webhook))
      if !news.isEmpty { report(.deliveries(id, news, isHistory: false)) }
    case .page(let id, let number):
      let page = Page(number: number, size: schedule.settings.pageSize)
      let items = try unlessCancelled(await api.deliveries(of: id, page: page))
      let (deliveries, isHistory) = schedule.received(
        page: number,
        of: id,
        items: items,
        now: clock()
      )
      if !deliveries.isEmpty { report(.deliveries(id, deliveries, isHistory: isHistory)) }
      if schedule.knowsHistory(of: id), walked.insert(id).inserted {
        report(.deliveries(id, [], isHistory: true))
      }
    case .delivery(let id, let webhook):
      let delivery = try unlessCancelled(await api.delivery(id, of: webhook))
      schedule.received(delivery: delivery, of: webhook, now: clock())
      report(.deliveries(webhook, [delivery], isHistory: false))
    }
  }

  /// What comes after the feed was stopped is neither told nor noted, so that it comes again.
  private func unlessCancelled<Answer>(_ answer: Answer) throws -> Answer {
    try Task.checkCancellation()
    return answer
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
    if error is CancellationError {
      self = .cancelled
      return
    }
    switch (error as? APIError)?.kind {
    case .notFound, .gone: self = .gone
    case .unauthorised: self = .refused
    case .tooManyRequests(let seconds): self = .wait(seconds ?? 10)
    case .server, .cutShort: self = .trouble
    case .unreachable: self = .away
    case .forbidden, .refused, .redirected, .lost, .unusable, .notJSON, .unexpected, .address, nil:
      self = .unreadable
    }
  }

  /// Whether it fails whatever is asked for.
  var isGeneral: Bool {
    switch self {
    case .wait, .refused, .away: true
    case .trouble, .gone, .unreadable, .cancelled: false
    }
  }
}
