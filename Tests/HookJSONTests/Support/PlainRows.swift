@testable import HookJSON

/// The rows of a JSON value made in the plainest way: all of them, at each question.
struct PlainRows {
  let index: JSONIndex
  let root: Int
  var folded: Set<Int> = []

  var all: [JSONRow] {
    var rows: [JSONRow] = []
    func add(_ value: Int, _ depth: Int) {
      let hasComma = value != root && index.nextSibling(of: value) != nil
      func row(_ part: JSONRow.Part) -> JSONRow {
        JSONRow(value: value, part: part, depth: depth, hasComma: hasComma)
      }
      guard index.hasChildren(value) else { return rows.append(row(.whole)) }
      guard !folded.contains(value) else { return rows.append(row(.folded)) }
      rows.append(row(.opening))
      for child in index.children(of: value) { add(child, depth + 1) }
      rows.append(row(.closing))
    }
    add(root, 0)
    return rows
  }

  func row(of value: Int) -> Int? {
    var shown = value
    var holder = value
    while holder != root, let parent = index.parent(of: holder) {
      if folded.contains(parent) { shown = parent }
      holder = parent
    }
    return all.firstIndex { $0.value == shown }
  }

  func parent(of row: Int) -> Int? {
    let here = all[row]
    if here.part == .closing { return self.row(of: here.value) }
    return here.value == root ? nil : index.parent(of: here.value).flatMap { self.row(of: $0) }
  }

  func sibling(of row: Int, by step: Int) -> Int? {
    let value = all[row].value
    guard value != root, let parent = index.parent(of: value) else { return nil }
    let children = Array(index.children(of: parent))
    guard let offset = children.firstIndex(of: value), children.indices.contains(offset + step)
    else {
      return nil
    }
    return self.row(of: children[offset + step])
  }

  mutating func set(_ value: Int, _ on: Bool) {
    guard index.hasChildren(value) else { return }
    if on { folded.insert(value) } else { folded.remove(value) }
  }

  mutating func fold(toDepth depth: Int) {
    let above = index.depth(of: root)
    folded = Set(
      (root..<index.end(of: root)).filter {
        index.hasChildren($0) && index.depth(of: $0) - above >= depth
      }
    )
  }

  mutating func reveal(_ value: Int) {
    var holder = value
    while holder != root, let parent = index.parent(of: holder) {
      folded.remove(parent)
      holder = parent
    }
  }
}
