import Foundation
import HookSupport
import Testing

@testable import HookSandbox

/// The order of sending, decided without a clock, a store or a network.
@Suite(.timeLimit(.minutes(1))) struct OutboxTests {
  /// An outbox, and what it asked for in short words: `send 1`, `fetch 1` (send what must be
  /// fetched first), `retry 1`, `load 7>3` (of webhook 7 after delivery 3).
  private struct Bench {
    var outbox: Outbox

    init(window: Int = 4, bytes: Int = 1000, perTarget: Int = 2, total: Int = 3, slow: Int = 1) {
      var limits = Outbox.Limits()
      limits.window = window
      limits.bytes = bytes
      limits.limiter = .init(perTarget: perTarget, total: total, slow: slow)
      outbox = Outbox(limits: limits)
    }

    mutating func trigger(_ ids: ClosedRange<Int64>, of webhook: Int64, at host: String = "a") {
      outbox.triggered(ids.map { Bench.outgoing($0, of: webhook, at: host, body: [1, 2]) })
    }

    mutating func end(_ webhook: Int64, isRetry: Bool = false) {
      outbox.ended(.init(webhook: webhook, isRetry: isRetry))
    }

    mutating func asks() -> [String] {
      outbox.commands().map { command in
        switch command {
        case .send(let attempt, let id, let outgoing):
          attempt.isRetry ? "retry \(id)" : outgoing == nil ? "fetch \(id)" : "send \(id)"
        case .load(let webhook, let cursor): "load \(webhook)>\(cursor)"
        }
      }
    }

    static func outgoing(
      _ id: Int64,
      of webhook: Int64,
      at host: String = "a",
      body: [UInt8]?
    ) -> Outgoing {
      Outgoing(id: id, uuid: UUID(), webhook: webhook, url: "http://\(host)/\(webhook)", body: body)
    }
  }

  @Test("a webhooks deliveries go out one at a time in their order")
  func aWebhooksDeliveriesGoOutOneAtATimeInTheirOrder() {
    var bench = Bench()
    bench.trigger(1...3, of: 7)
    #expect(bench.asks() == ["send 1"])
    #expect(bench.asks() == [])
    bench.end(7)
    #expect(bench.asks() == ["send 2"])
    bench.end(7)
    #expect(bench.asks() == ["send 3"])
    #expect(!bench.outbox.isIdle)
    bench.end(7)
    #expect(bench.asks() == [])
    #expect(bench.outbox.isIdle)
  }

  @Test("webhooks do not wait for each other") func webhooksDoNotWaitForEachOther() {
    var bench = Bench()
    bench.trigger(1...2, of: 7)
    bench.trigger(3...3, of: 8, at: "b")
    #expect(bench.asks() == ["send 1", "send 3"])
  }

  @Test("a target has its bound and all together have one")
  func aTargetHasItsBoundAndAllTogetherHaveOne() {
    var bench = Bench()
    for webhook in Int64(1)...3 { bench.trigger(webhook...webhook, of: webhook, at: "a") }
    for webhook in Int64(4)...5 { bench.trigger(webhook...webhook, of: webhook, at: "b") }
    // Targets take turns: two of a and one of b make three.
    #expect(bench.asks() == ["send 1", "send 4", "send 2"])
    bench.end(4)
    #expect(bench.asks() == ["send 5"])
    bench.end(1)
    #expect(bench.asks() == ["send 3"])
  }

  @Test("what takes long gives its place up") func whatTakesLongGivesItsPlaceUp() {
    var bench = Bench()
    for webhook in Int64(1)...4 { bench.trigger(webhook...webhook, of: webhook) }
    #expect(bench.asks() == ["send 1", "send 2"])
    bench.outbox.lingers(.init(webhook: 1, isRetry: false))
    bench.outbox.lingers(.init(webhook: 1, isRetry: false))
    #expect(bench.asks() == ["send 3"])
    // There is one place only for those that take long.
    bench.outbox.lingers(.init(webhook: 2, isRetry: false))
    #expect(bench.asks() == [])
    bench.end(1)
    #expect(bench.asks() == [])
    bench.end(2)
    #expect(bench.asks() == ["send 4"])
  }

  @Test("a full lane fetches the rest later") func aFullLaneFetchesTheRestLater() {
    var bench = Bench(window: 2)
    bench.trigger(1...5, of: 7)
    #expect(bench.asks() == ["send 1"])
    bench.end(7)
    #expect(bench.asks() == ["send 2", "load 7>2"])
    // What comes while it loads is in what is loaded, or behind it.
    bench.trigger(6...6, of: 7)
    bench.outbox.loaded(
      7,
      [3, 4].map { Bench.outgoing($0, of: 7, body: nil) },
      isAll: false
    )
    bench.end(7)
    #expect(bench.asks() == ["fetch 3"])
    bench.end(7)
    #expect(bench.asks() == ["fetch 4", "load 7>4"])
    bench.outbox.loaded(
      7,
      [5, 6].map { Bench.outgoing($0, of: 7, body: [1]) },
      isAll: true
    )
    bench.end(7)
    #expect(bench.asks() == ["send 5"])
    bench.end(7)
    #expect(bench.asks() == ["send 6"])
    bench.end(7)
    #expect(bench.outbox.isIdle)
  }

  @Test("bodies are left in the store when too many are in hand")
  func bodiesAreLeftInTheStoreWhenTooManyAreInHand() {
    var bench = Bench(bytes: 3)
    bench.trigger(1...2, of: 7)
    #expect(bench.asks() == ["send 1"])
    bench.end(7)
    #expect(bench.asks() == ["fetch 2"])
    bench.end(7)
    // The space was given back.
    bench.trigger(3...3, of: 7)
    #expect(bench.asks() == ["send 3"])
  }

  @Test("what an earlier process left is loaded") func whatAnEarlierProcessLeftIsLoaded() {
    var bench = Bench()
    bench.outbox.resume(7)
    #expect(!bench.outbox.isIdle)
    #expect(bench.asks() == ["load 7>0"])
    bench.outbox.loaded(7, [], isAll: true)
    #expect(bench.asks() == [])
    #expect(bench.outbox.isIdle)
  }

  @Test("a retry goes beside the first attempts") func aRetryGoesBesideTheFirstAttempts() {
    var bench = Bench()
    bench.trigger(5...6, of: 7)
    bench.outbox.retry(1, of: 7, target: "a")
    bench.outbox.retry(2, of: 7, target: "a")
    #expect(bench.asks() == ["send 5", "retry 1"])
    bench.end(7, isRetry: true)
    #expect(bench.asks() == ["retry 2"])
    bench.end(7)
    #expect(bench.asks() == ["send 6"])
  }

  @Test("nothing is sent to what is gone") func nothingIsSentToWhatIsGone() {
    var bench = Bench()
    bench.trigger(1...3, of: 7)
    bench.outbox.retry(9, of: 7, target: "a")
    #expect(bench.asks() == ["send 1", "retry 9"])
    bench.outbox.retry(8, of: 7, target: "a")
    bench.outbox.close(7)
    bench.end(7)
    bench.end(7, isRetry: true)
    bench.trigger(4...4, of: 7)
    bench.outbox.retry(10, of: 7, target: "a")
    #expect(bench.asks() == [])
    #expect(!bench.outbox.isIdle)
    bench.outbox.closed(7)
    #expect(bench.outbox.isIdle)
    bench.trigger(5...5, of: 7)
    #expect(bench.asks() == ["send 5"])
  }

  @Test("a deleted webhook in line gives its turn away")
  func aDeletedWebhookInLineGivesItsTurnAway() {
    var bench = Bench(perTarget: 1)
    bench.trigger(1...1, of: 1)
    bench.trigger(2...2, of: 2)
    bench.trigger(3...3, of: 3)
    #expect(bench.asks() == ["send 1"])
    bench.outbox.removed(2)
    bench.end(1)
    #expect(bench.asks() == ["send 3"])
    bench.end(3)
    #expect(bench.outbox.isIdle)
  }

  @Test(
    "a target is the host and port",
    arguments: [
      ("http://Example.com/a", "example.com:80"), ("http://example.com:80?x", "example.com:80"),
      ("https://u:p@example.com#f", "example.com:443"), ("http://[::1]:9/", "::1:9"),
    ]
  )
  func aTargetIsTheHostAndPort(url: String, name: String) {
    #expect(Target.name(of: url) == name)
  }
}

