/// Compares a payload with a shape, a piece at a time, away from the main loop.
///
///     var check = ShapeCheck(of: index, against: shape)
///     while check.advance(), !Task.isCancelled {}
///     use(check.result)
package struct ShapeCheck: Sendable {
  private struct Frame {
    let value: Int
    let end: Int
    let node: Int
    let isArray: Bool
    /// Which member is expected next, and how many of the required ones were met.
    var cursor = 0
    var met = 0
  }

  private struct Key: Hashable {
    let node: Int
    let change: ShapeDrift.Change
    /// Of a new member, or the type that was found.
    let name: String
  }

  package let index: JSONIndex
  package let shape: PayloadShape
  /// What was found so far; complete once `advance` has returned `false`.
  package private(set) var result = PayloadDrift()

  private var frames: [Frame] = []
  private var value: Int
  private let end: Int
  /// For each position how many of its members are required, and the object in which it was met last.
  private let required: [Int]
  private var seen: [Int]
  private var known: [Key: Int] = [:]

  /// Begins a comparison; nothing is looked at yet.
  /// - Parameter root: the payload in the index; 0 is the whole text. If it is not an array, it is the
  ///   one item of the array that is sent.
  package init(of index: JSONIndex, root: Int = 0, against shape: PayloadShape) {
    self.index = index
    self.shape = shape
    value = root
    end = index.end(of: root)
    required = shape.nodes.map { $0.members.count(where: shape.isRequired) }
    seen = Array(repeating: -1, count: shape.nodes.count)
    frames = [Frame(value: root, end: end, node: 0, isArray: true)]
    if index.kind(of: root) == .array { value += 1 }
  }

  /// Goes on for about so many values.
  /// - Returns: `false` once all are compared.
  @discardableResult
  package mutating func advance(values: Int = 1 << 16) -> Bool {
    guard !frames.isEmpty else { return false }
    var left = max(1, values)
    while left > 0 {
      left -= 1
      while let frame = frames.last, value >= frame.end { close(frames.removeLast()) }
      guard value < end else {
        result.finish()
        return false
      }
      compare()
    }
    return true
  }

  /// Goes to the end.
  /// - Parameter isCancelled: called now and then.
  /// - Returns: what was found; `nil` if it was cancelled on the way.
  package mutating func finish(isCancelled: () -> Bool = { false }) -> PayloadDrift? {
    while advance() { if isCancelled() { return nil } }
    return result
  }

  private mutating func compare() {
    let here = value
    let kind = index.kind(of: here)
    guard let node = position() else {
      value = index.end(of: here)
      return
    }
    let kinds = JSONKinds(kind)
    if !shape.nodes[node].kinds.contains(kinds) {
      report(kind == .null ? .null : .type, node, found: kinds.text)
      value = index.end(of: here)
      return
    }
    if kind == .string, shape.hasFormats, let name = format(node), !hasFormat(node) {
      report(.type, node, expected: "string (\(name))", found: "string")
    }
    guard index.isContainer(here), frames.count < PayloadShape.maximumDepth else {
      value = index.end(of: here)
      return
    }
    let end = index.end(of: here)
    frames.append(Frame(value: here, end: end, node: node, isArray: kind == .array))
    value += 1
  }

  /// The position of the value in the shape; `nil` if it is new there.
  private mutating func position() -> Int? {
    let last = frames.count - 1
    let node = frames[last].node
    if frames[last].isArray {
      if shape.nodes[node].items >= 0 { return shape.nodes[node].items }
      report(.new, node, name: "[*]", found: JSONKinds(index.kind(of: value)).text)
      return nil
    }
    guard let key = index.keyRange(of: value) else { return nil }
    guard let member = shape.member(of: node, key, in: index.text, &frames[last].cursor) else {
      let name = PayloadShape.step(JSONString.decode(index.text, key))
      report(.new, node, name: name, found: JSONKinds(index.kind(of: value)).text)
      return nil
    }
    if seen[member] != frames[last].value {
      seen[member] = frames[last].value
      if shape.isRequired(member) { frames[last].met += 1 }
    }
    return member
  }

  private mutating func close(_ frame: Frame) {
    guard !frame.isArray, frame.met < required[frame.node] else { return }
    for member in shape.nodes[frame.node].members
    where shape.isRequired(member) && seen[member] != frame.value {
      report(.missing, member, at: frame.value)
    }
  }

  private func format(_ node: Int) -> String? {
    shape.nodes[node].formats.name
  }

  private func hasFormat(_ node: Int) -> Bool {
    let text = JSONString.decodeBytes(index.text, index.range(of: value))
    return !shape.nodes[node].formats.fitting(text).isEmpty
  }

  // MARK: Reports

  /// - Parameters:
  ///   - name: of what is new, the step that leads to it.
  ///   - object: of what is missing, the object without it.
  private mutating func report(
    _ change: ShapeDrift.Change,
    _ node: Int,
    name: String = "",
    expected: String? = nil,
    found: String = "",
    at object: Int? = nil
  ) {
    let shown = object ?? value
    let key = Key(node: node, change: change, name: change == .new ? name : found)
    if let drift = known[key] {
      result.drifts[drift].count += 1
      return result.mark(shown, drift, isLacking: object != nil)
    }
    let kinds = shape.nodes[node].kinds
    known[key] = result.drifts.count
    result.drifts.append(
      ShapeDrift(
        change: change,
        path: shape.path(of: node) + name,
        expected: change == .new ? "" : expected ?? kinds.text,
        found: found,
        value: shown
      )
    )
    result.mark(shown, result.drifts.count - 1, isLacking: object != nil)
  }
}
