/// The one pass over a text that fills the table of its values.
///
/// Strictly RFC 8259, with one leniency: a byte order mark before the text is passed over. Nesting
/// costs no stack: the values that are open are a chain in the table.
struct JSONIndexer {
  private typealias Failure = (reason: String, byte: Int)

  private let text: JSONText
  private let base: UnsafeMutablePointer<UInt8>
  private let nodes: UnsafeMutablePointer<JSONIndex.Node>
  private var count = 0
  /// Containers with something in them, so far.
  private var opened: UInt32 = 0
  private var blocks: [UInt32] = []
  private var place: Int
  private var parent = JSONIndex.noParent
  /// The byte that ends the innermost open container.
  private var closing: UInt8 = 0
  private var isOver = false

  private init(_ text: JSONText, nodes: UnsafeMutablePointer<JSONIndex.Node>) {
    self.text = text
    self.nodes = nodes
    base = text.base
    place = text.count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
  }

  static func table(of text: JSONText) throws(JSONSyntaxError) -> JSONIndex.Table {
    guard text.count < Int(UInt32.max) else {
      throw JSONSyntaxError("a text of 4 GiB or more is not indexed", at: 0, in: text)
    }
    let capacity = most(text)
    let nodes = UnsafeMutablePointer<JSONIndex.Node>.allocate(capacity: capacity)
    var indexer = JSONIndexer(text, nodes: nodes)
    if let failure = indexer.run() {
      nodes.deallocate()
      throw JSONSyntaxError(failure.reason, at: failure.byte, in: text)
    }
    return JSONIndex.Table(nodes: nodes, count: indexer.count, opened: indexer.blocks)
  }

  /// More values than the text can have: one before each comma, one in each container, and itself.
  /// What is not used of the table is never touched, so it takes no memory.
  private static func most(_ text: JSONText) -> Int {
    var count = 2
    for byte in UnsafeBufferPointer(start: text.base, count: text.count) {
      // `[` and `{` differ in one bit only.
      count += (byte == 0x2C ? 1 : 0) + (byte | 0x20 == 0x7B ? 1 : 0)
    }
    return count
  }

  private mutating func run() -> Failure? {
    skipBlanks()
    while !isOver {
      if let failure = value() { return failure }
    }
    return nil
  }

  /// Reads one value, or the beginning of a container, and what follows up to the next value.
  @inline(__always)
  private mutating func value() -> Failure? {
    let start = place
    switch base[place] {
    case 0x22:
      place += 1
      if let failure = string() { return failure }
      add(start, end: place)
    case 0x7B, 0x5B:
      let isObject = base[place] == 0x7B
      add(start, end: 0)
      place += 1
      skipBlanks()
      let close: UInt8 = isObject ? 0x7D : 0x5D
      if base[place] != close {
        parent = UInt32(count - 1)
        closing = close
        opened += 1
        return isObject ? key() : nil
      }
      place += 1
    case 0x2D, 0x30...0x39:
      if let failure = number() { return failure }
      add(start, end: place)
    case 0x74:
      guard literal("true") else { return unexpected("a value") }
      add(start, end: place)
    case 0x66:
      guard literal("false") else { return unexpected("a value") }
      add(start, end: place)
    case 0x6E:
      guard literal("null") else { return unexpected("a value") }
      add(start, end: place)
    default:
      return unexpected("a value")
    }
    return follow()
  }

  /// What may stand behind a value: the ends of containers, a comma, the end of the text.
  @inline(__always)
  private mutating func follow() -> Failure? {
    while true {
      skipBlanks()
      guard parent != JSONIndex.noParent else {
        isOver = place >= text.count
        return isOver ? nil : ("nothing more was expected after the value", place)
      }
      let byte = base[place]
      if byte == 0x2C {
        place += 1
        skipBlanks()
        return closing == 0x7D ? key() : nil
      }
      guard byte == closing else {
        return unexpected(closing == 0x7D ? "a comma or }" : "a comma or ]")
      }
      place += 1
      nodes[Int(parent)].next = UInt32(count)
      parent = nodes[Int(parent)].parent
      if parent != JSONIndex.noParent {
        // `]` and `}` stand two behind `[` and `{`.
        closing = base[Int(nodes[Int(parent)].start)] + 2
      }
    }
  }

