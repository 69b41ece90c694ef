import Foundation

/// What payloads look like: which members there are and of which kinds, learnt from payloads.
///
///     var shape = PayloadShape()
///     for payload in payloads { shape.learn(payload) }
///     print(shape.schema(title: "Employee_Created"))
///
/// It describes the array that is sent. A payload that is not an array is the one item of it. What it
/// keeps grows with the shape, not with the payloads.
package struct PayloadShape: Sendable {
  /// What stands at one position: the array, its items, a member, and so on.
  struct Node: Sendable {
    /// The position that holds it; -1 for the array itself.
    let parent: Int
    /// A member's key as it came first, quotes included; `nil` for the array and for items.
    let key: [UInt8]?
    var kinds: JSONKinds = []
    /// Those that all texts so far had.
    var formats = StringFormats.all
    /// The positions of its members, in the order in which they came first.
    var members: [Int] = []
    /// The position of its items; -1 while none has come.
    var items = -1
    /// How many objects stood here.
    var objects = 0
    /// In how many of its parent's objects it stood, and the last of these.
    var count = 0
    var last = 0
  }

  private struct MemberKey: Hashable {
    let parent: Int
    let name: [UInt8]
  }

  /// How deep it looks: what lies further in is not learnt and not checked.
  static let maximumDepth = 100

  /// How many payloads it was learnt from.
  package internal(set) var payloads = 0
  /// Whether the formats of texts are learnt: dates, UUIDs, addresses.
  package let hasFormats: Bool
  var nodes = [Node(parent: -1, key: nil)]
  /// How many objects were gone through.
  private var objects = 0
  private var positions: [MemberKey: Int] = [:]

  package init(formats: Bool = false) {
    hasFormats = formats
  }

  /// Whether no payload was learnt.
  package var isEmpty: Bool { nodes[0].kinds.isEmpty }

  // MARK: Positions

  /// The position of a member.
  /// - Parameters:
  ///   - key: its bytes in a text, quotes included.
  ///   - cursor: which of the members it probably is: payloads keep their order. It moves on.
  @inline(__always)
  func member(of node: Int, _ key: Range<Int>, in text: JSONText, _ cursor: inout Int) -> Int? {
    let members = nodes[node].members
    if cursor < members.count, isKey(of: members[cursor], key, text) {
      cursor += 1
      return members[cursor - 1]
    }
    let name = JSONString.identity(text, key)
    guard let found = positions[MemberKey(parent: node, name: name)] else { return nil }
    if let position = members[min(cursor, members.count)...].firstIndex(of: found) {
      cursor = position + 1
    }
    return found
  }

  @inline(__always)
  private func isKey(of member: Int, _ range: Range<Int>, _ text: JSONText) -> Bool {
    guard let key = nodes[member].key, key.count == range.count else { return false }
    return key.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      return memcmp(base, text.base + range.lowerBound, bytes.count) == 0
    }
  }

  /// Makes the position of a member.
  mutating func addMember(of node: Int, _ key: Range<Int>, in text: JSONText) -> Int {
    let position = nodes.count
    nodes.append(Node(parent: node, key: text[key]))
    nodes[node].members.append(position)
    positions[MemberKey(parent: node, name: JSONString.identity(text, key))] = position
    return position
  }

  /// Makes the position of the items of an array.
  mutating func addItems(of node: Int) -> Int {
    nodes[node].items = nodes.count
    nodes.append(Node(parent: node, key: nil))
    return nodes[node].items
  }

  /// Whether each object of the parent has it.
  func isRequired(_ node: Int) -> Bool {
    let holder = nodes[nodes[node].parent]
    return holder.objects > 0 && nodes[node].count == holder.objects
  }

  /// A member's name without its escapes.
  func name(of node: Int) -> String? {
    nodes[node].key.map { key in JSONString.decode(JSONText(key), 0..<key.count) }
  }

  /// `$[*].lines[*].amount`
  func path(of node: Int) -> String {
    var steps: [String] = []
    var position = node
    while position > 0 {
      steps.append(name(of: position).map(Self.step) ?? "[*]")
      position = nodes[position].parent
    }
    return "$" + steps.reversed().joined()
  }

  /// A member as a step of a path: `.gross`, `["first name"]`.
  static func step(_ name: String) -> String {
    let text = JSONPath([.key(name)]).short
    return text.hasPrefix("[") ? text : "." + text
  }

  // MARK: Learning

  private struct Frame {
    let end: Int
    let node: Int
    let isArray: Bool
    /// Of an object: its number among all, and the member that is expected next.
    let object: Int
    var cursor = 0
  }

  /// Takes in a payload.
  /// - Parameter root: the payload in the index; 0 is the whole text.
  package mutating func learn(_ index: JSONIndex, root: Int = 0) {
    payloads += 1
    var frames: [Frame] = []
    var value = root
    let end = index.end(of: root)
    if index.kind(of: root) == .array {
      note(0, root, .array, index)
      frames = [Frame(end: end, node: 0, isArray: true, object: 0)]
      value += 1
    } else {
      nodes[0].kinds.insert(.array)
      frames = [Frame(end: end, node: 0, isArray: true, object: 0)]
    }
    while value < end {
      while let frame = frames.last, value >= frame.end { frames.removeLast() }
      let node = position(of: value, in: &frames[frames.count - 1], index)
      let kind = index.kind(of: value)
      note(node, value, kind, index)
      if kind == .object { objects += 1 }
      guard index.hasChildren(value), frames.count < Self.maximumDepth else {
        value = index.end(of: value)
        continue
      }
      frames.append(
        Frame(end: index.end(of: value), node: node, isArray: kind == .array, object: objects)
      )
      value += 1
    }
  }

  @inline(__always)
  private mutating func position(of value: Int, in frame: inout Frame, _ index: JSONIndex) -> Int {
    if frame.isArray {
      let items = nodes[frame.node].items
      return items >= 0 ? items : addItems(of: frame.node)
    }
    let key = index.keyRange(of: value) ?? 0..<0
    let member =
      member(of: frame.node, key, in: index.text, &frame.cursor)
      ?? addMember(of: frame.node, key, in: index.text)
    // An object may have a key twice.
    if nodes[member].last != frame.object {
      nodes[member].last = frame.object
      nodes[member].count += 1
    }
    return member
  }

  @inline(__always)
  private mutating func note(_ node: Int, _ value: Int, _ kind: JSONKind, _ index: JSONIndex) {
    nodes[node].kinds.formUnion(JSONKinds(kind))
    if kind == .object { nodes[node].objects += 1 }
    if hasFormats, kind == .string, !nodes[node].formats.isEmpty {
      let text = JSONString.decodeBytes(index.text, index.range(of: value))
      nodes[node].formats = nodes[node].formats.fitting(text)
    }
  }
}
