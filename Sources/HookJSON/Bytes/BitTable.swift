import HookSupport

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

  /// - Returns: how many more are set now: 1, or 0 where it was set.
  @discardableResult
  @inline(__always)
  mutating func set(_ bit: Int) -> Int {
    let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: bit)
    let old = words[bit &>> 6]
    words[bit &>> 6] = old | mask
    return old & mask == 0 ? 1 : 0
  }

  mutating func clear() {
    words = Array(repeating: 0, count: words.count)
  }

  /// Makes space for so many bits, or for no more than them.
  mutating func resize(to count: Int) {
    let wanted = (count + 63) / 64
    if wanted < words.count {
      words = Array(words[..<wanted])
    } else {
      words += Array(repeating: 0, count: wanted - words.count)
    }
  }

  /// The first set bit at or after a position, before an end.
  func next(from start: Int, before end: Int) -> Int? {
    var offset = start
    while offset < min(end, words.count * 64) {
      let rest = words[offset / 64] >> UInt64(offset % 64)
      if rest != 0 {
        let found = offset + rest.trailingZeroBitCount
        return found < end ? found : nil
      }
      offset = (offset / 64 + 1) * 64
    }
    return nil
  }
}

/// Bits that are set in order, and how many of them are set before any position.
struct RankedBits: Sendable {
  /// As a power of two, how many bits have one entry of `ranks`.
  private static let shift = 9
  private static let block = (1 << shift) / 64

  private(set) var bits: BitTable
  /// The set bits before each block of words, as far as bits are set.
  private var ranks: [UInt32] = []
  /// How many bits are set.
  private(set) var count = 0

  init(_ bits: BitTable) {
    self.bits = bits
    ranks.reserveCapacity(bits.words.count / Self.block + 1)
    for (offset, word) in bits.words.enumerated() {
      if offset % Self.block == 0 { ranks.append(UInt32(count)) }
      count += word.nonzeroBitCount
    }
  }

  /// Space for so many bits, all clear.
  init(space: Int) {
    bits = BitTable(count: space)
  }

  /// Sets a bit that lies behind all that are set, or is the last of them.
  @inline(__always)
  mutating func append(_ bit: Int) {
    let block = bit &>> Self.shift
    while ranks.count <= block { ranks.append(UInt32(truncatingIfNeeded: count)) }
    count &+= bits.set(bit)
  }

  /// Sets many bits, all of them behind those that are set, or the last of these.
  /// - Parameter body: sets them in the words and returns the last of them, or one behind it.
  @inline(__always)
  mutating func append(_ body: (UnsafeMutablePointer<UInt64>) -> Int) {
    let last = bits.words.withUnsafeMutableBufferPointer { words in
      words.baseAddress.map(body)
    }
    guard let last else { return }
    // The last block is counted again: it may have got more.
    var block = max(0, ranks.count - 1)
    count = ranks.last.map(Int.init) ?? 0
    while block <= last >> Self.shift {
      if block == ranks.count { ranks.append(UInt32(truncatingIfNeeded: count)) }
      let end = min(bits.words.count, (block + 1) * Self.block)
      for word in (block * Self.block)..<end { count += bits.words[word].nonzeroBitCount }
      block += 1
    }
  }

  /// How many bits are set before a bit, which may be the one past the last.
  func rank(of bit: Int) -> Int {
    let block = bit >> Self.shift
    guard block < ranks.count else { return count }
    let word = bit / 64
    var rank = Int(ranks[block])
    for offset in (block * Self.block)..<word { rank += bits.words[offset].nonzeroBitCount }
    if bit % 64 != 0 {
      rank += (bits.words[word] & ((1 << UInt64(bit % 64)) - 1)).nonzeroBitCount
    }
    return rank
  }

  /// The bit that is set behind so many others; less than `count` of them.
  func bit(ranked rank: Int) -> Int {
    precondition((0..<count).contains(rank))
    let block = firstIndex(in: 0..<ranks.count) { Int(ranks[$0]) > rank } - 1
    var left = rank - Int(ranks[block])
    var word = block * Self.block
    while bits.words[word].nonzeroBitCount <= left {
      left -= bits.words[word].nonzeroBitCount
      word += 1
    }
    var rest = bits.words[word]
    for _ in 0..<left { rest &= rest - 1 }
    return word * 64 + rest.trailingZeroBitCount
  }
}
