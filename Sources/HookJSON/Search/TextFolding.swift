import Foundation

/// What of a character counts in a search: its base, not its case, its diacritics or the Unicode
/// form in which it is written. `É`, `é`, `e` and U+0301 are all `e`; `ß` is `ss`.
enum TextFolding {
  /// No character comes to more than this.
  static let mostBytes = 12

  /// What a text comes to, in UTF-8.
  static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars { fold(scalar) { bytes.append($0) } }
    return bytes
  }

  /// Gives out what a character comes to, byte by byte; nothing for a diacritic.
  @inline(__always)
  static func fold(_ scalar: Unicode.Scalar, _ body: (UInt8) -> Void) {
    guard scalar.value >= 0x80 else {
      return body(lowercased(UInt8(truncatingIfNeeded: scalar.value)))
    }
    var rest = folded(scalar)
    while rest != 0 {
      encode(UInt32(truncatingIfNeeded: rest & 0x1F_FFFF), body)
      rest >>= 21
    }
  }

  /// The first of the bytes; `nil` for a diacritic.
  @inline(__always)
  static func firstByte(of scalar: Unicode.Scalar) -> UInt8? {
    var first: UInt8?
    fold(scalar) { if first == nil { first = $0 } }
    return first
  }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    0x41...0x5A ~= byte ? byte | 0x20 : byte
  }

  @inline(__always)
  private static func encode(_ value: UInt32, _ body: (UInt8) -> Void) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(value >> shift & 0x3F) | 0x80 }
    switch value {
    case ..<0x80:
      body(UInt8(value))
    case ..<0x800:
      body(UInt8(value >> 6) | 0xC0)
      body(tail(0))
    case ..<0x10000:
      body(UInt8(value >> 12) | 0xE0)
      body(tail(6))
      body(tail(0))
    default:
      body(UInt8(value >> 18) | 0xF0)
      body(tail(12))
      body(tail(6))
      body(tail(0))
    }
  }

  /// Up to three scalars of 21 bits, the first in the lowest.
  @inline(__always)
  private static func folded(_ scalar: Unicode.Scalar) -> UInt64 {
    switch scalar.value {
    case ..<tableEnd: table[Int(scalar.value)]
    // Chinese characters are what they are.
    case 0x3400...0x9FFF: UInt64(scalar.value)
    case 0xAC00...0xD7A3: hangul(scalar.value - 0xAC00)
    default: computed(scalar)
    }
  }

  /// A Korean syllable as its parts (The Unicode Standard, section 3.12).
  private static func hangul(_ syllable: UInt32) -> UInt64 {
    let first = UInt64(0x1100 + syllable / 588)
    let second = UInt64(0x1161 + syllable % 588 / 28)
    let third = syllable % 28 == 0 ? 0 : UInt64(0x11A7 + syllable % 28)
    return first | second << 21 | third << 42
  }

  private static let tableEnd: UInt32 = 0x3100
  private static let table: [UInt64] = (0..<tableEnd).map { value in
    Unicode.Scalar(value).map(computed) ?? 0
  }

  private static func computed(_ scalar: Unicode.Scalar) -> UInt64 {
    let scalars = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { !isDiacritic($0) }
      .flatMap { $0.properties.lowercaseMapping.unicodeScalars }
      .flatMap { (others[$0] ?? String(Character($0))).unicodeScalars }
    return scalars.prefix(3).reversed().reduce(0) { $0 << 21 | UInt64($1.value) }
  }

  /// Only marks that a character is still known without: those of Japanese and of Indian scripts make
  /// another character.
  private static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
    default: false
    }
  }

  /// Lower case characters that do not decompose, and how they are typed on a keyboard without them.
  private static let others: [Unicode.Scalar: String] = [
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ȷ": "j", "ſ": "s",
    "ƀ": "b", "ɨ": "i", "ʉ": "u", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ς": "σ",
  ]
}
