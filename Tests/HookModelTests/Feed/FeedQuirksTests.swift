import HookTesting
import Testing
@testable import HookModel
@testable import HookSupport

/// Whatever the server's habits, nothing is lost and nothing is called new twice.
@Suite(.timeLimit(.minutes(1))) struct FeedQuirksTests {
  static let quirks: [QuirkyServer.Quirks] = {
    var all: [QuirkyServer.Quirks] = []
    for order in QuirkyServer.Order.allCases {
      for (count, last) in [(true, true), (true, false), (false, true), (false, false)] {
        for tellsAll in [true, false] {
          var quirks = QuirkyServer.Quirks()
          (quirks.order, quirks.saysCount, quirks.saysLast) = (order, count, last)
          quirks.tellsAll = tellsAll
          all.append(quirks)
          // No count tells that a short page is not the last.
          if !count {
            quirks.pageSize = 4
            all.append(quirks)
          }
        }
      }
      var quirks = QuirkyServer.Quirks()
      quirks.order = order
      for change: (inout QuirkyServer.Quirks) -> Void in [
        { $0.pageSize = 7 }, { $0.overlap = 3 }, { $0.ignoresPaging = true },
        { $0.repeatsRows = true }, { $0.listsHints = true },
        {
          $0.hasTimes = false; $0.tellsAll = true
        }, { $0.hasTimes = false },
      ] {
        var changed = quirks
        change(&changed)
        all.append(changed)
        changed.tellsAll = true
        changed.pageSize = 9
        all.append(changed)
      }
    }
    return all
  }()

  private var settings: FeedSettings {
    var settings = FeedSettings()
    settings.pageSize = 10
    settings.history = 1000
    return settings
  }

  @Test("nothing is lost or doubled", arguments: quirks)
  func nothingIsLostOrDoubled(_ quirks: QuirkyServer.Quirks) {
    for seed in 0..<2 {
      var random = SplitMix64(seed: UInt64(seed))
      var simulation = FeedSimulation(quirks, hooks: 3, settings: settings)
      for hook in simulation.server.hooks {
        for _ in 0..<[0, 1, 9, 10, 11, 35][Int.random(in: 0..<6, using: &random)] {
          simulation.server.deliver(to: hook)
        }
      }
      simulation.run(for: 20)
      #expect(simulation.lost.isEmpty, "history, seed \(seed)")
      for round in 0..<8 {
        let burst = [1, 1, 2, 9, 10, 23][Int.random(in: 0..<6, using: &random)]
        let hook = simulation.server.hooks[Int.random(in: 0..<3, using: &random)]
        for _ in 0..<burst { simulation.server.deliver(to: hook) }
        if round == 3 { simulation.schedule.select(hook, now: simulation.now) }
        simulation.run(for: Double.random(in: 0.01..<3, using: &random))
      }
      simulation.run(for: 30)
      #expect(simulation.lost.isEmpty, "news, seed \(seed)")
      let repeated = simulation.firsts.filter { $0.value > 2 }.keys
      #expect(repeated.isEmpty)
      // What was asked for by itself, or told in full, is known as it is.
      #expect(simulation.told.values.allSatisfy { $0.taskStatus == .sent && $0.statusCode == 200 })
    }
  }

  /// As `tail` asks: it needs little of what was there before.
  @Test("news is found beside old deliveries that were not looked at", arguments: quirks)
  func newsIsFoundBesideOldOnes(_ quirks: QuirkyServer.Quirks) {
    for (seed, repeatsFull) in [(0, false), (1, true)] {
      var quirks = quirks
      quirks.repeatsFull = repeatsFull
      if repeatsFull, !quirks.ignoresPaging { quirks.overlap = 2 }
      var random = SplitMix64(seed: UInt64(seed))
      var settings = settings
      settings.history = 10
      var simulation = FeedSimulation(quirks, hooks: 1, settings: settings)
      let hook = simulation.server.hooks[0]
      for _ in 0..<27 { simulation.server.deliver(to: hook) }
      simulation.run(for: 20)
      let before = Set((simulation.server.deliveries[hook] ?? []).map(\.id.description))
      for _ in 0..<6 {
        for _ in 0..<[1, 2, 2, 3, 25][Int.random(in: 0..<5, using: &random)] {
          simulation.server.deliver(to: hook)
        }
        simulation.run(for: 12)
        #expect(before.isSuperset(of: simulation.lost), "seed \(seed)")
      }
    }
  }

  /// Only the newest are kept, while the count is of all that ever was.
  @Test("a count that promises too much is survived", arguments: QuirkyServer.Order.allCases)
  func aCountThatPromisesTooMuchIsSurvived(_ order: QuirkyServer.Order) {
    var quirks = QuirkyServer.Quirks()
    (quirks.order, quirks.keeps, quirks.tellsAll) = (order, 25, true)
    var simulation = FeedSimulation(quirks, hooks: 1, settings: settings)
    let hook = simulation.server.hooks[0]
    for _ in 0..<400 { simulation.server.deliver(to: hook) }
    simulation.run(for: 30)
    #expect(simulation.lost.isEmpty)
    #expect(simulation.requests.count { if case .page = $0 { true } else { false } } < 20)
    for _ in 0..<30 {
      simulation.server.deliver(to: hook)
      simulation.server.deliver(to: hook)
      simulation.run(for: 4)
      #expect(simulation.lost.isEmpty)
    }
    #expect(simulation.requests.count < 400)
  }

  @Test("a server that gives the same page again and again is not asked for ever")
  func aServerThatGivesTheSamePageAgainAndAgainIsNotAskedForEver() {
    for order in QuirkyServer.Order.allCases {
      var quirks = QuirkyServer.Quirks()
      (quirks.order, quirks.ignoresNumber, quirks.tellsAll) = (order, true, true)
      var simulation = FeedSimulation(quirks, hooks: 1, settings: settings)
      for _ in 0..<50 { simulation.server.deliver(to: simulation.server.hooks[0]) }
      simulation.run(for: 60)
      let pages = simulation.requests.count { if case .page = $0 { true } else { false } }
      #expect((1..<20).contains(pages))
    }
  }

  @Test(
    "history comes newest first and news oldest first",
    arguments: [QuirkyServer.Order.newestFirst, .oldestFirst]
  )
  func historyComesNewestFirstAndNewsOldestFirst(_ order: QuirkyServer.Order) {
    for pageSize in [nil, 7] {
      var quirks = QuirkyServer.Quirks()
      (quirks.order, quirks.tellsAll, quirks.pageSize) = (order, true, pageSize)
      var simulation = FeedSimulation(quirks, hooks: 1, settings: settings)
      let hook = simulation.server.hooks[0]
      for _ in 0..<34 { simulation.server.deliver(to: hook) }
      simulation.run(for: 10)
      let ids = (simulation.server.deliveries[hook] ?? []).map(\.id)
      #expect(simulation.order == ids.reversed())
      simulation.order = []
      for _ in 0..<26 { simulation.server.deliver(to: hook) }
      simulation.run(for: 10)
      let later = (simulation.server.deliveries[hook] ?? []).map(\.id).dropFirst(34)
      #expect(simulation.order == Array(later))
    }
  }

  @Test(
    "history is limited to the newest",
    arguments: [QuirkyServer.Order.newestFirst, .oldestFirst]
  )
  func historyIsLimitedToTheNewest(_ order: QuirkyServer.Order) {
    var quirks = QuirkyServer.Quirks()
    (quirks.order, quirks.tellsAll) = (order, true)
    var settings = settings
    settings.history = 20
    var simulation = FeedSimulation(quirks, hooks: 1, settings: settings)
    let hook = simulation.server.hooks[0]
    for _ in 0..<500 { simulation.server.deliver(to: hook) }
    simulation.run(for: 20)
    let newest = (simulation.server.deliveries[hook] ?? []).map(\.id).suffix(10)
    #expect(newest.allSatisfy { simulation.told[$0] != nil })
    #expect((20...50).contains(simulation.told.count))
    #expect(simulation.requests.count { if case .page = $0 { true } else { false } } < 12)
  }

  /// Older deliveries than the first walk brings come when they are asked for, each once, until there
  /// are no more; what is new meanwhile is not lost.
  @Test("older ones come when asked for", arguments: quirks)
  func olderOnesComeWhenAskedFor(_ quirks: QuirkyServer.Quirks) {
    var settings = settings
    settings.history = 20
    var simulation = FeedSimulation(quirks, hooks: 2, settings: settings)
    let hook = simulation.server.hooks[0]
    for _ in 0..<95 { simulation.server.deliver(to: hook) }
    simulation.run(for: 20)
    let known = simulation.told.count
    let isReadable = quirks.saysCount && quirks.saysLast
    if quirks.order == .newestFirst, isReadable, !quirks.ignoresPaging { #expect(known <= 40) }
    for round in 0..<16 where !simulation.lost.isEmpty {
      simulation.schedule.older(than: hook, now: simulation.now)
      if round % 3 == 1 { simulation.server.deliver(to: hook) }
      simulation.run(for: 10)
    }
    #expect(simulation.lost.isEmpty)
    simulation.schedule.older(than: hook, now: simulation.now)
    simulation.run(for: 10)
    #expect(!simulation.schedule.hasOlder(hook))
    // Once all is known, asking again costs nothing.
    simulation.requests = []
    simulation.schedule.older(than: hook, now: simulation.now)
    simulation.run(for: 0.5)
    let pages = simulation.requests.filter { if case .page = $0 { true } else { false } }
    // A server that says no counts is asked for pages all the time.
    if isReadable { #expect(pages == []) }
  }
}
