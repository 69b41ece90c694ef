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
    let capacity = Self.groups &* (Self.blocks &+ 1)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity) { found in
      guard let found = found.baseAddress else { return }
      while scan.offset < stop { scan.run(to: stop, words, mayBeBare: mayBeBare, found) }
    }
    self = scan
  }

  /// The bytes of a block, and the blocks of a group.
  private static let block = 64
  private static let blocks = 32
  private static let length = blocks &* block
  /// How many groups are searched ahead: the matches of a group are taken only once the next one has been
  /// searched, so that the memory of their values has time to arrive.
  private static let groups = 2

  /// Runs to the end, or until a string ends behind all that has been searched.
  /// - Parameter found: has space for the bits of each block of the groups, and for those of each group.
  @inline(__always)
  private mutating func run(
    to stop: Int,
    _ words: UnsafeMutablePointer<UInt64>,
    mayBeBare: Bool,
    _ found: UnsafeMutablePointer<UInt64>
  ) {
    let any = found + Self.groups &* Self.blocks
    let start = offset
    var (first, next) = (0, 0)
    repeat {
      cursor.measure()
      while next < first &+ Self.groups {
        let slot = next % Self.groups
        any[slot] = find(found + slot &* Self.blocks, from: start &+ next &* Self.length)
        next &+= 1
      }
      let slot = first % Self.groups
      take(
        found + slot &* Self.blocks,
        any[slot],
        from: start &+ first &* Self.length,
        before: stop,
        words,
        mayBeBare: mayBeBare
      )
      first &+= 1
    } while offset < stop && offset < start &+ next &* Self.length
  }

  /// Finds the character in the blocks of a group.
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

  /// Takes the matches of a group.
  @inline(__always)
  private mutating func take(
    _ found: UnsafeMutablePointer<UInt64>,
    _ any: UInt64,
    from first: Int,
    before stop: Int,
    _ words: UnsafeMutablePointer<UInt64>,
    mayBeBare: Bool
  ) {
    var passed = offset
    var rest = any
    while rest != 0 {
      let block = rest.trailingZeroBitCount
      rest &= rest &- 1
      let start = first &+ block &* Self.block
      var bits = found[block] & Self.from(passed &- start)
      // Matches at the stop or behind it are left for the next run.
      let isLast = start &+ Self.block >= stop
      if isLast {
        bits &= ~Self.from(stop &- start)
        rest = 0
      }
      while bits != 0 {
        let byte = start &+ bits.trailingZeroBitCount
        let value: Int
        (value, passed) = mayBeBare ? scalar(at: byte) : string(at: byte)
        words[value &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: value)
        bits &= Self.from(passed &- start)
      }
    }
    offset = max(min(first &+ Self.length, stop), passed)
  }

  /// The bits from one on.
  @inline(__always)
  private static func from(_ bit: Int) -> UInt64 {
    bit <= 0 ? .max : bit < 64 ? .max &<< UInt64(truncatingIfNeeded: bit) : 0
  }

  // MARK: What a match stands in

  /// The value of the number, the word, the string or the key that a byte stands in, and the byte to go on
  /// with. The rest of a string is skipped after one match; a second match in a number or a word only sets
  /// the same bit again.
  @inline(__always)
  private mutating func scalar(at byte: Int) -> (value: Int, passed: Int) {
    // A quote between the value's first byte and this one tells that this one stands in a string, or in
    // the key behind the value. They are looked for while the value is.
    let quotes = byte < 15 ? 0 : hc_find_quotes(base + (byte &- 15))
    cursor.move(to: byte)
    let start = cursor.start
    let distance = byte &- start
    if distance < 16, byte >= 15 {
      if quotes &>> UInt32(truncatingIfNeeded: 15 &- distance) == 0 {
        return (cursor.value, byte &+ 1)
      }
    } else if JSONByte.beginsBare(base[start]) {
      let end = JSONByte.bareEnd(base, from: start)
      if byte < end { return (cursor.value, end) }
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
