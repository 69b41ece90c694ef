import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct BitTableTests {
  @Test("agrees with an array", arguments: [1, 63, 64, 65, 511, 512, 513, 2000])
  func agreesWithAnArray(_ count: Int) {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(count)))
    var table = BitTable(count: count)
    var plain = Array(repeating: false, count: count)
    for _ in 0..<(count / 2) {
      let bit = Int.random(in: 0..<count, using: &random)
      plain[bit] = Bool.random(using: &random)
      table[bit] = plain[bit]
    }
    #expect((0..<count).map { table[$0] } == plain)
    let ranked = RankedBits(table)
    for bit in 0...count {
      #expect(ranked.rank(of: bit) == plain[..<bit].count { $0 })
      let end = Int.random(in: bit...count, using: &random)
      #expect(table.next(from: bit, before: end) == plain[bit..<end].firstIndex(of: true))
    }
  }

  @Test("bits that are set in order are ranked at once", arguments: [1, 64, 512, 513, 5000])
  func bitsThatAreSetInOrderAreRankedAtOnce(_ space: Int) {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(space)))
    var ranked = RankedBits(space: space)
    let rare = Int.random(in: 1...900, using: &random)
    var set: [Int] = []
    for bit in 0..<space where Int.random(in: 0..<rare, using: &random) == 0 {
      // Once more changes nothing.
      for _ in 0...1 { ranked.append(bit) }
      set.append(bit)
    }
    #expect(ranked.count == set.count)
    #expect(set.indices.map { ranked.bit(ranked: $0) } == set)
    #expect(
      (0...space).map { ranked.rank(of: $0) } == (0...space).map { end in set.count { $0 < end } }
    )
  }

  @Test("keeps its bits when it grows") func keepsItsBitsWhenItGrows() {
    var table = BitTable(count: 10)
    table.set(9)
    table.resize(to: 1000)
    #expect(table[9] && !table[999])
    table.resize(to: 10)
    #expect(table.next(from: 0, before: 1000) == 9)
    table.clear()
    #expect(table.next(from: 0, before: 10) == nil)
  }
}
