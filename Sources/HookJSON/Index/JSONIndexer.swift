/// The one pass over a text that fills the table of its values.
///
/// Strictly RFC 8259, with one leniency: a byte order mark before the text is passed over. Nesting
/// costs no stack: the values that are open are a chain in the table.
///
/// Everything the pass needs lies in this one value and every step is inlined into `run`, so that
/// the compiler keeps the fields in registers.
struct JSONIndexer {
  /// What stands there is not allowed there.
  package struct Failure: Error {
    package let reason: Reason
    package let byte: Int
  }

  enum Reason: String {
    case value = "a value"
    case key = "a key in quotes"
    case colon = "a colon"
    case commaOrBrace = "a comma or }"
    case commaOrBracket = "a comma or ]"
    case digit = "a digit"
    case hexDigits = "four hexadecimal digits after \\u"
    case escape = "an escape that JSON knows"
    case notUTF8, control, openString, more
  }

  let base: UnsafeMutablePointer<UInt8>
  let end: UnsafeMutablePointer<UInt8>
  var cursor: UnsafeMutablePointer<UInt8>
  private(set) var nodes: UnsafeMutablePointer<JSONIndex.Node>
  private var capacity: Int
  private(set) var count = 0
  private var parent = JSONIndex.noParent
  /// The position of the next value in its container.
  private var position: UInt32 = 0
  /// One bit for each value: set where it is a container that holds something.
  private var opened: BitTable
  /// Whether no string has an escape or a character that is not ASCII so far.
  var isPlain = true

  init(_ text: JSONText) {
    base = text.base
    end = text.base + text.count
    cursor = base
    if text.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { cursor += 3 }
    // Typical texts have a value in twelve bytes or more.
    capacity = text.count / 12 + 64
    nodes = Self.memory(nil, capacity)
    opened = BitTable(count: capacity)
  }

  /// The containers that are open, the innermost first, and what is known of the last value before
  /// where the pass ended: its first byte, its position in its container, its container.
  func interrupted() -> (last: JSONIndex.Node, open: [Int])? {
    guard count > 0 else { return nil }
    let last = nodes[count - 1]
    var open: [Int] = []
    var holder = last.parent
    while holder != JSONIndex.noParent {
      open.append(Int(nodes[Int(holder)].start))
      holder = nodes[Int(holder)].parent
    }
    return (last, open)
  }

  static func table(of text: JSONText) throws(JSONSyntaxError) -> JSONIndex.Table {
    guard text.count < Int(UInt32.max) else {
      throw JSONSyntaxError("a text of 4 GiB or more is not indexed", at: 0, in: text)
    }
    var indexer = JSONIndexer(text)
    do {
      try indexer.run()
    } catch {
      GrowingMemory.free(indexer.nodes)
      throw error.syntaxError(in: text)
    }
    return indexer.finish()
  }

  private static func memory(_ old: UnsafeMutablePointer<JSONIndex.Node>?, _ capacity: Int)
    -> UnsafeMutablePointer<JSONIndex.Node>
  {
    GrowingMemory.resize(old, bytes: capacity * MemoryLayout<JSONIndex.Node>.stride)
      .assumingMemoryBound(to: JSONIndex.Node.self)
  }

  private mutating func finish() -> JSONIndex.Table {
    // What was never written is not memory yet; to give it back keeps the allocator from using the same
    // pages for the next text. Of a small table that costs more than it saves.
    if capacity > 1024, count < capacity / 2 {
      nodes = Self.memory(nodes, count)
      opened.resize(to: count)
    }
    return JSONIndex.Table(
      nodes: nodes,
      count: count,
      opened: RankedBits(opened),
      isPlain: isPlain
    )
  }

  mutating func run() throws(Failure) {
    var pass = self
    defer { self = pass }
    pass.skipBlanks()
    repeat { try pass.value() } while try pass.follow()
  }

  /// Reads one value, or the beginning of a container up to its first value.
  @inline(__always)
  private mutating func value() throws(Failure) {
    while true {
      let byte = cursor[0]
      add(cursor)
      if byte == JSONByte.quote {
        cursor += 1
        return try string()
      }
      if byte &- JSONByte.zero < 10 || byte == JSONByte.minus { return try number() }
      guard byte | 0x20 == JSONByte.openBrace else { return try literal(byte) }
      // `}` and `]` stand two behind `{` and `[`.
      cursor += 1
      skipBlanks()
      if cursor[0] == byte &+ 2 {
        cursor += 1
        return
      }
      parent = UInt32(truncatingIfNeeded: count - 1)
      position = 0
      opened.set(count - 1)
      if byte == JSONByte.openBrace { try key() }
    }
  }

  /// What may stand behind a value: the ends of containers, a comma, the end of the text.
  /// - Returns: `false` at the end of the text.
  @inline(__always)
  private mutating func follow() throws(Failure) -> Bool {
    while true {
      skipBlanks()
      guard parent != JSONIndex.noParent else {
        if cursor >= end { return false }
        throw failure(.more)
      }
      let opening = base[Int(nodes[Int(parent)].start)]
      if cursor[0] == JSONByte.comma {
        cursor += 1
        skipBlanks()
        if opening == JSONByte.openBrace { try key() }
        return true
      }
      guard cursor[0] == opening &+ 2 else {
        throw failure(opening == JSONByte.openBrace ? .commaOrBrace : .commaOrBracket)
      }
      cursor += 1
      let closed = Int(parent)
      nodes[closed].next = UInt32(truncatingIfNeeded: count)
      parent = nodes[closed].parent
      position = nodes[closed].position &+ 1
    }
  }

  @inline(__always)
  private mutating func key() throws(Failure) {
    guard cursor[0] == JSONByte.quote else { throw failure(.key) }
    cursor += 1
    try string()
    skipBlanks()
    guard cursor[0] == JSONByte.colon else { throw failure(.colon) }
    cursor += 1
    skipBlanks()
  }

  @inline(__always)
  private mutating func add(_ start: UnsafeMutablePointer<UInt8>) {
    if count == capacity { grow() }
    nodes[count] = JSONIndex.Node(
      start: UInt32(truncatingIfNeeded: start - base),
      position: position,
      parent: parent,
      next: UInt32(truncatingIfNeeded: count + 1)
    )
    count += 1
    position &+= 1
  }

  @inline(never)
  private mutating func grow() {
    capacity += capacity / 2
    nodes = Self.memory(nodes, capacity)
    opened.resize(to: capacity)
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while cursor[0] <= JSONByte.space {
      let byte = cursor[0]
      guard
        byte == JSONByte.space || byte == JSONByte.lineFeed || byte == JSONByte.carriageReturn
          || byte == JSONByte.tab
      else { return }
      cursor += 1
      // Mostly one blank stands there. A branch is foretold; a count of bytes is waited for.
      if cursor[0] > JSONByte.space { return }
      // Lines are mostly indented by spaces, so eight of those are taken at a time.
      while true {
        let word = UInt64(littleEndian: UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self))
        let spaces = (word ^ 0x2020_2020_2020_2020).trailingZeroBitCount / 8
        cursor += spaces
        if spaces < 8 { break }
      }
    }
  }

  func failure(_ reason: Reason) -> Failure {
    Failure(reason: reason, byte: cursor - base)
  }
}
