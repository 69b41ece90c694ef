import CSIMD

/// Between a JSON string's bytes and the text they stand for (RFC 8259, section 7).
public enum JSONString {
  /// The text of a string of an indexed text.
  /// - Parameter range: its bytes, quotes included. Half of a surrogate pair becomes U+FFFD.
  package static func decode(_ text: JSONText, _ range: Range<Int>) -> String {
    let inside = inside(text, range)
    guard inside.contains(JSONByte.backslash) else {
      return String(decoding: inside, as: UTF8.self)
    }
    return String(decoding: unescaped(inside), as: UTF8.self)
  }

  /// The bytes that a string of an indexed text stands for, in UTF-8.
  package static func decodeBytes(_ text: JSONText, _ range: Range<Int>) -> [UInt8] {
    unescaped(inside(text, range))
  }

  /// The same, with the halves of surrogate pairs told apart (WTF-8): two strings are the same if and
  /// only if these bytes are.
  static func identity(_ text: JSONText, _ range: Range<Int>) -> [UInt8] {
    unescaped(inside(text, range), keepsSurrogates: true)
  }

  /// The quote that ends a string of an indexed text.
  /// - Parameter cursor: the first byte of a character or of an escape in it, or that quote.
  @inline(__always)
  static func closingQuote(from cursor: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var cursor = cursor
    while true {
      let ends = hc_find_string_end(cursor)
      guard ends != 0 else {
        cursor += 16
        continue
      }
      cursor += ends.trailingZeroBitCount
      if cursor[0] == JSONByte.quote { return cursor }
      cursor += 2
    }
  }

  /// The bytes between the quotes.
  private static func inside(_ text: JSONText, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.base + range.lowerBound + 1, count: range.count - 2)
  }

  /// Copies the runs between escapes as they are, so that a long text costs little more than a copy.
  private static func unescaped(
    _ bytes: UnsafeBufferPointer<UInt8>,
    keepsSurrogates: Bool = false
  ) -> [UInt8] {
    // No escape is shorter than what it stands for.
    Array(unsafeUninitializedCapacity: bytes.count) { result, count in
      var offset = 0
      while offset < bytes.count {
        let byte = bytes[offset]
        guard byte == JSONByte.backslash else {
          result.initializeElement(at: count, to: byte)
          offset += 1
          count += 1
          continue
        }
        let sign = bytes[offset + 1]
        guard sign == JSONByte.u else {
          result.initializeElement(at: count, to: plain(sign))
          offset += 2
          count += 1
          continue
        }
        let (scalar, length) = scalar(at: offset, in: bytes)
        if keepsSurrogates, scalar == "\u{FFFD}", let half = unit(at: offset, in: bytes),
          UTF16.isLeadSurrogate(half) || UTF16.isTrailSurrogate(half)
        {
          for byte in [0xE0 | half >> 12, 0x80 | half >> 6 & 0x3F, 0x80 | half & 0x3F] {
            result.initializeElement(at: count, to: UInt8(byte))
            count += 1
          }
          offset += length
          continue
        }
        for unit in Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter {
          result.initializeElement(at: count, to: unit)
          count += 1
        }
        offset += length
      }
    }
  }

  /// What `\uXXXX` stands for, two of them where they are a pair, and how many bytes they take.
  private static func scalar(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>)
    -> (Unicode.Scalar, length: Int)
  {
    let first = unit(at: offset, in: bytes) ?? 0xFFFD
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    if UTF16.isLeadSurrogate(first), let second = unit(at: offset + 6, in: bytes),
      UTF16.isTrailSurrogate(second),
      let pair = Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
    {
      return (pair, 12)
    }
    return ("\u{FFFD}", 6)
  }

  /// The UTF-16 unit of an escape such as `\u00eb`; `nil` if there is none.
  private static func unit(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt16? {
    guard offset + 6 <= bytes.count, bytes[offset] == JSONByte.backslash,
      bytes[offset + 1] == JSONByte.u
    else {
      return nil
    }
    return bytes[(offset + 2)..<(offset + 6)].reduce(0) { $0 << 4 | UInt16(digit($1)) }
  }

  /// The character that an escape stands for, and the bytes of the escape.
  package static func escaped(
    at offset: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (Unicode.Scalar, length: Int) {
    guard offset + 1 < bytes.count else { return ("\\", 1) }
    let sign = bytes[offset + 1]
    return sign == JSONByte.u ? scalar(at: offset, in: bytes) : (Unicode.Scalar(plain(sign)), 2)
  }

  /// What the sign behind a backslash stands for.
  @inline(__always)
  private static func plain(_ sign: UInt8) -> UInt8 {
    switch sign {
    case JSONByte.b: 0x08
    case JSONByte.f: 0x0C
    case JSONByte.n: JSONByte.lineFeed
    case JSONByte.r: JSONByte.carriageReturn
    case JSONByte.t: JSONByte.tab
    default: sign
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    byte < 0x40 ? byte - JSONByte.zero : (byte | 0x20) - 0x57
  }

  /// A string's own text for people: `\u00eb` reads "ë", every other escape stays as it is, so that
  /// a quote or a line end inside of the string cannot be taken for the end of it.
  ///
  /// The text may be cut anywhere.
  public static func readable(_ text: String) -> String {
    guard text.utf8.contains(JSONByte.backslash) else { return text }
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
    var bytes: [UInt8] = []
    write(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a text as a JSON string, quotes included.
  static func write(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { source in
      bytes.append(JSONByte.quote)
      var start = 0
      for (offset, byte) in source.enumerated() where isEscaped(byte) {
        bytes.append(contentsOf: source[start..<offset])
        bytes.append(contentsOf: escape(byte).utf8)
        start = offset + 1
      }
      bytes.append(contentsOf: source[start...])
      bytes.append(JSONByte.quote)
    }
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < JSONByte.space || byte == JSONByte.quote || byte == JSONByte.backslash || byte == 0x7F
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case JSONByte.quote: return "\\\""
    case JSONByte.backslash: return "\\\\"
    case JSONByte.lineFeed: return "\\n"
    case JSONByte.carriageReturn: return "\\r"
    case JSONByte.tab: return "\\t"
    default:
      let digits = String(byte, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
