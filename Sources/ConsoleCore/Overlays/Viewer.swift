/// Lines to read: the answer of an endpoint, what differs between two payloads.
package struct Viewer: Sendable {
  struct Line: Sendable {
    var pieces: [(String, Style)]

    init(_ pieces: [(String, Style)]) {
      self.pieces = pieces
    }

    init(_ text: String, _ role: Role = .plain) {
      pieces = [(text, Style(role: role))]
    }
  }

  let title: String
  let lines: [Line]
  private(set) var top = 0

  init(_ title: String, _ lines: [Line]) {
    self.title = title
    self.lines = lines
  }

  mutating func take<Root>(_ key: Key, page: Int) -> OverlayStep<Root> {
    switch key {
    case .escape, .enter, .character("q"): return .close
    case .down, .character("j"): scroll(1)
    case .up, .character("k"): scroll(-1)
    case .pageDown, .space, .control("f"): scroll(page)
    case .pageUp, .control("b"): scroll(-page)
    case .home, .character("g"): top = 0
    case .end, .character("G"): scroll(lines.count)
    default: break
    }
    return .stay
  }

  mutating func scroll(_ rows: Int) {
    top = min(max(0, top + rows), max(0, lines.count - 1))
  }
}
