/// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF.
enum UTF8Sequence {
  /// The bytes of the sequence that begins here with a byte past ASCII; 0 where there is none.
  @inline(__always)
  static func length(at byte: UnsafePointer<UInt8>) -> Int {
    func isTail(_ offset: Int) -> Bool { byte[offset] & 0xC0 == 0x80 }
    switch byte[0] {
    case 0xC2...0xDF:
      return isTail(1) ? 2 : 0
    case 0xE0...0xEF:
      guard isTail(1), isTail(2) else { return 0 }
      if byte[0] == 0xE0, byte[1] < 0xA0 { return 0 }
      if byte[0] == 0xED, byte[1] > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard isTail(1), isTail(2), isTail(3) else { return 0 }
      if byte[0] == 0xF0, byte[1] < 0x90 { return 0 }
      if byte[0] == 0xF4, byte[1] > 0x8F { return 0 }
      return 4
    default:
      return 0
    }
  }

  /// The character that begins at an offset, and its bytes; U+FFFD for a byte that is not UTF-8.
  @inline(__always)
  static func scalar(
    at offset: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    let announced = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard announced > 1 else { return (Unicode.Scalar(first), 1) }
    guard offset + announced <= bytes.count, let base = bytes.baseAddress,
      length(at: base + offset) == announced
    else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (announced == 2 ? 0x1F : announced == 3 ? 0x0F : 0x07)
    for next in 1..<announced { value = value << 6 | UInt32(bytes[offset + next] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", announced)
  }
}
