/// What a text has besides its containers. Inlined into the pass like everything else.
extension JSONIndexer {
  @inline(__always)
  mutating func literal(_ first: UInt8) throws(Failure) {
    let word = UInt32(littleEndian: UnsafeRawPointer(cursor).loadUnaligned(as: UInt32.self))
    if word == 0x6575_7274 || word == 0x6C6C_756E {  // true, null
      cursor += 4
    } else if word == 0x736C_6166, cursor[4] == 0x65 {  // false
      cursor += 5
    } else {
      throw noLiteral(first)
    }
  }

  /// The first byte that is none of the word that seems to begin here; the value is taken back.
  @inline(never)
  private mutating func noLiteral(_ first: UInt8) -> Failure {
    let words: [StaticString] = ["true", "false", "null"]
    if let word = words.first(where: { $0.utf8Start[0] == first }) {
      var offset = 0
      while cursor[offset] == word.utf8Start[offset] { offset += 1 }
      cursor += offset
    }
    return failure(.value)
  }

  @inline(__always)
  mutating func number() throws(Failure) {
    if cursor[0] == JSONByte.minus { cursor += 1 }
    if cursor[0] == JSONByte.zero {
      cursor += 1
    } else {
      try digits()
    }
    if cursor[0] == JSONByte.point {
      cursor += 1
      try digits()
    }
    if cursor[0] | 0x20 == JSONByte.e {
      cursor += 1
      if cursor[0] == JSONByte.plus || cursor[0] == JSONByte.minus { cursor += 1 }
      try digits()
    }
  }

  @inline(__always)
  private mutating func digits() throws(Failure) {
    guard cursor[0] &- JSONByte.zero < 10 else { throw failure(.digit) }
    repeat { cursor += 1 } while cursor[0] &- JSONByte.zero < 10
  }

  /// Reads a string up to and with its closing quote; the opening one is behind us.
  @inline(__always)
  mutating func string() throws(Failure) {
    while true {
      // Eight bytes at a time while none of them is a quote, a backslash, a control or not ASCII.
      // The padding holds zeros, which are controls, so this cannot run past it.
      var special = Self.special(at: cursor)
      while special == 0 {
        cursor += 8
        special = Self.special(at: cursor)
      }
      cursor += special.trailingZeroBitCount / 8
      if cursor[0] == JSONByte.quote {
        cursor += 1
        return
      }
      try unusual()
    }
  }

  /// The high bit of each of eight bytes that needs a closer look, exact up to the first of them.
  @inline(__always)
  private static func special(at cursor: UnsafeMutablePointer<UInt8>) -> UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self))
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    // A byte that is not ASCII is found by the last term, so the others need not be right for it.
    let found = (quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20) | word
    return found & highs
  }

  /// Passes an escape or a character that is not ASCII.
  @inline(__always)
  private mutating func unusual() throws(Failure) {
    isPlain = false
    let byte = cursor[0]
    if byte >= 0x80 {
      repeat {
        let length = UTF8Sequence.length(at: cursor)
        guard length > 0 else { throw failure(.notUTF8) }
        cursor += length
      } while cursor[0] >= 0x80
      return
    }
    guard byte == JSONByte.backslash else { throw failure(cursor >= end ? .openString : .control) }
    switch cursor[1] {
    case JSONByte.quote, JSONByte.backslash, 0x2F, JSONByte.b, JSONByte.f, JSONByte.n, JSONByte.r,
      JSONByte.t:
      cursor += 2
    case JSONByte.u:
      for offset in 2..<6 where !Self.isHexDigit(cursor[offset]) {
        cursor += offset
        throw failure(.hexDigits)
      }
      cursor += 6
    default:
      cursor += 1
      throw failure(.escape)
    }
  }

  @inline(__always)
  private static func isHexDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }
}
