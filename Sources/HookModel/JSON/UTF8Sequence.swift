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
}
