/// Between a JSON string's bytes and the text they stand for (RFC 8259, section 7).
public enum JSONString {
  /// The text of a string of an indexed text.
  /// - Parameter range: its bytes, quotes included. Half of a surrogate pair becomes U+FFFD.
  static func decode(_ text: JSONText, _ range: Range<Int>) -> String {
    let inside = (range.lowerBound + 1)..<(range.upperBound - 1)
    let bytes = UnsafeBufferPointer(start: text.base + inside.lowerBound, count: inside.count)
    guard bytes.contains(0x5C) else { return String(decoding: bytes, as: UTF8.self) }
    var units: [UInt16] = []
    var plain: [UInt8] = []
    var result = ""
    func number(_ place: Int) -> UInt16 {
      bytes[place..<(place + 4)].reduce(0) { $0 << 4 | UInt16(Self.digit($1)) }
    }
    func flush() {
      result += String(decoding: plain, as: UTF8.self) + String(decoding: units, as: UTF16.self)
      plain = []
      units = []
    }
    var place = 0
    while place < bytes.count {
      guard bytes[place] == 0x5C else {
        if !units.isEmpty { flush() }
        plain.append(bytes[place])
        place += 1
        continue
      }
      let sign = bytes[place + 1]
      if sign == 0x75 {
        if !plain.isEmpty { flush() }
        units.append(number(place + 2))
        place += 6
      } else {
        if !units.isEmpty { flush() }
        plain.append(Self.escapes[sign] ?? sign)
        place += 2
      }
    }
    flush()
    return result
  }

  private static let escapes: [UInt8: UInt8] = [
    0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
  ]

  private static func digit(_ byte: UInt8) -> UInt8 {
    byte < 0x40 ? byte - 0x30 : (byte | 0x20) - 0x57
  }

  /// A string's own text for people: `\u00eb` reads "ë", every other escape stays as it is, so that
  /// a quote or a line end inside of the string cannot be taken for the end of it.
  ///
  /// The text may be cut anywhere.
  public static func readable(_ text: String) -> String {
    guard text.utf8.contains(0x5C) else { return text }
    var result = ""
    var units: [UInt16] = []
    var raw = ""
    func flush() {
      // Half of a pair, and what would not be seen for what it is, stays an escape.
      let decoded = String(decoding: units, as: UTF16.self)
      let isPlain = decoded.unicodeScalars.allSatisfy { $0.value > 0xA0 && $0.value != 0xFFFD }
      result += isPlain ? decoded : raw
      units = []
      raw = ""
    }
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let sign = rest.first else {
        flush()
        result.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(String.UnicodeScalarView(rest.dropFirst().prefix(4)))
      if sign == "u", digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) {
        // A unit that begins no pair stands for itself.
        if !UTF16.isTrailSurrogate(unit) || units.count != 1 { flush() }
        units.append(unit)
        raw += "\\u" + digits
        rest = rest.dropFirst(5)
      } else {
        flush()
        result += "\\" + String(Character(sign))
        rest = rest.dropFirst()
      }
    }
    flush()
    return result
  }

  /// A text as a JSON string, quotes included.
  public static func encode(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
