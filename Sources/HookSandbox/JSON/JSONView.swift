/// A look at one value inside a text that was found to be JSON: nothing is decoded until asked for.
struct JSONView: Sendable {
  enum Kind: Sendable { case object, array, string, number, bool, null }

  /// The value's own bytes, without whitespace around it.
  let bytes: ArraySlice<UInt8>

  /// Throws where the text is not JSON.
  init(validating text: [UInt8]) throws(JSONFault) {
    var fault: JSONFault?
    text.withUnsafeBufferPointer { buffer in
      do throws(JSONFault) { try JSONScanner.validate(buffer) } catch { fault = error }
    }
    if let fault { throw fault }
    self.init(valueIn: text[...])
  }

  private init(valueIn text: ArraySlice<UInt8>) {
    var cursor = JSONCursor(text)
    bytes = cursor.value()
  }

  /// A value that is known to be JSON, with nothing around it.
  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  var kind: Kind {
    switch bytes.first {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  /// The member of that name; of several the last, as most readers take it.
  subscript(_ name: String) -> JSONView? {
    members[name]
  }

  /// An object's members, of several with one name the last; nothing for any other value.
  var members: [String: JSONView] {
    guard kind == .object else { return [:] }
    var found: [String: JSONView] = [:]
    var cursor = JSONCursor(bytes.dropFirst())
    while cursor.hasMore {
      let key = JSONView(bytes: cursor.value())
      let value = JSONView(bytes: cursor.value())
      if let name = key.string { found[name] = value }
    }
    return found
  }

  /// The first element of an array.
  var first: JSONView? {
    guard kind == .array else { return nil }
    var cursor = JSONCursor(bytes.dropFirst())
    return cursor.hasMore ? JSONView(bytes: cursor.value()) : nil
  }

  /// The decoded text of a string. Half of a surrogate pair becomes U+FFFD.
  var string: String? {
    guard kind == .string else { return nil }
    let inner = bytes.dropFirst().dropLast()
    guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
    return JSONEscapes.decode(inner)
  }

  var bool: Bool? {
    kind == .bool ? bytes.first == UInt8(ascii: "t") : nil
  }

  /// The number, where it is a whole one written without fraction and exponent.
  var int: Int? {
    kind == .number ? Int(String(decoding: bytes, as: UTF8.self)) : nil
  }
}

/// Steps from value to value through a text that is known to be JSON.
private struct JSONCursor {
  private let text: ArraySlice<UInt8>
  private var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  /// True where another value comes before the bracket that closes this level.
  var hasMore: Bool {
    mutating get {
      skipSeparators()
      guard position < text.endIndex else { return false }
      return text[position] != UInt8(ascii: "}") && text[position] != UInt8(ascii: "]")
    }
  }

  mutating func value() -> ArraySlice<UInt8> {
    skipSeparators()
    let start = position
    var depth = 0
    repeat {
      switch text[position] {
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      default: depth == 0 ? skipScalar() : (position += 1)
      }
    } while depth > 0
    return text[start..<position]
  }

  private mutating func skipString() {
    position += 1
    while text[position] != UInt8(ascii: "\"") {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }

  private mutating func skipScalar() {
    while position < text.endIndex, !Self.ends(text[position]) { position += 1 }
  }

  private mutating func skipSeparators() {
    while position < text.endIndex, Self.separates(text[position]) { position += 1 }
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
  }

  private static func ends(_ byte: UInt8) -> Bool {
    separates(byte) || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }
}

/// The escapes of strings.
private enum JSONEscapes {
  private static let simple: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a,
    UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
  ]

  static func decode(_ inner: ArraySlice<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var plain: [UInt8] = []
    var high: UInt32?
    var index = inner.startIndex

    func flush() {
      text.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
      plain = []
    }

    while index < inner.endIndex {
      let isEscape = inner[index] == UInt8(ascii: "\\")
      let isUnicode = isEscape && inner[index + 1] == UInt8(ascii: "u")
      let unit = isUnicode ? hexadecimal(inner[(index + 2)..<(index + 6)]) : 0
      if let first = high {
        high = nil
        flush()
        if isUnicode, (0xdc00..<0xe000).contains(unit) {
          let scalar = 0x10000 + (first - 0xd800) << 10 + (unit - 0xdc00)
          text.append(UnicodeScalar(scalar) ?? "\u{fffd}")
          index += 6
          continue
        }
        text.append("\u{fffd}")
      }
      if isUnicode {
        if (0xd800..<0xdc00).contains(unit) {
          high = unit
        } else {
          flush()
          text.append(UnicodeScalar(unit) ?? "\u{fffd}")
        }
        index += 6
      } else if isEscape {
        plain.append(simple[inner[index + 1]] ?? inner[index + 1])
        index += 2
      } else {
        plain.append(inner[index])
        index += 1
      }
    }
    flush()
    if high != nil { text.append("\u{fffd}") }
    return String(text)
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32 {
    UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
  }
}
