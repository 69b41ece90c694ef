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
  @inline(__always)
  mutating func run(to stop: Int, _ words: UnsafeMutablePointer<UInt64>) {
    var scan = self
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.blocks) { found in
      guard let found = found.baseAddress else { return }
      while scan.offset < stop {
        scan.find(found)
        scan.take(found, before: stop, words)
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
  @inline(__always)
  private func find(_ found: UnsafeMutablePointer<UInt64>) {
    // Behind the text lie zeros, which are between values.
    let count = min(Self.blocks, (end &- offset &+ Self.block &- 1) / Self.block)
    var expected = -4
    for block in 0..<count {
      let bits = hc_find(base + offset + block &* Self.block, character)
      found[block] = bits
      // The processor itself foresees what is read one after the other.
      if bits != 0 {
        if block &- expected > 3 { cursor.expect(offset &+ block &* Self.block) }
        expected = block
      }
    }
    for block in count..<Self.blocks { found[block] = 0 }
  }

  @inline(__always)
  private mutating func take(
    _ found: UnsafeMutablePointer<UInt64>,
    before stop: Int,
    _ words: UnsafeMutablePointer<UInt64>
  ) {
    let first = offset
    var passed = offset
    offset &+= Self.blocks &* Self.block
    for block in 0..<Self.blocks {
      var bits = found[block]
      if bits == 0 { continue }
      let start = first &+ block &* Self.block
      bits &= Self.from(passed &- start)
      while bits != 0 {
        let byte = start &+ bits.trailingZeroBitCount
        guard byte < stop else {
          offset = byte
          return
        }
        let token = token(at: byte)
        words[token.value &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: token.value)
        // One match in it is enough.
        passed = token.end
        bits &= Self.from(passed &- start)
      }
    }
    offset = max(offset, passed)
  }

  /// The bits from one on.
  @inline(__always)
  private static func from(_ bit: Int) -> UInt64 {
    bit <= 0 ? .max : bit < 64 ? .max &<< UInt64(truncatingIfNeeded: bit) : 0
  }

  /// What a byte stands in.
  @inline(__always)
  private mutating func token(at byte: Int) -> SearchToken {
    cursor.move(to: byte)
    let (value, start) = (cursor.value, cursor.start)
    let beginsBare = JSONByte.beginsBare(base[start])
    let bareEnds = hc_find_bare_end(base + start + 1)
    let bareEnd =
      beginsBare && bareEnds == 0
      ? JSONByte.bareEnd(base, from: start) : start &+ 1 &+ bareEnds.trailingZeroBitCount
    let isBare = beginsBare && byte < bareEnd
    let quotes = hc_find_string_end(base + byte)
    let quote =
      quotes != 0 || isBare
      ? base + byte + quotes.trailingZeroBitCount : JSONString.closingQuote(from: base + byte)
    let string = SearchToken(stringTo: quote, behind: value, in: base, before: end)
    return isBare ? SearchToken(value: value, end: bareEnd) : string
  }
}
