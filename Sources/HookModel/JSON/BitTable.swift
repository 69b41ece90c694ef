/// A fixed number of bits.
struct BitTable: Sendable {
  private var words: [UInt64]
  private let count: Int

  init(count: Int) {
    self.count = count
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  subscript(bit: Int) -> Bool {
    get { words[bit / 64] & (1 << UInt64(bit % 64)) != 0 }
    set {
      let mask: UInt64 = 1 << UInt64(bit % 64)
      if newValue { words[bit / 64] |= mask } else { words[bit / 64] &= ~mask }
    }
  }

  mutating func clear() {
    words = Array(repeating: 0, count: words.count)
  }

  /// The first set bit at or behind a place, before an end.
  func next(from start: Int, before end: Int) -> Int? {
    var place = start
    while place < min(end, count) {
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
