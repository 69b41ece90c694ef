/// A key, which belongs to its value, or a scalar: what a match stands in.
struct SearchToken {
  let value: Int
  /// The byte past the text of it, quotes aside.
  let end: Int

  @inline(__always)
  init(value: Int, end: Int) {
    (self.value, self.end) = (value, end)
  }

  /// A string.
  /// - Parameters:
  ///   - quote: the one that ends it.
  ///   - value: the last value that begins before the match; the string is its text or the next one's key.
  ///   - end: the byte past what is looked through.
  @inline(__always)
  init(
    stringTo quote: UnsafePointer<UInt8>,
    behind value: Int,
    in base: UnsafePointer<UInt8>,
    before end: Int
  ) {
    var behind = quote + 1
    while behind[0] <= JSONByte.space, behind < base + end { behind += 1 }
    self.init(value: value &+ (behind[0] == JSONByte.colon ? 1 : 0), end: quote - base)
  }
}
