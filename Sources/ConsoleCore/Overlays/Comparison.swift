import HookJSON

/// Two payloads compared: the newer one as a tree with what changed marked, or the list of differences.
struct Comparison: Sendable {
  private(set) var tree: JSONDiffTree
  /// What the older and the newer payload are called.
  let heads: [String]
  let isMasked: Bool
  /// The same differences one below the other.
  private(set) var list: Viewer
  /// Whether that is shown.
  private(set) var isList = false
  private(set) var cursor = ListCursor()
  private var height = 1

  /// The lines that the frame, the heads and the last line take.
  private static let besides = 5

  init(_ tree: JSONDiffTree, heads: [String], list: Viewer, isMasked: Bool) {
    (self.tree, self.heads, self.list, self.isMasked) = (tree, heads, list, isMasked)
  }

  mutating func fit(_ size: Size) {
    let isFirst = height == 1 && cursor.row == 0
    height = max(1, size.rows - Self.besides)
    list.fit(size)
    if isFirst { find(1, from: -1) } else { cursor.fit(count: tree.count, height: height) }
  }

  mutating func take<Root>(_ key: Key, page: Int) -> OverlayStep<Root> {
    if key == .tab || key == .backTab {
      isList.toggle()
      return .stay
    }
    if isList { return list.take(key, page: page) }
    switch key {
    case .escape, .character("q"): return .close
    case .down, .character("j"): move(1)
    case .up, .character("k"): move(-1)
    case .pageDown, .control("f"): move(height)
    case .pageUp, .control("b"): move(-height)
    case .home, .character("g"): move(-tree.count)
    case .end, .character("G"): move(tree.count)
    case .character("n"): find(1, from: cursor.row)
    case .character("N"): find(-1, from: cursor.row)
    case .enter, .space, .left, .right, .character("h"), .character("l"):
      let line = tree.toggle(cursor.row)
      cursor.select(row: line, count: tree.count, height: height)
    default: break
    }
    return .stay
  }

  private mutating func move(_ step: Int) {
    cursor.move(by: step, count: tree.count, height: height)
  }

  private mutating func find(_ step: Int, from line: Int) {
    guard let found = tree.next(after: line, step: step) else { return }
    cursor.select(row: found, count: tree.count, height: height)
  }

  mutating func scroll(_ rows: Int) {
    if isList {
      list.scroll(rows)
    } else {
      cursor.scroll(by: rows, count: tree.count, height: height)
    }
  }
}
