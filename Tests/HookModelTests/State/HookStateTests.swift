import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct HookStateTests {
  private func item(_ id: String, event: String? = nil, active: Bool? = nil) -> Item {
    var hints = Item.Hints()
    hints.event = event.map(WebhookEvent.init(name:))
    hints.active = active
    return Item(id: RecordID(id), name: "name \(id)", hints: hints)
  }

  private func delivery(_ id: String, _ code: Int, at seconds: Double, _ status: TaskStatus = .sent)
    -> Delivery
  {
    Delivery(
      id: RecordID(id),
      attempts: 1,
      statusCode: code,
      taskStatus: status,
      created: Timestamp(seconds: seconds)
    )
  }

  private func state(_ items: [Item]) -> HookState {
    var state = HookState()
    state.apply(.list(items), now: 0)
    return state
  }

  @Test("webhooks are in the order of the list") func webhooksAreInTheOrderOfTheList() {
    var state = state([item("b"), item("a"), item("b")])
    #expect(state.isListed)
    #expect(state.webhooks.map(\.id.description) == ["b", "a"])
    #expect(state.position(of: RecordID("a")) == 1)
    #expect(state.webhook(RecordID("a"))?.title == "name a")
    state.apply(.list([item("a"), item("c")]), now: 0)
    #expect(state.webhooks.map(\.id.description) == ["a", "c"])
    #expect(state.webhook(RecordID("b")) == nil)
  }

  @Test("a record says more than the list") func aRecordSaysMoreThanTheList() {
    var state = state([item("a", event: "JobCompleted", active: false)])
    let event = WebhookEvent(name: "Payrun_Finalised")
    state.apply(
      .webhook(Webhook(id: RecordID("a"), event: event, url: "u", active: true, eventCount: 7)),
      now: 0
    )
    let known = state.webhook(RecordID("a"))
    #expect(known?.title == "Payrun Finalised" && known?.active == true)
    #expect(known?.eventCount == 7 && known?.url == "u" && known?.record != nil)
    // A list without hints takes nothing back.
    state.apply(.list([item("a")]), now: 0)
    #expect(state.webhook(RecordID("a"))?.eventCount == 7)
  }

  @Test("deliveries are counted once") func deliveriesAreCountedOnce() {
    var state = state([item("a"), item("b")])
    let a = RecordID("a")
    let first = state.apply(
      .deliveries(
        a,
        [delivery("d1", 0, at: 1, .queued), delivery("d2", 200, at: 2)],
        isHistory: false
      ),
      now: 9
    )
    #expect(first.map(\.description) == ["d1", "d2"])
    let again = state.apply(
      .deliveries(a, [delivery("d1", 500, at: 1, .failed)], isHistory: false),
      now: 9
    )
    #expect(again.isEmpty)
    #expect(state.tally(of: a).byClass == [.success: 1, .serverError: 1])
    #expect(state.tally == state.tally(of: a))
    #expect(state.tally(of: RecordID("b")).total == 0)
    #expect(state.timeline.count() == 2)
    // Of a webhook that is not there nothing is kept.
    state.apply(.deliveries(RecordID("x"), [delivery("d3", 200, at: 3)], isHistory: false), now: 9)
    #expect(state.timeline.count() == 2)
  }

  @Test("what happened last is right after each change")
  func whatHappenedLastIsRightAfterEachChange() {
    var state = state([item("a")])
    let a = RecordID("a")
    func tell(_ deliveries: [Delivery]) {
      state.apply(.deliveries(a, deliveries, isHistory: false), now: 9)
    }
    tell([delivery("d1", 410, at: 1), delivery("d2", 500, at: 2), delivery("d3", 503, at: 3)])
    #expect(state.tally.lastFailure?.seconds == 3 && state.tally.gone?.seconds == 1)
    tell([delivery("d3", 200, at: 3)])
    #expect(state.tally.lastFailure?.seconds == 2)
    #expect(state.tally(of: a).lastFailure?.seconds == 2)
    tell([delivery("d1", 200, at: 1), delivery("d2", 200, at: 2)])
    #expect(state.tally.lastFailure == nil && state.tally.gone == nil)
  }

  @Test("a webhook that is no more takes its deliveries along")
  func aWebhookThatIsNoMoreTakesItsDeliveriesAlong() {
    var state = state([item("a"), item("b")])
    state.apply(.deliveries(RecordID("a"), [delivery("d1", 500, at: 5)], isHistory: false), now: 0)
    state.apply(.deliveries(RecordID("b"), [delivery("d2", 500, at: 2)], isHistory: false), now: 0)
    state.apply(.list([item("b")]), now: 0)
    #expect(state.timeline.count() == 1 && state.tally.total == 1)
    #expect(state.tally.lastFailure?.seconds == 2)
    #expect(state.tally == state.tally(of: RecordID("b")))
  }

  @Test("the limit holds and the tally with it") func theLimitHoldsAndTheTallyWithIt() {
    var state = HookState(limit: 3)
    state.apply(.list([item("a")]), now: 0)
    let deliveries = (0..<10).map { delivery("d\($0)", 200, at: Double($0)) }
    state.apply(.deliveries(RecordID("a"), deliveries, isHistory: false), now: 0)
    #expect(state.timeline.count() == 3 && state.tally.total == 3)
    #expect(state.timeline.entry(at: 2)?.delivery.id == RecordID("d7"))
  }

  @Test("a filter is kept up to date") func aFilterIsKeptUpToDate() throws {
    var state = state([
      item("a", event: "JobCompleted", active: true), item("b", event: "Payrun_Finalised"),
    ])
    func ids() -> [String] {
      (0..<state.timeline.count(in: .filtered)).compactMap {
        state.timeline.entry(at: $0, in: .filtered)?.delivery.id.description
      }
    }
    state.apply(.deliveries(RecordID("a"), [delivery("d1", 500, at: 1)], isHistory: false), now: 0)
    state.setFilter(try DeliveryFilter("code:5xx event:payrun", now: 0, zone: .gmt))
    #expect(ids() == [])
    state.apply(
      .deliveries(
        RecordID("b"),
        [delivery("d2", 500, at: 2), delivery("d3", 200, at: 3)],
        isHistory: false
      ),
      now: 0
    )
    #expect(ids() == ["d2"])
    state.apply(.deliveries(RecordID("b"), [delivery("d3", 503, at: 3)], isHistory: false), now: 0)
    #expect(ids() == ["d3", "d2"])
    state.apply(.deliveries(RecordID("b"), [delivery("d2", 200, at: 2)], isHistory: false), now: 0)
    #expect(ids() == ["d3"])
    // The webhook becomes one of another event.
    let event = WebhookEvent(name: "Payrun_StateChanged")
    state.apply(
      .webhook(Webhook(id: RecordID("a"), event: event, url: "", active: true)),
      now: 0
    )
    #expect(ids() == ["d3", "d1"])
    state.setFilter(try DeliveryFilter("code:5xx", now: 0, zone: .gmt), in: .webhook(RecordID("a")))
    #expect(ids() == ["d1"])
    state.apply(.list([item("b")]), now: 0)
    #expect(ids() == [])
    state.setFilter(nil)
    #expect(state.filter == nil && state.timeline.count(in: .filtered) == 0)
  }
}
