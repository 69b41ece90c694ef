import CSIMD

/// Looks for one ASCII character in a plain JSON text. It can stand everywhere, so what is done for each
/// match is done without branches that cannot be foretold.
///
/// - Precondition: the character cannot stand between values.
struct CharacterScan {
  /// What is looked for.
  let character: hc_forms
  private let base: UnsafePointer<UInt8>
  /// The byte past what is looked through.
  private let end: Int
  /// The byte to go on with.
  private(set) var offset: Int
  private var cursor: ValueCursor

  /// - Parameter root: the value that is looked through.
  init(_ character: hc_forms, in index: JSONIndex, _ root: Int, from offset: Int, at value: Int) {
    self.character = character
    base = UnsafePointer(index.text.base)
    end = index.range(of: root).upperBound
    cursor = ValueCursor(index, root: root, at: value)
    self.offset = offset
  }

  /// The last value that begins at the last match or before it.
  var value: Int { cursor.value }

  /// Looks for what begins before a byte.
  /// - Parameter words: gets the bits of the values in which the character is.
  mutating func run(to stop: Int, _ words: UnsafeMutablePointer<UInt64>) {
    if JSONByte.isInBare(character.byte) {
      run(to: stop, words, mayBeBare: true)
    } else {
      run(to: stop, words, mayBeBare: false)
    }
  }

  @inline(__always)
  private mutating func run(
    to stop: Int,
    _ words: UnsafeMutablePointer<UInt64>,
    mayBeBare: Bool
  ) {
    var scan = self
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.blocks) { found in
      guard let found = found.baseAddress else { return }
      while scan.offset < stop {
        let any = scan.find(found)
        scan.take(found, any, before: stop, words, mayBeBare: mayBeBare)
      }
    }
    scan.offset = max(scan.offset, stop)
    self = scan
  }

  /// Blocks of so many bytes, and how many of them are looked through before what is found is taken: the
  /// memory of the values it is in comes meanwhile.
  private static let block = 64
  private static let blocks = 128

  /// Finds the character in the next blocks.
  /// - Returns: the bits of the blocks that have it.
  @inline(__always)
  private func find(_ found: UnsafeMutablePointer<UInt64>) -> (UInt64, UInt64) {
    // Behind the text lie zeros, which are between values.
    let count = min(Self.blocks, (end &- offset &+ Self.block &- 1) / Self.block)
    var any: (UInt64, UInt64) = (0, 0)
    withUnsafeMutablePointer(to: &any) { any in
      any.withMemoryRebound(to: UInt64.self, capacity: 2) {
        hc_find_blocks(base + offset, count, character, found, $0)
      }
    }
    var expected = -4
    Self.forEach(any) { block in
      // The processor itself foresees what is read one after the other.
      if block &- expected > 3 { cursor.expect(offset &+ block &* Self.block) }
      expected = block
      return true
    }
    return any
  }

  /// Goes through the numbers of the bits until one is answered with `false`.
  @inline(__always)
  private static func forEach(_ bits: (UInt64, UInt64), _ body: (Int) -> Bool) {
    for (part, first) in [(bits.0, 0), (bits.1, 64)] {
      var rest = part
      while rest != 0 {
        guard body(first &+ rest.trailingZeroBitCount) else { return }
        rest &= rest &- 1
      }
    }
  }

  @inline(__always)
  private mutating func take(
    _ found: UnsafeMutablePointer<UInt64>,
    _ any: (UInt64, UInt64),
    before stop: Int,
    _ words: UnsafeMutablePointer<UInt64>,
    mayBeBare: Bool
  ) {
    let first = offset
    var passed = offset
    offset &+= Self.blocks &* Self.block
    Self.forEach(any) { block in
      let start = first &+ block &* Self.block
      var bits = found[block] & Self.from(passed &- start)
      while bits != 0 {
        let byte = start &+ bits.trailingZeroBitCount
        guard byte < stop else {
          offset = byte
          passed = byte
          return false
        }
        let value: Int
        (value, passed) = mayBeBare ? scalar(at: byte) : string(at: byte)
        words[value &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: value)
        bits &= Self.from(passed &- start)
      }
      return true
    }
    offset = max(offset, passed)
  }

  /// The bits from one on.
  @inline(__always)
  private static func from(_ bit: Int) -> UInt64 {
    bit <= 0 ? .max : bit < 64 ? .max &<< UInt64(truncatingIfNeeded: bit) : 0
  }

  // MARK: What a match stands in

  /// The value of the number, the word, the string or the key that a byte stands in, and the byte where it
  /// ends: one match in it is enough. What ends a short number is looked for from the byte on: that need
  /// not wait for the value.
  @inline(__always)
  private mutating func scalar(at byte: Int) -> (value: Int, passed: Int) {
    let ends = hc_find_bare_end(base + byte) | 1 &<< 16
    cursor.move(to: byte)
    let start = cursor.start
    if JSONByte.beginsBare(base[start]) {
      let bareEnds = hc_find_bare_end(base + start + 1)
      let bareEnd =
        bareEnds == 0
        ? JSONByte.bareEnd(base, from: start) : start &+ 1 &+ bareEnds.trailingZeroBitCount
      if byte < bareEnd {
        return (cursor.value, bareEnds == 0 ? bareEnd : byte &+ ends.trailingZeroBitCount)
      }
    }
    return string(at: byte)
  }

  /// The same of a byte that stands in a string or in a key.
  @inline(__always)
  private mutating func string(at byte: Int) -> (value: Int, passed: Int) {
    let quotes = hc_find_string_end(base + byte)
    let quote =
      quotes != 0
      ? base + byte + quotes.trailingZeroBitCount : JSONString.closingQuote(from: base + byte)
    cursor.move(to: byte)
    let token = SearchToken(stringTo: quote, behind: cursor.value, in: base, before: end)
    return (token.value, token.end)
  }
}
