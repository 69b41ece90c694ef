import CSIMD

/// The bytes that have a meaning in a JSON text (RFC 8259).
enum JSONByte {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let point = UInt8(ascii: ".")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  /// The beginnings of `true`, `false` and `null`, and the characters of escapes.
  static let t = UInt8(ascii: "t")
  static let f = UInt8(ascii: "f")
  static let n = UInt8(ascii: "n")
  static let b = UInt8(ascii: "b")
  static let r = UInt8(ascii: "r")
  /// Of `\u00e9`.
  static let u = UInt8(ascii: "u")
  /// The exponent of a number, in lower case.
  static let e = UInt8(ascii: "e")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Whether it can stand between values; in a string it can stand, too.
  @inline(__always)
  static func isBetween(_ byte: UInt8) -> Bool {
    byte <= space || byte == quote || byte == comma || byte == colon || byte | 0x20 == openBrace
      || byte | 0x20 == closeBrace
  }

  /// Whether a value that begins with it is a number or a word.
  @inline(__always)
  static func beginsBare(_ byte: UInt8) -> Bool {
    byte != quote && byte | 0x20 != openBrace
  }

  /// Whether numbers and words may have it.
  /// - Parameter byte: in lower case.
  static func isInBare(_ byte: UInt8) -> Bool { "0123456789-+.truefalsn".utf8.contains(byte) }

  /// The byte past a number or a word of an indexed text.
  /// - Parameter start: its first byte.
  @inline(__always)
  static func bareEnd(_ base: UnsafePointer<UInt8>, from start: Int) -> Int {
    var offset = start + 1
    var ends = hc_find_bare_end(base + offset)
    while ends == 0 {
      offset += 16
      ends = hc_find_bare_end(base + offset)
    }
    return offset + ends.trailingZeroBitCount
  }
}
