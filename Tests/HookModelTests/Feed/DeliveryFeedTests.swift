import Testing

@testable import HookModel

/// The feed over an API without a network, in real time; each test waits for news and for nothing else.
@Suite(.timeLimit(.minutes(1))) struct DeliveryFeedTests {
  private struct Listener {
    let feed: DeliveryFeed
    let news: AsyncStream<FeedNews>

    init(_ api: FakeAPI, overdueAfter: Double = 60) {
      let (news, tell) = AsyncStream.makeStream(of: FeedNews.self)
      self.news = news
      var settings = FeedSettings()
      (settings.chosen, settings.other, settings.list) = (0.01, 0.01, 0.01)
      (settings.listed, settings.longestPause) = (0.02, 0.05)
      settings.overdueAfter = overdueAfter
      feed = DeliveryFeed(api: api, settings: settings) { tell.yield($0) }
    }

    /// Waits until the state that all news comes to is as wanted.
    func state(_ state: inout HookState, until isWanted: (HookState) -> Bool) async {
      if isWanted(state) { return }
      for await news in news {
        state.apply(news, now: 0)
        if isWanted(state) { return }
      }
    }
  }

  private func isFailing(_ health: FeedHealth, _ words: String) -> Bool {
    if case .failing(let problem) = health { problem.message.contains(words) } else { false }
  }

  @Test("brings history and then news") func bringsHistoryAndThenNews() async {
    let api = FakeAPI(hooks: 2)
    api.change { server in
      for _ in 0..<120 { server.deliver(to: server.hooks[0]) }
    }
    let listener = Listener(api)
    await listener.feed.start()
    var state = HookState()
    await listener.state(&state) { $0.timeline.count() == 120 && $0.health == .live }
    #expect(state.webhooks.count == 2)
    api.change { server in
      server.deliver(to: server.hooks[1])
      server.deliver(to: server.hooks[0], status: .processing)
    }
    await listener.state(&state) { $0.timeline.count() == 122 }
    #expect(state.timeline.entry(at: 0)?.delivery.taskStatus == .processing)
    api.change { $0.finish(RecordID("d122"), of: $0.hooks[0]) }
    await listener.state(&state) { $0.timeline.entry(at: 0)?.delivery.statusCode == 200 }
    await listener.feed.stop()
  }

  /// Also where there is none, and where no webhook names its last delivery.
  @Test("says once that history is at its end", arguments: [0, 120])
  func saysOnceThatHistoryIsAtItsEnd(_ count: Int) async {
    var quirks = QuirkyServer.Quirks()
    (quirks.saysCount, quirks.saysLast) = (false, false)
    let api = FakeAPI(quirks)
    api.change { server in
      for _ in 0..<count { server.deliver(to: server.hooks[0]) }
    }
    let listener = Listener(api)
    await listener.feed.start()
    var (told, ends) = (0, 0)
    for await news in listener.news {
      guard case .deliveries(_, let deliveries, let isHistory) = news else { continue }
      if deliveries.isEmpty {
        ends += 1
        #expect(isHistory && ends == 1 && told == count)
        api.change { $0.deliver(to: $0.hooks[0]) }
      } else if isHistory {
        told += deliveries.count
      } else if ends == 1 {
        break
      }
    }
    await listener.feed.stop()
  }

  @Test("says that it fails and that it is back") func saysThatItFailsAndThatItIsBack() async {
    let api = FakeAPI()
    api.change { $0.deliver(to: $0.hooks[0]) }
    let listener = Listener(api)
    await listener.feed.start()
    var state = HookState()
    await listener.state(&state) { $0.timeline.count() == 1 && $0.health == .live }
    for (kind, words) in [
      (APIError.Kind.unreachable(.refused), "refused"),
      (.server(status: 500, nil), "server error (500)"),
      (.unauthorised, "API key"), (.notFound(nil), "not found"), (.unexpected("odd"), "odd"),
    ] {
      api.fail(APIError(kind, call: "GET /x", server: "h"))
      await listener.state(&state) { isFailing($0.health, words) }
      // What was known stays.
      #expect(state.timeline.count() == 1)
      api.fail(nil)
      await listener.feed.refresh()
      await listener.state(&state) { $0.health == .live }
    }
    await listener.feed.stop()
  }

  /// What was asked before a change is asked again, and that is no failure.
  @Test("a change by hand calls off what is under way") func aChangeByHandCallsOffWhatIsUnderWay()
    async
  {
    let api = FakeAPI()
    let begun = api.hang()
    let listener = Listener(api)
    await listener.feed.start()
    for await _ in begun { break }
    api.change { $0.deliver(to: $0.hooks[0]) }
    await listener.feed.noteChange()
    var state = HookState()
    await listener.state(&state) { state in
      #expect(!isFailing(state.health, ""))
      return state.timeline.count() == 1
    }
    await listener.feed.stop()
  }

  /// While others are answered, a request that is not is said, until it ends.
  @Test("says that it waits") func saysThatItWaits() async {
    let api = FakeAPI(hooks: 2)
    let listener = Listener(api, overdueAfter: 0.03)
    await listener.feed.start()
    var state = HookState()
    await listener.state(&state) { $0.webhooks.count == 2 && $0.health == .live }
    let begun = api.hang()
    for await _ in begun { break }
    await listener.state(&state) { if case .waiting = $0.health { true } else { false } }
    let calls = api.calls
    await listener.feed.noteChange()
    await listener.state(&state) { $0.health == .live }
    #expect(api.calls > calls)
    await listener.feed.stop()
  }

  @Test("what the server is, is told once, and soon", arguments: [true, false])
  func tellsWhatTheServerIs(_ isSandbox: Bool) async {
    let api = FakeAPI()
    api.isSandbox = isSandbox
    api.change { $0.deliver(to: $0.hooks[0]) }
    let listener = Listener(api)
    await listener.feed.start()
    var (told, lists) = (0, 0)
    for await news in listener.news {
      if case .server(let known) = news {
        told += 1
        #expect(known == isSandbox && lists <= 1)
      }
      if case .list = news { lists += 1 }
      if lists == 3 { break }
    }
    #expect(told == 1)
    await listener.feed.stop()
  }
}
