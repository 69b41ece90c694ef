import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct GapTests {
  private func webhook(_ id: String, count: Int) -> Webhook {
    Webhook(
      id: RecordID(id),
      event: WebhookEvent(name: "JobCompleted"),
      url: "",
      active: true,
      eventCount: count
    )
  }

  @Test("the gap that is met first comes first") func theGapThatIsMetFirstComesFirst() {
    var state = HookState()
    state.apply(.list(["a", "b", "c", "d"].map { Item(id: RecordID($0)) }), now: 0)
    for (id, count) in [("a", 5), ("b", 2), ("c", 9)] {
      state.apply(.webhook(webhook(id, count: count)), now: 0)
    }
    let times = ["a": [100.0, 50], "b": [90, 80], "c": [99, 70]]
    for (id, times) in times {
      let deliveries = times.map {
        Delivery(id: RecordID("\(id)\($0)"), created: Timestamp(seconds: $0))
      }
      state.apply(.deliveries(RecordID(id), deliveries, isHistory: true), now: 0)
    }
    // All of b's are known; of d nothing is, not even how often it was triggered.
    #expect(state.gaps == ["d", "c", "a"].map { RecordID($0) })
  }

  @Test("what would give way at once is not asked for") func whatWouldGiveWayAtOnceIsNotAskedFor() {
    var state = HookState(limit: 2)
    state.apply(.list([Item(id: RecordID("a"))]), now: 0)
    state.apply(.webhook(webhook("a", count: 5)), now: 0)
    let deliveries = [2, 1].map { Delivery(id: RecordID("\($0)"), created: Timestamp(seconds: $0)) }
    for (delivery, gaps) in zip(deliveries, [[RecordID("a")], []]) {
      state.apply(.deliveries(RecordID("a"), [delivery], isHistory: true), now: 0)
      #expect(state.gaps == gaps)
    }
  }
}
