/// A list to choose from: by arrows and Enter, and by typing either a part of a title or, in a short
/// menu, an item's own letter.
struct Menu: Sendable {
  struct Item: Sendable {
    /// In a short menu, the letter that chooses it.
    var letter: Character?
    var title: String
    var detail = ""
    var run: @Sendable (inout ConsoleState) -> [Effect]
  }

  let title: String
  /// Lines to read above the items.
  var notes: [Viewer.Line] = []
  private let items: [Item]
  private(set) var field = TextField()
  private(set) var row = 0

  init(_ title: String, _ items: [Item]) {
    self.title = title
    self.items = items
  }

  /// True where letters choose and nothing is typed.
  var isShort: Bool { items.contains { $0.letter != nil } }

  /// The items that what is typed leaves.
  var visible: [Item] {
    let words = field.text.lowercased().split(separator: " ")
    return items.filter { item in
      let text = "\(item.title) \(item.detail)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  mutating func take(_ key: Key, page: Int) -> OverlayStep {
    switch key {
    case .escape: return .close
    case .enter: return visible.indices.contains(row) ? .finish(visible[row].run) : .stay
    case .down, .tab, .control("n"): move(1)
    case .up, .backTab, .control("p"): move(-1)
    case .pageDown: move(page)
    case .pageUp: move(-page)
    default:
      if isShort {
        if case .character(let letter) = key, let item = items.first(where: { $0.letter == letter })
        {
          return .finish(item.run)
        }
        if key == .character("j") { move(1) }
        if key == .character("k") { move(-1) }
        if key == .character("q") { return .close }
      } else if field.take(key) {
        row = 0
      }
    }
    return .stay
  }

  mutating func paste(_ text: String) -> Bool {
    row = 0
    return field.paste(text)
  }

  /// Chooses an item.
  /// - Returns: false where there is none.
  mutating func choose(_ item: Int) -> Bool {
    guard visible.indices.contains(item) else { return false }
    row = item
    return true
  }

  mutating func move(_ step: Int) {
    row = min(max(0, row + step), max(0, visible.count - 1))
  }
}