@Suite(.timeLimit(.minutes(1))) struct AgendaTests {
  @Test("it gives what is due in the order of time") func itGivesWhatIsDueInTheOrderOfTime() {
    var agenda = Agenda<Int64>()
    var random = SplitMix64(seed: 1)
    var times = (0..<500).map { _ in Int64.random(in: 0..<100, using: &random) }
    for time in times { agenda.add(time, at: time) }
    times.sort()
    #expect(agenda.next == times.first)
    var taken: [Int64] = []
    while let entry = agenda.take(by: 49) { taken.append(entry) }
    #expect(taken == times.filter { $0 <= 49 })
    while let entry = agenda.take(by: .max) { taken.append(entry) }
    #expect(taken == times)
    #expect(agenda.next == nil)
  }
}

@Suite(.timeLimit(.minutes(1))) struct QueueTests {
  @Test("first in is first out") func firstInIsFirstOut() {
    var queue = Queue<Int>()
    var expected: [Int] = []
    var taken: [Int] = []
    for number in 0..<1000 {
      queue.append(number)
      expected.append(number)
      if number % 3 != 0, let first = queue.popFirst() { taken.append(first) }
    }
    #expect(queue.count == 1000 - taken.count)
    #expect(queue.first == taken.count)
    while let first = queue.popFirst() { taken.append(first) }
    #expect(taken == expected)
    #expect(queue.isEmpty)
    #expect(queue.popFirst() == nil)
  }
}
