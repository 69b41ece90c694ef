import HookTesting
import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct OrderedSlotsTests {
  /// Against a sorted array, with slots coming at the front, at the end and in between.
  @Test("agrees with a sorted array", arguments: [0, 1, 2, 3])
  func agreesWithASortedArray(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    // The rank of each slot: the order is not that of the numbers.
    let ranks = (0..<6000).map { _ in UInt64.random(in: 0..<2000, using: &random) }
    func before(_ left: UInt32, _ right: UInt32) -> Bool {
      (ranks[Int(left)], left) < (ranks[Int(right)], right)
    }
    var slots = OrderedSlots()
    var plain: [UInt32] = []
    let order: [UInt32] = (0..<6000).map { UInt32($0) }
    let coming =
      switch seed {
      case 0: order.sorted(by: before)
      case 1: order.sorted { before($1, $0) }
      default: order.shuffled(using: &random)
      }
    for slot in coming {
      slots.insert(slot, before: before)
      plain.append(slot)
      if seed > 1, Int.random(in: 0..<4, using: &random) == 0,
        let gone = plain.randomElement(using: &random)
      {
        let isGone = slots.remove(gone, before: before)
        let isGoneAgain = slots.remove(gone, before: before)
        #expect(isGone && !isGoneAgain)
        plain.removeAll { $0 == gone }
      }
    }
    plain.sort(by: before)
    #expect(slots.count == plain.count)
    #expect((0..<slots.count).map { slots[$0] } == plain)
    for (position, slot) in plain.enumerated() {
      #expect(slots.position(of: slot, before: before) == position)
    }
    for _ in 0..<20 {
      let start = Int.random(in: 0...plain.count, using: &random)
      let part = start..<Int.random(in: start...plain.count, using: &random)
      var visited: [UInt32] = []
      slots.forEach(in: part) { visited.append($0) }
      #expect(visited == Array(plain[part]))
      let first = slots.firstPosition { slot in
        start < plain.count && !before(slot, plain[start])
      }
      #expect(first == start)
    }
    for slot in plain.shuffled(using: &random) {
      let isGone = slots.remove(slot, before: before)
      #expect(isGone)
    }
    #expect(slots.count == 0)
    #expect(slots.position(of: 1, before: before) == nil)
  }

  @Test("appending keeps the order") func appendingKeepsTheOrder() {
    var slots = OrderedSlots()
    for slot in 0..<2000 { slots.append(UInt32(slot)) }
    #expect(slots.count == 2000 && slots[0] == 0 && slots[1999] == 1999)
    slots.insert(2000, before: <)
    #expect(slots[2000] == 2000)
    #expect(slots.position(of: 777, before: <) == 777)
  }

  @Test(
    "finds the first index that fits",
    arguments: [(0..<0, 0), (0..<5, 0), (0..<5, 3), (0..<5, 5), (2..<4, 9)]
  )
  func findsTheFirstIndexThatFits(_ range: Range<Int>, _ first: Int) {
    #expect(
      firstIndex(in: range) { $0 >= first } == min(max(first, range.lowerBound), range.upperBound)
    )
  }
}
