/// What a text has besides its containers. Inlined into the pass like everything else.
extension JSONIndexer {
  @inline(__always)
  mutating func literal(_ first: UInt8) throws(Failure) {
    let word = UInt32(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt32.self))
    if word == 0x6575_7274 || word == 0x6C6C_756E {  // true, null
      place += 4
    } else if word == 0x736C_6166, place[4] == 0x65 {  // false
      place += 5
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
      while place[offset] == word.utf8Start[offset] { offset += 1 }
      place += offset
    }
    return failure(.value)
  }

  @inline(__always)
  mutating func number() throws(Failure) {
    if place[0] == 0x2D { place += 1 }
    if place[0] == 0x30 {
      place += 1
    } else {
      try digits()
    }
    if place[0] == 0x2E {
      place += 1
      try digits()
    }
    if place[0] | 0x20 == 0x65 {
      place += 1
      if place[0] == 0x2B || place[0] == 0x2D { place += 1 }
      try digits()
    }
  }

  @inline(__always)
  private mutating func digits() throws(Failure) {
    guard place[0] &- 0x30 < 10 else { throw failure(.digit) }
    repeat { place += 1 } while place[0] &- 0x30 < 10
  }

  /// Reads a string up to and with its closing quote; the opening one is behind us.
  @inline(__always)
  mutating func string() throws(Failure) {
    while true {
      // Eight bytes at a time while none of them is a quote, a backslash, a control or not ASCII.
      // The padding holds zeros, which are controls, so this cannot run past it.
      var special = Self.special(at: place)
      while special == 0 {
        place += 8
        special = Self.special(at: place)
      }
      place += special.trailingZeroBitCount / 8
      if place[0] == 0x22 {
        place += 1
        return
      }
      try unusual()
    }
  }

  /// The high bit of each of eight bytes that needs a closer look, exact up to the first of them.
  @inline(__always)
  private static func special(at place: UnsafeMutablePointer<UInt8>) -> UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
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
    let byte = place[0]
    if byte >= 0x80 {
      repeat {
        let length = UTF8Sequence.length(at: place)
        guard length > 0 else { throw failure(.notUTF8) }
        place += length
      } while place[0] >= 0x80
      return
    }
    guard byte == 0x5C else { throw failure(place >= end ? .openString : .control) }
    switch place[1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: place += 2
    case 0x75:
      for offset in 2..<6 where !Self.isHexDigit(place[offset]) {
        place += offset
        throw failure(.hexDigits)
      }
      place += 6
    default:
      place += 1
      throw failure(.escape)
    }
  }

  @inline(__always)
  private static func isHexDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }
}