  @inline(__always)
  private mutating func key() -> Failure? {
    guard base[place] == 0x22 else { return unexpected("a key in quotes") }
    place += 1
    if let failure = string() { return failure }
    skipBlanks()
    guard base[place] == 0x3A else { return unexpected("a colon") }
    place += 1
    skipBlanks()
    return nil
  }

  @inline(__always)
  private mutating func add(_ start: Int, end: Int) {
    if count & (JSONIndex.block - 1) == 0 { blocks.append(opened) }
    nodes[count] = JSONIndex.Node(
      start: UInt32(start),
      endOrCount: UInt32(end),
      parent: parent,
      next: UInt32(count + 1)
    )
    count += 1
    if parent != JSONIndex.noParent { nodes[Int(parent)].endOrCount += 1 }
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while base[place] <= 0x20 {
      let byte = base[place]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      place += 1
    }
  }

  private mutating func literal(_ word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount where base[place + offset] != word.utf8Start[offset] {
      place += offset
      return false
    }
    place += word.utf8CodeUnitCount
    return true
  }

  @inline(__always)
  private mutating func number() -> Failure? {
    if base[place] == 0x2D { place += 1 }
    if base[place] == 0x30 {
      place += 1
    } else if !digits() {
      return unexpected("a digit")
    }
    if base[place] == 0x2E {
      place += 1
      guard digits() else { return unexpected("a digit") }
    }
    if base[place] | 0x20 == 0x65 {
      place += 1
      if base[place] == 0x2B || base[place] == 0x2D { place += 1 }
      guard digits() else { return unexpected("a digit") }
    }
    return nil
  }

  @inline(__always)
  private mutating func digits() -> Bool {
    let start = place
    while base[place] &- 0x30 < 10 { place += 1 }
    return place > start
  }

  /// Reads a string up to and with its closing quote; the opening one is behind us.
  @inline(__always)
  private mutating func string() -> Failure? {
    while true {
      // Eight bytes at a time while none of them is a quote, a backslash, a control or not ASCII.
      var word = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
      while Self.special(word) == 0 {
        place += 8
        // The padding holds zeros, which are controls, so this cannot run past it.
        word = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
      }
      place += Self.special(UInt64(littleEndian: word)).trailingZeroBitCount / 8
      let byte = base[place]
      switch byte {
      case 0x22:
        place += 1
        return nil
      case 0x5C:
        if let failure = escape() { return failure }
      case 0x80...0xFF:
        let length = UTF8Sequence.length(at: base + place)
        guard length > 0 else { return ("bytes that are not UTF-8", place) }
        place += length
      default:
        if place >= text.count { return ("the text ends inside a string", place) }
        return ("a control character must be escaped in a string", place)
      }
    }
  }

  /// The high bit of each byte that needs a closer look, exact up to the first of them.
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let found =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- ones &* 0x20) & ~word) | word
    return found & highs
  }

  private mutating func escape() -> Failure? {
    switch base[place + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
      place += 2
      return nil
    case 0x75:
      for offset in 2..<6 where !Self.isHexDigit(base[place + offset]) {
        return unexpected("four hexadecimal digits after \\u", at: place + offset)
      }
      place += 6
      return nil
    default:
      return unexpected("an escape that JSON knows", at: place + 1)
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }

  private func unexpected(_ wanted: String, at byte: Int? = nil) -> Failure {
    let byte = byte ?? place
    return byte >= text.count
      ? ("the text ends where \(wanted) was expected", text.count)
      : ("\(wanted) was expected", byte)
  }
}

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
