/// What kind of value a JSON text has somewhere (RFC 8259, section 3).
public enum JSONKind: Sendable, Equatable {
  case object, array, string, number, boolean, null
}

/// A JSON text and the flat table of its values, in the order of the text.
///
/// A value's subtree is the run of numbers from its own up to `end(of:)`. Nothing is decoded or
/// changed: digits, key order, duplicates and escapes are those of the bytes.
public struct JSONIndex: Sendable {
  /// One value: 16 bytes. The kind is read off the first byte; the key, and the end of a scalar, off
  /// the bytes around it.
  struct Node {
    /// The value's first byte.
    var start: UInt32
    /// How many values lie before it in the same container.
    var position: UInt32
    var parent: UInt32
    /// The value after this one and all it holds.
    var next: UInt32
  }

  /// Owns the nodes. Never written after it was made, which is what makes sharing it safe.
  final class Table: @unchecked Sendable {
    let nodes: UnsafeMutablePointer<Node>
    let count: Int
    /// Set for each container that holds something.
    let opened: RankedBits
    /// Whether all strings are ASCII without escapes.
    let isPlain: Bool

    init(nodes: UnsafeMutablePointer<Node>, count: Int, opened: RankedBits, isPlain: Bool) {
      self.nodes = nodes
      self.count = count
      self.opened = opened
      self.isPlain = isPlain
    }

    deinit { GrowingMemory.free(nodes) }
  }

  static let noParent = UInt32.max

  /// The bytes that the values lie in.
  public let text: JSONText
  let table: Table

  /// Indexes a text in one pass.
  public init(_ text: JSONText) throws(JSONSyntaxError) {
    self.text = text
    table = try JSONIndexer.table(of: text)
  }

  /// The number of values in the text.
  public var count: Int { table.count }

  func node(_ number: Int) -> Node {
    precondition(number >= 0 && number < table.count)
    return table.nodes[number]
  }

  /// What kind of value it is, told by its first byte.
  public func kind(of value: Int) -> JSONKind {
    switch text.base[Int(node(value).start)] {
    case JSONByte.openBrace: .object
    case JSONByte.openBracket: .array
    case JSONByte.quote: .string
    case JSONByte.t, JSONByte.f: .boolean
    case JSONByte.n: .null
    default: .number
    }
  }

  /// Whether it is an object or an array, empty or not.
  public func isContainer(_ value: Int) -> Bool {
    // `{` and `[` differ in one bit.
    text.base[Int(node(value).start)] | 0x20 == JSONByte.openBrace
  }

  /// Whether it is an object or an array that holds something.
  public func hasChildren(_ value: Int) -> Bool {
    node(value).next > value + 1
  }

  /// How many values lie directly in a container; 0 of any other value.
  public func childCount(of value: Int) -> Int {
    guard hasChildren(value) else { return 0 }
    // The last child is what holds the last value inside, or that value itself.
    var last = end(of: value) - 1
    while table.nodes[last].parent != UInt32(value) { last = Int(table.nodes[last].parent) }
    return Int(table.nodes[last].position) + 1
  }

  /// How many values lie before this one in the same container.
  public func position(of value: Int) -> Int {
    Int(node(value).position)
  }

  /// The value that holds this one; `nil` for the whole text.
  public func parent(of value: Int) -> Int? {
    let parent = node(value).parent
    return parent == Self.noParent ? nil : Int(parent)
  }

  /// The number past the value and all it holds.
  public func end(of value: Int) -> Int {
    Int(node(value).next)
  }

  /// The value after this one in the same container; `nil` for the last.
  public func nextSibling(of value: Int) -> Int? {
    guard let parent = parent(of: value), end(of: value) < end(of: parent) else { return nil }
    return end(of: value)
  }

  /// How deep the value lies; 0 is the whole text.
  public func depth(of value: Int) -> Int {
    var depth = 0
    var parent = node(value).parent
    while parent != Self.noParent {
      depth += 1
      parent = table.nodes[Int(parent)].parent
    }
    return depth
  }

  /// The values directly in a container, in order.
  public func children(of value: Int) -> some Sequence<Int> {
    let end = end(of: value)
    return sequence(state: value + 1) { child -> Int? in
      guard child < end else { return nil }
      defer { child = self.end(of: child) }
      return child
    }
  }

  /// The bytes of a value, quotes and brackets included.
  public func range(of value: Int) -> Range<Int> {
    let node = node(value)
    let start = Int(node.start)
    guard node.next > value + 1 else { return start..<childlessEnd(value, start) }
    // The last value inside ends, then come as many brackets as containers end with it.
    let last = Int(node.next) - 1
    var offset = childlessEnd(last, Int(table.nodes[last].start))
    var holder = table.nodes[last].parent
    while true {
      while text.base[offset] <= JSONByte.space { offset += 1 }
      offset += 1
      if holder == UInt32(value) { return start..<offset }
      holder = table.nodes[Int(holder)].parent
    }
  }

  /// The byte past a value that holds no other one.
  private func childlessEnd(_ value: Int, _ start: Int) -> Int {
    let base = text.base
    switch base[start] {
    case JSONByte.quote:
      // Back from what comes next: no other quote stands between there and the end of this string.
      let next = value + 1 < count ? Int(table.nodes[value + 1].start) : text.count
      var end = value + 1 < count ? keyRange(of: value + 1)?.lowerBound ?? next : next
      while base[end - 1] != JSONByte.quote { end -= 1 }
      return end
    case JSONByte.openBrace, JSONByte.openBracket:
      var offset = start + 1
      while base[offset] <= JSONByte.space { offset += 1 }
      return offset + 1
    default: return JSONByte.bareEnd(base, from: start)
    }
  }

  /// The bytes of a member's key, quotes included; `nil` if it is not a member of an object.
  public func keyRange(of value: Int) -> Range<Int>? {
    let base = text.base
    let node = node(value)
    guard node.parent != Self.noParent,
      base[Int(table.nodes[Int(node.parent)].start)] == JSONByte.openBrace
    else { return nil }
    var end = Int(node.start) - 1
    while base[end] != JSONByte.quote { end -= 1 }
    // Inside a string each quote stands behind an odd number of backslashes.
    var start = end
    while true {
      start -= 1
      guard base[start] == JSONByte.quote else { continue }
      var backslashes = 0
      while base[start - 1 - backslashes] == JSONByte.backslash { backslashes += 1 }
      if backslashes % 2 == 0 { return start..<(end + 1) }
    }
  }

  /// A member's key without its escapes; `nil` if it is not a member of an object.
  public func key(of value: Int) -> String? {
    keyRange(of: value).map { JSONString.decode(text, $0) }
  }

  /// How many containers that hold something begin before a value: with the depth it tells how many
  /// rows of brackets come before it.
  func openedBefore(_ value: Int) -> Int {
    table.opened.rank(of: value)
  }

  /// The first container that holds something at or behind a value, before an end.
  func nextOpened(from value: Int, before end: Int) -> Int? {
    table.opened.bits.next(from: value, before: end)
  }
}
