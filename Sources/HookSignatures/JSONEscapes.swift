/// Escapes in the strings of a JSON text (RFC 8259, 7), as other programs write them.
enum JSONEscapes {
  /// Each character outside ASCII as `\uXXXX`, of those above U+FFFF two.
  static func escapeNonASCII(_ bytes: [UInt8], upperCase: Bool = false) -> [UInt8] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(UInt8(scalar.value))
      } else {
        for unit in String(scalar).utf16 { result += escape(UInt32(unit), upperCase) }
      }
    }
    return result
  }

  /// The characters themselves in place of `\uXXXX`, those of ASCII aside.
  static func unescapeNonASCII(_ bytes: [UInt8]) -> [UInt8] {
    rewritten(bytes) { unit, next in
      if unit < 0x80 { return nil }
      if (0xD800..<0xDC00).contains(unit) {
        guard let next, (0xDC00..<0xE000).contains(next) else { return nil }
        let value = 0x10000 + (unit - 0xD800) << 10 + (next - 0xDC00)
        return Unicode.Scalar(value).map { (Array(String($0).utf8), 2) }
      }
      return Unicode.Scalar(unit).map { (Array(String($0).utf8), 1) }
    }
  }

  /// What Go escapes so that JSON can stand in HTML: `<`, `>`, `&`, and two separators of lines.
  private static let html: [UInt32] = [0x3C, 0x3E, 0x26, 0x2028, 0x2029]

  static func escapeHTML(_ bytes: [UInt8], upperCase: Bool = false) -> [UInt8] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      result +=
        html.contains(scalar.value)
        ? escape(scalar.value, upperCase) : Array(String(scalar).utf8)
    }
    return result
  }

  static func unescapeHTML(_ bytes: [UInt8]) -> [UInt8] {
    rewritten(bytes) { unit, _ in
      guard html.contains(unit) else { return nil }
      return Unicode.Scalar(unit).map { (Array(String($0).utf8), 1) }
    }
  }

  private static func escape(_ unit: UInt32, _ upperCase: Bool) -> [UInt8] {
    let hex = String(unit, radix: 16, uppercase: upperCase)
    return Array("\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)".utf8)
  }

  /// Replaces escapes of code units.
  /// - Parameter replace: is given a unit and the one after it; returns the bytes for them, and for how many
  ///   of the two; `nil` keeps the escape.
  private static func rewritten(
    _ bytes: [UInt8],
    _ replace: (UInt32, UInt32?) -> (bytes: [UInt8], units: Int)?
  ) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count else {
        result.append(bytes[position])
        position += 1
        continue
      }
      if let unit = unit(bytes, at: position),
        let new = replace(unit, self.unit(bytes, at: position + 6))
      {
        result += new.bytes
        position += 6 * new.units
      } else {
        result += bytes[position...position + 1]
        position += 2
      }
    }
    return result
  }

  /// The code unit of an escape that stands there.
  private static func unit(_ bytes: [UInt8], at position: Int) -> UInt32? {
    guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    let digits = String(decoding: bytes[position + 2..<position + 6], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit) else { return nil }
    return UInt32(digits, radix: 16)
  }
}
