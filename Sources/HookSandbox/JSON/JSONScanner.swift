/// What is wrong with a text that should be JSON, and where.
struct JSONFault: Error, Equatable, CustomStringConvertible {
  /// Bytes from the start.
  let offset: Int
  let reason: String

  var description: String { "malformed JSON at byte \(offset): \(reason)" }
}

/// Checks a text against RFC 8259, strictly, without building anything of it.
///
/// It goes over the bytes once and keeps only which brackets are open: a deep text costs a byte per
/// level and not the stack.
struct JSONScanner {
  /// Deeper texts are refused: nobody means them.
  static let maximumDepth = 1000

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// The brackets that are open, true for an object's.
  private var open: [Bool] = []

  /// Throws where the bytes are not one JSON value, with whitespace around it at most.
  static func validate(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var scanner = JSONScanner(bytes: bytes)
    try scanner.text()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private mutating func text() throws(JSONFault) {
    repeat {
      if try begin() { try end() }
    } while !open.isEmpty
    skipSpace()
    guard position == bytes.count else { throw fault("more follows the value") }
  }

  /// Reads a value, or the opening of one; true where the value is complete.
  private mutating func begin() throws(JSONFault) -> Bool {
    skipSpace()
    guard let first = peek else { throw fault("a value is missing at the end") }
    switch first {
    case UInt8(ascii: "{"):
      try push(object: true)
      if take(UInt8(ascii: "}")) {
        open.removeLast()
        return true
      }
      try key()
      return false
    case UInt8(ascii: "["):
      try push(object: false)
      if take(UInt8(ascii: "]")) {
        open.removeLast()
        return true
      }
      return false
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: throw fault("no value begins like this")
    }
    return true
  }

  /// Reads what follows a complete value: the closing brackets, and the comma before the next one.
  private mutating func end() throws(JSONFault) {
    while let object = open.last {
      if take(UInt8(ascii: ",")) {
        if object { try key() }
        return
      }
      guard take(object ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw fault(object ? "a comma or } is missing" : "a comma or ] is missing")
      }
      open.removeLast()
    }
  }

  private mutating func push(object: Bool) throws(JSONFault) {
    guard open.count < Self.maximumDepth else { throw fault("it is nested too deeply") }
    position += 1
    open.append(object)
  }

  private mutating func key() throws(JSONFault) {
    skipSpace()
    guard peek == UInt8(ascii: "\"") else { throw fault("a member's name is missing") }
    try string()
    guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
  }

  private mutating func literal(_ word: StaticString) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[index] else { throw fault("no value begins like this") }
      position += 1
    }
  }

  private mutating func number() throws(JSONFault) {
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if peek == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw fault("a digit is missing") }
  }

  private mutating func string() throws(JSONFault) {
    position += 1
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): try escape()
      case 0..<0x20: throw fault("a control character stands in a string")
      case 0x20..<0x80: position += 1
      default: try character()
      }
    }
    throw fault("a string does not end")
  }

  private mutating func escape() throws(JSONFault) {
    position += 1
    switch peek {
    case UInt8(ascii: "u"):
      position += 1
      for _ in 0..<4 {
        guard let byte = peek, UnicodeScalar(byte).properties.isASCIIHexDigit else {
          throw fault("four hexadecimal digits are missing")
        }
        position += 1
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    default: throw fault("there is no such escape")
    }
  }

  /// One character of more than one byte: shortest form, no surrogates, nothing past U+10FFFF.
  private mutating func character() throws(JSONFault) {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[position] {
    case 0xc2...0xdf: (second, length) = (0x80...0xbf, 2)
    case 0xe0: (second, length) = (0xa0...0xbf, 3)
    case 0xed: (second, length) = (0x80...0x9f, 3)
    case 0xe1...0xef: (second, length) = (0x80...0xbf, 3)
    case 0xf0: (second, length) = (0x90...0xbf, 4)
    case 0xf1...0xf3: (second, length) = (0x80...0xbf, 4)
    case 0xf4: (second, length) = (0x80...0x8f, 4)
    default: throw fault("the bytes are not UTF-8")
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]),
      (2..<length).allSatisfy({ bytes[position + $0] & 0xc0 == 0x80 })
    else { throw fault("the bytes are not UTF-8") }
    position += length
  }

  private var peek: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private func fault(_ reason: String) -> JSONFault {
    JSONFault(offset: position, reason: reason)
  }
}
