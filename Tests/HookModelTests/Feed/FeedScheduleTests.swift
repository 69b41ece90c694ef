import Testing
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct FeedScheduleTests {
  private func idle(_ quirks: QuirkyServer.Quirks, hooks: Int, chosen: Bool, history: Int)
    -> FeedSimulation
  {
    var simulation = FeedSimulation(quirks, hooks: hooks)
    for hook in simulation.server.hooks {
      for _ in 0..<history { simulation.server.deliver(to: hook) }
    }
    simulation.run(for: 60)
    if chosen { simulation.schedule.select(simulation.server.hooks[0], now: simulation.now) }
    simulation.run(for: 30)
    simulation.requests = []
    simulation.run(for: 60)
    return simulation
  }

  /// A minute at which nothing happens, with five webhooks.
  @Test("asking is light while nothing happens", arguments: [0, 30])
  func askingIsLightWhileNothingHappens(_ history: Int) {
    // The list tells all: nothing else is asked for every second, and each webhook now and then.
    var quirks = QuirkyServer.Quirks()
    (quirks.listsHints, quirks.tellsAll) = (true, true)
    #expect(idle(quirks, hooks: 5, chosen: false, history: history).requests.count <= 75)
    #expect(idle(quirks, hooks: 5, chosen: true, history: history).requests.count <= 110)
    // The list tells nothing: one look at each webhook a tick, and no pages.
    quirks.listsHints = false
    let looks = idle(quirks, hooks: 5, chosen: false, history: history).requests
    #expect(looks.count <= 5 * 31 + 31)
    #expect(!looks.contains { if case .page = $0 { true } else { false } })
    #expect(!looks.contains { if case .delivery = $0 { true } else { false } })
    let chosen = idle(quirks, hooks: 5, chosen: true, history: history).requests
    #expect(chosen.count <= 61 + 4 * 13 + 31)
  }

  @Test("many webhooks are looked at more rarely") func manyWebhooksAreLookedAtMoreRarely() {
    let looks = idle(QuirkyServer.Quirks(), hooks: 300, chosen: true, history: 0).requests
    // The list, the selected one, and twenty a second of the others.
    #expect(looks.count <= 31 + 61 + 20 * 61)
    #expect(Set(looks).count == 301)
  }

  @Test("one new delivery costs no request of its own") func oneNewDeliveryCostsNoRequestOfItsOwn()
  {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 1, chosen: true, history: 3)
    simulation.server.deliver(to: simulation.server.hooks[0])
    simulation.requests = []
    simulation.run(for: 5)
    #expect(simulation.lost.isEmpty)
    #expect(
      simulation.requests.allSatisfy {
        switch $0 {
        case .list, .webhook: true
        case .page, .delivery: false
        }
      }
    )
  }

  @Test("the selected webhook is seen within a second") func theChosenWebhookIsSeenWithinASecond() {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 5, chosen: true, history: 3)
    for _ in 0..<20 {
      simulation.server.deliver(to: simulation.server.hooks[0])
      simulation.run(for: 1.1)
      #expect(simulation.lost.isEmpty)
    }
  }

  @Test("what is not at its end is watched until it is") func whatIsNotAtItsEndIsWatchedUntilItIs()
    throws
  {
    var simulation = FeedSimulation(QuirkyServer.Quirks(), hooks: 1)
    let hook = simulation.server.hooks[0]
    for _ in 0..<3 { simulation.server.deliver(to: hook, status: .processing) }
    simulation.run(for: 5)
    let ids = (simulation.server.deliveries[hook] ?? []).map(\.id)
    #expect(ids.allSatisfy { simulation.told[$0]?.taskStatus == .processing })
    for id in ids { simulation.server.finish(id, of: hook) }
    simulation.run(for: 20)
    #expect(ids.allSatisfy { simulation.told[$0]?.taskStatus == .sent })
    #expect(simulation.schedule.watches.isEmpty)
  }

  @Test("a delivery that waits for hours is not asked for every second")
  func aDeliveryThatWaitsForHoursIsNotAskedForEverySecond() {
    var simulation = FeedSimulation(QuirkyServer.Quirks(), hooks: 1)
    let hook = simulation.server.hooks[0]
    simulation.server.deliver(to: hook, status: .queued)
    simulation.server.deliver(to: hook)
    simulation.run(for: 300)
    simulation.requests = []
    simulation.run(for: 60)
    #expect(simulation.requests.count { if case .delivery = $0 { true } else { false } } <= 5)
  }

  @Test("a webhook that is gone is forgotten") func aWebhookThatIsGoneIsForgotten() {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 2, chosen: false, history: 3)
    let gone = simulation.server.hooks[1]
    simulation.server.drop(gone)
    simulation.run(for: 5)
    simulation.requests = []
    simulation.run(for: 60)
    #expect(!simulation.requests.contains(.webhook(gone)))
    #expect(simulation.schedule.hooks[gone] == nil)
  }

  /// While nothing answers there are few tries; the first answer brings everything back.
  @Test("trouble is met with patience") func troubleIsMetWithPatience() {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 5, chosen: false, history: 3)
    simulation.requests = []
    simulation.fault = { _, _ in .trouble }
    simulation.run(for: 120)
    #expect((4...14).contains(simulation.requests.count))
    for hook in simulation.server.hooks { simulation.server.deliver(to: hook) }
    simulation.fault = nil
    simulation.run(for: 75)
    #expect(simulation.lost.isEmpty)
  }

  /// However long there was no way to the server, and whatever is known of it: it is tried soon.
  @Test("no way to the server is tried again soon", arguments: [0, 1, 5])
  func noWayToTheServerIsTriedAgainSoon(_ hooks: Int) throws {
    var simulation = idle(QuirkyServer.Quirks(), hooks: hooks, chosen: false, history: 3)
    simulation.fault = { _, _ in .away }
    simulation.run(for: 300)
    for _ in 0..<20 {
      let wake = try #require(simulation.schedule.wake())
      #expect(wake <= simulation.now + 5)
      simulation.run(for: 1)
    }
  }

  @Test("one that fails does not hold up the others") func oneThatFailsDoesNotHoldUpTheOthers() {
    for failure in [FeedSchedule.Failure.trouble, .unreadable] {
      for isList in [true, false] {
        var simulation = idle(QuirkyServer.Quirks(), hooks: 3, chosen: true, history: 3)
        let bad = simulation.server.hooks[0]
        simulation.fault = { ask, _ in ask == (isList ? .list : .webhook(bad)) ? failure : nil }
        simulation.server.deliver(to: simulation.server.hooks[2])
        simulation.run(for: 60)
        #expect(simulation.lost.isEmpty)
        simulation.server.deliver(to: bad)
        simulation.fault = nil
        simulation.run(for: 60)
        #expect(simulation.lost.isEmpty)
      }
    }
  }

  @Test(
    "a walk that fails is made again",
    arguments: [FeedSchedule.Failure.trouble, .unreadable, .gone]
  )
  func aWalkThatFailsIsMadeAgain(_ failure: FeedSchedule.Failure) {
    for order in QuirkyServer.Order.allCases {
      var quirks = QuirkyServer.Quirks()
      (quirks.order, quirks.tellsAll) = (order, true)
      var settings = FeedSettings()
      settings.pageSize = 10
      var simulation = FeedSimulation(quirks, hooks: 1, settings: settings)
      for _ in 0..<35 { simulation.server.deliver(to: simulation.server.hooks[0]) }
      simulation.fault = { ask, now in
        if case .page(_, let page) = ask, page > 0, now < 100 { failure } else { nil }
      }
      simulation.run(for: 300)
      #expect(simulation.lost.isEmpty)
    }
  }

  @Test("a wish for peace is obeyed") func aWishForPeaceIsObeyed() {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 5, chosen: false, history: 3)
    let start = simulation.now
    simulation.fault = { _, now in now < start + 1 ? .wait(50) : nil }
    simulation.schedule.refresh(now: start)
    simulation.run(for: 2)
    simulation.requests = []
    // Neither an answer that was under way nor a person's wish cuts the pause short.
    simulation.schedule.answered(.list)
    simulation.schedule.refresh(now: simulation.now)
    simulation.run(for: 46)
    #expect(simulation.requests.isEmpty)
    simulation.run(for: 10)
    #expect(!simulation.requests.isEmpty)
  }

  /// A key that is not accepted is tried again soon, then less and less often, as a person waits for it.
  @Test(
    "a refused key is tried again",
    arguments: [(30, [2, 4, 8, 16, 30, 30]), (5, [2, 4, 5, 5, 5, 5])] as [(Double, [Double])]
  )
  func aRefusedKeyIsTriedAgain(_ longest: Double, _ pauses: [Double]) throws {
    var settings = FeedSettings()
    settings.longestPause = longest
    var schedule = FeedSchedule(settings: settings)
    var now = 0.0
    for pause in pauses {
      let asks = schedule.next(now: now)
      #expect(asks == [.list])
      schedule.failed(.list, .refused, spread: 0.5, now: now)
      #expect(schedule.next(now: now + pause - 0.001).isEmpty)
      now = try #require(schedule.wake())
      #expect(now >= pause)
      schedule.listDue = now
    }
  }

  @Test("one answer ends the wait for the key") func oneAnswerEndsTheWaitForTheKey() {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 5, chosen: false, history: 3)
    simulation.requests = []
    simulation.fault = { _, _ in .refused }
    simulation.run(for: 120)
    #expect((4...9).contains(simulation.requests.count))
    simulation.fault = nil
    for hook in simulation.server.hooks { simulation.server.deliver(to: hook) }
    simulation.run(for: 75)
    #expect(simulation.lost.isEmpty)
  }

  @Test("cancelling is no trouble") func cancellingIsNoTrouble() {
    var schedule = FeedSchedule()
    #expect(schedule.next(now: 0) == [.list])
    schedule.failed(.list, .cancelled, spread: 0, now: 0)
    #expect(schedule.next(now: 0) == [.list])
  }

  @Test("refreshing asks for everything at once") func refreshingAsksForEverythingAtOnce() {
    var simulation = idle(QuirkyServer.Quirks(), hooks: 3, chosen: false, history: 1)
    simulation.run(for: 0.5)
    simulation.requests = []
    simulation.schedule.refresh(now: simulation.now)
    simulation.run(for: 0.2)
    #expect(Set(simulation.requests) == Set([.list] + simulation.server.hooks.map { .webhook($0) }))
  }

  @Test("no more than a few requests are under way") func noMoreThanAFewRequestsAreUnderWay() {
    var settings = FeedSettings()
    settings.parallel = 3
    var schedule = FeedSchedule(settings: settings)
    #expect(schedule.next(now: 0) == [.list])
    schedule.received(list: (0..<10).map { Item(id: RecordID("w\($0)")) }, now: 0)
    #expect(schedule.next(now: 0).count == 3)
    #expect(schedule.next(now: 0).isEmpty)
    #expect(schedule.wake() == nil)
  }

  @Test("wakes when there is something to do") func wakesWhenThereIsSomethingToDo() throws {
    var schedule = FeedSchedule()
    #expect(schedule.wake() == 0)
    _ = schedule.next(now: 0)
    schedule.received(list: [], now: 0)
    let wake = try #require(schedule.wake())
    #expect(wake > 0 && schedule.next(now: wake - 0.001).isEmpty)
    #expect(schedule.next(now: wake) == [.list])
  }
}
