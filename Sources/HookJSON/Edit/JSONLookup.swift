import HookSupport

/// Finds the value of a path in a payload, and what was most likely meant where there is none.
///
/// Payloads are sent as an array of one item and shown both with it and without. So a path that
/// begins with a name goes on from the only item of an array, and `[0]` of what is not an array is
/// that value itself.
struct JSONLookup {
  let index: JSONIndex
  let path: JSONPath
  /// The value that the first of `steps` starts from.
  let start: Int
  let steps: ArraySlice<JSONPath.Step>

  init(_ path: JSONPath, in index: JSONIndex) {
    self.index = index
    self.path = path
    var (start, steps) = (0, path.steps[...])
    switch (index.kind(of: 0), path.steps.first) {
    case (.array, .key) where index.childCount(of: 0) == 1: start = 1
    case (.array, _): break
    case (_, .index(0)), (_, .index(-1)): steps = steps.dropFirst()
    default: break
    }
    (self.start, self.steps) = (start, steps)
  }

  /// The last value on the way that is there, and the steps from it that lead nowhere.
  func reached() -> (value: Int, missing: ArraySlice<JSONPath.Step>) {
    var (value, rest) = (start, steps)
    while let step = rest.first, let child = child(of: value, step) {
      value = child
      rest = rest.dropFirst()
    }
    return (value, rest)
  }

  /// - Throws: `Problem` that names the nearest path that is there.
  func value() throws(Problem) -> Int {
    let (value, missing) = reached()
    guard !missing.isEmpty else { return value }
    throw notThere(value, missing)
  }

  func notThere(_ value: Int, _ missing: ArraySlice<JSONPath.Step>) -> Problem {
    let what = "\(path.jsonPath) is not in the payload"
    if let near = nearest(to: missing, from: value) {
      return Problem(what, hint: "did you mean \(JSONPath(to: near, in: index).jsonPath)?")
    }
    let there = JSONPath(to: value, in: index).jsonPath
    let names = children(value).prefix(Self.listed).compactMap { index.key(of: $0) }
    let count = index.childCount(of: value)
    switch index.kind(of: value) {
    case .object where count > 0:
      let more = count > Self.listed ? ", …" : ""
      return Problem(what, hint: "nearest: \(there), with \(names.joined(separator: ", "))\(more)")
    case .array: return Problem(what, hint: "nearest: \(there), with \(Self.items(count))")
    default: return Problem(what, hint: "nearest: \(there)")
    }
  }

  private static let listed = 12

  private static func items(_ count: Int) -> String {
    count == 1 ? "1 item" : "\(count) items"
  }

  // MARK: One step

  /// The value that a step leads to; of members with the same key the last, which readers take.
  func child(of value: Int, _ step: JSONPath.Step) -> Int? {
    switch step {
    case .key(let key): members(of: value, named: key).last
    case .index(let position):
      index.kind(of: value) == .array ? item(of: value, at: position) : nil
    }
  }

  /// The members of an object with a key, mostly one.
  func members(of value: Int, named key: String) -> [Int] {
    guard index.kind(of: value) == .object else { return [] }
    return children(value).filter { child in
      index.keyRange(of: child).map { JSONKey.compare(key, $0, in: index.text) == .same } ?? false
    }
  }

  private func item(of array: Int, at position: Int) -> Int? {
    let wanted = position < 0 ? index.childCount(of: array) + position : position
    guard wanted >= 0 else { return nil }
    return children(array).dropFirst(wanted).first
  }

  private func children(_ value: Int) -> [Int] {
    index.isContainer(value) ? Array(index.children(of: value)) : []
  }

  // MARK: What was meant

  /// A value whose path is like the one that was asked for: a member with nearly that name, or one of
  /// that name further in or elsewhere.
  private func nearest(to missing: ArraySlice<JSONPath.Step>, from value: Int) -> Int? {
    guard case .key(let name) = missing.first else { return nil }
    if var found = alike(name, in: value) {
      // The rest of the path, as far as it goes on from there.
      for step in missing.dropFirst() {
        var next = child(of: found, step)
        if next == nil, case .key(let name) = step { next = alike(name, in: found) }
        guard let next else { break }
        found = next
      }
      return found
    }
    guard case .key(let last) = missing.last else { return nil }
    return named(last, in: value) ?? named(last, in: 0)
  }

  /// The member of an object whose key differs least from a name, where it differs by little.
  private func alike(_ name: String, in value: Int) -> Int? {
    let children = children(value)
    let keys = children.compactMap { index.key(of: $0) }
    return Nearest.name(to: name, among: keys).flatMap { keys.firstIndex(of: $0) }
      .map { children[$0] }
  }

  /// The outermost member of a name in a value.
  private func named(_ key: String, in root: Int) -> Int? {
    var best: (value: Int, depth: Int)?
    for value in root..<index.end(of: root) {
      guard let range = index.keyRange(of: value),
        JSONKey.compare(key, range, in: index.text) != .different
      else { continue }
      let depth = index.depth(of: value)
      if best.map({ depth < $0.depth }) ?? true { best = (value, depth) }
    }
    return best?.value
  }
}
