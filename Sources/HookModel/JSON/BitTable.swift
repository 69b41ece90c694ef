/// A number of bits, all clear at first.
struct BitTable: Sendable {
  fileprivate(set) var words: [UInt64]

  init(count: Int) {
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  subscript(bit: Int) -> Bool {
    get { words[bit / 64] & (1 << UInt64(bit % 64)) != 0 }
    set {
      let mask: UInt64 = 1 << UInt64(bit % 64)
      if newValue { words[bit / 64] |= mask } else { words[bit / 64] &= ~mask }
    }
  }

  @inline(__always)
  mutating func set(_ bit: Int) {
    words[bit &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: bit)
  }

  mutating func clear() {
    words = Array(repeating: 0, count: words.count)
  }

  /// Makes room for so many bits, or for no more than them.
  mutating func resize(to count: Int) {
    let wanted = (count + 63) / 64
    if wanted < words.count {
      words = Array(words[..<wanted])
    } else {
      words += Array(repeating: 0, count: wanted - words.count)
    }
  }

  /// The first set bit at or behind a place, before an end.
  func next(from start: Int, before end: Int) -> Int? {
    var place = start
    while place < min(end, words.count * 64) {
      let rest = words[place / 64] >> UInt64(place % 64)
      if rest != 0 {
        let found = place + rest.trailingZeroBitCount
        return found < end ? found : nil
      }
      place = (place / 64 + 1) * 64
    }
    return nil
  }
}

/// Bits that no longer change, and how many of them are set before any place.
struct RankedBits: Sendable {
  private static let block = 8

  let bits: BitTable
  /// The set bits before each block of words.
  private let ranks: [UInt32]

  init(_ bits: BitTable) {
    self.bits = bits
    var ranks: [UInt32] = []
    ranks.reserveCapacity(bits.words.count / Self.block + 1)
    var rank: UInt32 = 0
    for (place, word) in bits.words.enumerated() {
      if place % Self.block == 0 { ranks.append(rank) }
      rank += UInt32(word.nonzeroBitCount)
    }
    if bits.words.count % Self.block == 0 { ranks.append(rank) }
    self.ranks = ranks
  }

  /// How many bits are set before a bit, which may be the one past the last.
  func rank(of bit: Int) -> Int {
    let word = bit / 64
    let block = word / Self.block
    var rank = Int(ranks[block])
    for place in (block * Self.block)..<word { rank += bits.words[place].nonzeroBitCount }
    if bit % 64 != 0 {
      rank += (bits.words[word] & ((1 << UInt64(bit % 64)) - 1)).nonzeroBitCount
    }
    return rank
  }
}
