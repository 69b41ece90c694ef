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
    let length = Self.blocks &* Self.block
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 &* Self.blocks) { found in
      guard let first = found.baseAddress else { return }
      let second = first + Self.blocks
      while scan.offset < stop {
        let start = scan.offset
        let (any, more) = (scan.find(first, from: start), scan.find(second, from: start &+ length))
        guard
          scan.take(first, any, from: start, before: stop, words, mayBeBare: mayBeBare),
          scan.take(second, more, from: start &+ length, before: stop, words, mayBeBare: mayBeBare)
        else { break }
      }
    }
    scan.offset = max(scan.offset, stop)
    self = scan
  }

  /// So many blocks of so many bytes are looked through twice before what is found in the first of them is
  /// taken: the memory of the values it is in comes meanwhile.
  private static let block = 64
  private static let blocks = 64

  /// Finds the character in some blocks.
  /// - Parameters:
  ///   - found: gets the bits of each block.
  ///   - start: where the first begins.
  /// - Returns: the bits of the blocks that have it.
  @inline(__always)
  private func find(_ found: UnsafeMutablePointer<UInt64>, from start: Int) -> UInt64 {
    // Behind the text lie zeros, which are between values.
    let count = min(Self.blocks, (end &- start &+ Self.block &- 1) / Self.block)
    guard count > 0 else { return 0 }
    let any = hc_find_blocks(base + start, count, character, found)
    var (rest, expected) = (any, -4)
    while rest != 0 {
      let block = rest.trailingZeroBitCount
      // The processor itself foresees what is read one after the other.
      if block &- expected > 3 { cursor.expect(start &+ block &* Self.block) }
      expected = block
      rest &= rest &- 1
    }
    return any
  }

  /// - Returns: `false` if the end of what is looked for was met.
  @inline(__always)
  private mutating func take(
    _ found: UnsafeMutablePointer<UInt64>,
    _ any: UInt64,
    from first: Int,
    before stop: Int,
    _ words: UnsafeMutablePointer<UInt64>,
    mayBeBare: Bool
  ) -> Bool {
    var passed = offset
    var rest = any
    while rest != 0 {
      let block = rest.trailingZeroBitCount
      rest &= rest &- 1
      let start = first &+ block &* Self.block
      var bits = found[block] & Self.from(passed &- start)
      while bits != 0 {
        let byte = start &+ bits.trailingZeroBitCount
        guard byte < stop else {
          offset = byte
          return false
        }
        let value: Int
        (value, passed) = mayBeBare ? scalar(at: byte) : string(at: byte)
        words[value &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: value)
        bits &= Self.from(passed &- start)
      }
    }
    offset = max(first &+ Self.blocks &* Self.block, passed)
    return true
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
