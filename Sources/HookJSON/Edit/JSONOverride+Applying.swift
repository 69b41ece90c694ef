import HookSupport

extension JSONOverride {
  /// Makes changes in a payload, one after the other. All bytes but those of the changed values, and
  /// one comma where a value is added or removed, stay as they are.
  /// - Parameter payload: JSON.
  /// - Throws: `Problem` if it is not JSON, or if a path is not there: that names the nearest one.
  package static func apply(
    _ overrides: [JSONOverride],
    to payload: [UInt8]
  ) throws(Problem) -> [UInt8] {
    var bytes = payload
    for override in overrides {
      let index: JSONIndex
      do {
        index = try JSONIndex(JSONText(bytes))
      } catch {
        throw Problem("the payload is not JSON: \(error)")
      }
      bytes = try override.apply(to: index)
    }
    return bytes
  }

  private func apply(to index: JSONIndex) throws(Problem) -> [UInt8] {
    let lookup = JSONLookup(path, in: index)
    switch action {
    case .set(let value):
      return index.replacing(index.range(of: try lookup.value()), by: value)
    case .unset: return try Self.remove(lookup)
    case .add(let value): return try Self.add(value, lookup)
    }
  }

  // MARK: Remove

  private static func remove(_ lookup: JSONLookup) throws(Problem) -> [UInt8] {
    let index = lookup.index
    let value = try lookup.value()
    guard let parent = index.parent(of: value) else {
      throw Problem("\(lookup.path.jsonPath) is the whole payload, which cannot be removed")
    }
    // With one of several members of a key gone, a reader would take another.
    let wanted = index.key(of: value).map { lookup.members(of: parent, named: $0) } ?? [value]
    let kept = index.children(of: parent).filter { !wanted.contains($0) }
    guard let last = kept.last else {
      return index.replacing(index.inside(parent), by: [])
    }
    var bytes = index.text[0..<index.text.count]
    // From the end, so that the offsets before it stay.
    if let end = wanted.last(where: { $0 > last }) {
      bytes.removeSubrange(index.range(of: last).upperBound..<index.range(of: end).upperBound)
    }
    for value in wanted.reversed() where value < last {
      guard let next = index.nextSibling(of: value) else { continue }
      bytes.removeSubrange(index.start(of: value)..<index.start(of: next))
    }
    return bytes
  }

  // MARK: Add

  private static func add(_ value: [UInt8], _ lookup: JSONLookup) throws(Problem) -> [UInt8] {
    let index = lookup.index
    let (container, missing) = lookup.reached()
    guard let step = missing.first else {
      return index.replacing(index.range(of: container), by: value)
    }
    let rest = try made(missing.dropFirst(), value, lookup)
    switch (step, index.kind(of: container)) {
    case (.key(let key), .object):
      return index.inserting(key: Array(JSONString.encode(key).utf8), rest, in: container)
    case (.index(let position), .array) where position == index.childCount(of: container):
      return index.inserting(key: nil, rest, in: container)
    // Nothing stands there: it is made, as a member is.
    case (_, .null):
      let whole = try made(missing, value, lookup)
      return index.replacing(index.range(of: container), by: whole)
    default: throw lookup.notThere(container, missing)
    }
  }

  /// What the steps from a new value lead to, around the value at their end.
  private static func made(
    _ steps: ArraySlice<JSONPath.Step>,
    _ value: [UInt8],
    _ lookup: JSONLookup
  ) throws(Problem) -> [UInt8] {
    var bytes = value
    for step in steps.reversed() {
      switch step {
      case .key(let key): bytes = JSON.object([(key, .raw(bytes))]).bytes
      case .index(0): bytes = JSON.array([.raw(bytes)]).bytes
      case .index(let position):
        throw Problem(
          "\(lookup.path.jsonPath) cannot be made: [\(position)] of an array that is not there",
          hint: "try: [0]"
        )
      }
    }
    return bytes
  }
}

extension JSONIndex {
  fileprivate func replacing(_ range: Range<Int>, by bytes: [UInt8]) -> [UInt8] {
    text[0..<range.lowerBound] + bytes + text[range.upperBound..<text.count]
  }

  /// Where a value begins, with its key if it has one.
  fileprivate func start(of value: Int) -> Int {
    keyRange(of: value)?.lowerBound ?? range(of: value).lowerBound
  }

  /// The bytes between the brackets of a container.
  fileprivate func inside(_ container: Int) -> Range<Int> {
    let range = range(of: container)
    return (range.lowerBound + 1)..<(range.upperBound - 1)
  }

  /// Puts a value at the end of a container, with the blanks that stand around the value before it.
  fileprivate func inserting(key: [UInt8]?, _ value: [UInt8], in container: Int) -> [UInt8] {
    let colon = [UInt8(ascii: ":")]
    guard hasChildren(container) else {
      return replacing(inside(container), by: (key.map { $0 + colon } ?? []) + value)
    }
    var last = end(of: container) - 1
    while let holder = parent(of: last), holder != container { last = holder }
    let (start, end) = (start(of: last), range(of: last).upperBound)
    var blanks = start
    while text.base[blanks - 1] <= JSONByte.space { blanks -= 1 }
    let between = keyRange(of: last).map { text[$0.upperBound..<range(of: last).lowerBound] }
    let added = text[blanks..<start] + (key.map { $0 + (between ?? colon) } ?? []) + value
    return replacing(end..<end, by: [UInt8(ascii: ",")] + added)
  }
}
