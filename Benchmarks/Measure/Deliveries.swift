import Foundation
import HookSupport

@testable import ConsoleCore
@testable import HookConsole
@testable import HookModel

/// A console without a terminal and without a network.
enum Scene {
  static func id(_ number: Int) -> String {
    String(format: "%08x-0000-4000-8000-%012x", number &* 2_654_435_761 & 0xFFFF_FFFF, number)
  }

  static func state(webhooks: Int) -> ConsoleState {
    var state = ConsoleState(
      location: ConsoleState.Location(employer: "bench", server: ""),
      employer: RecordID("bench"),
      zone: .gmt
    )
    state.resize(Size(rows: 40, columns: 120))
    let items = (0..<webhooks).map { Item(id: RecordID(id($0)), name: "Webhook \($0)") }
    _ = state.update(.news(.list(items)))
    return state
  }

  /// One as the API sends it; the texts are those that a real one has.
  static func delivery(_ number: Int) -> Delivery {
    let codes = [200, 200, 200, 204, 500, 410, 0]
    let code = codes[number % codes.count]
    return Delivery(
      id: RecordID(id(1_000_000 + number)),
      name: "Employee Updated · Amélie Hughes \(number)",
      url: "https://example.com/hooks/\(number % 5)",
      attempts: 1 + number % 3,
      statusCode: code,
      taskStatus: code / 100 == 2 ? .sent : .failed,
      statusMessage: code / 100 == 2 ? nil : "the endpoint answered \(code)",
      created: Timestamp(seconds: 1_700_000_000 + Double(number) * 0.37)
    )
  }
}

/// The timeline and the screen with many deliveries in it.
enum Deliveries {
  private static let page = 50

  static func measure(count: Int, webhooks: Int) {
    var state = Scene.state(webhooks: webhooks)
    let label = "\(count)/\(webhooks)"
    let before = Memory.resident()
    var insertions: [Int] = []
    var longest = 0
    // As the feed tells: a page of one webhook after the other, made outside of the clock.
    for start in stride(from: 0, to: count, by: page) {
      let some = (start..<min(count, start + page)).map(Scene.delivery)
      let webhook = RecordID(Scene.id(start / page % webhooks))
      let spent = nanoseconds {
        _ = state.update(.news(.deliveries(webhook, some, isHistory: false)))
      }
      insertions.append(spent / some.count)
      longest = max(longest, spent)
    }
    let after = Memory.resident()
    guard state.hooks.timeline.count() == count else { exit(1) }
    report("insert \(label)", insertions)
    report("insert a page of \(page), longest \(label)", [longest])
    report("bytes \(label)", [(after - before) / max(1, count)], unit: "bytes")
    report("key to canvas \(label)", keys(state))
    let (filters, steps) = filter(state)
    report("filter \(label)", filters)
    report("filter, longest step \(label)", steps)
    // Given away: a second owner would have it copied as a whole by the first change.
    report("news to canvas \(label)", news(consume state, from: count, webhooks: webhooks))
  }

  /// Keys as a person presses them, first at the newest delivery, then all over the timeline.
  private static func keys(_ state: ConsoleState) -> [Int] {
    let names = ["j", "k", "PageDown", "j", "G", "k", "PageUp", "g", "Ctrl-d", "J", "1", "j", "2"]
    let keys = names.compactMap { Key(name: $0) }
    var console = Console(state: state)
    _ = console.take(.input(.key(.character("2"))))
    return (0..<2000).map { number in
      nanoseconds {
        _ = console.take(.input(.key(keys[number % keys.count])))
        console.paint()
      }
    }
  }

  private static func news(_ state: consuming ConsoleState, from count: Int, webhooks: Int) -> [Int]
  {
    var console = Console(state: state)
    return (0..<500).map { number in
      let delivery = Scene.delivery(count + number)
      let webhook = RecordID(Scene.id(number % webhooks))
      return nanoseconds {
        _ = console.take(.news(.deliveries(webhook, [delivery], isHistory: false)))
        console.paint()
      }
    }
  }

  /// A filter that nothing but the text decides, which has to look at every delivery: all of it, and
  /// the longest step, between two of which keys are taken.
  private static func filter(_ state: ConsoleState) -> (all: [Int], steps: [Int]) {
    guard let filter = try? DeliveryFilter("hughes", now: 0, zone: .gmt) else { return ([], []) }
    var hooks = state.hooks
    var (all, longest): ([Int], [Int]) = ([], [])
    for _ in 0..<5 {
      var steps = [nanoseconds { hooks.setFilter(filter) }]
      while hooks.isFiltering { steps.append(nanoseconds { hooks.filterMore() }) }
      all.append(steps.reduce(0, +))
      longest.append(steps.max() ?? 0)
    }
    return (all, longest)
  }
}
