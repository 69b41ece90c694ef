import HookModel

/// Where a menu lies on the screen.
struct MenuLayout {
  let box: Rect
  /// The rows of the lines above its items.
  let notes: Rect
  /// The rows of its items.
  let items: Rect
  /// Columns of the titles, where details stand beside them.
  let titles: Int
  /// The item on the first of them.
  let first: Int

  init(_ menu: Menu<some Any>, size: Size) {
    let visible = menu.visible
    let header = menu.isShort ? menu.notes.count : 1
    let detailed = visible.filter { !$0.detail.isEmpty }
    let titles = min(40, detailed.map { TerminalSafeText.columns(of: $0.title) }.max() ?? 0)
    self.titles = titles
    let widths =
      visible.map { Self.width($0, titles: titles) } + menu.notes.map { Self.width($0) }
      + [TerminalSafeText.columns(of: menu.title), 40]
    let screen = Rect(row: 0, column: 0, rows: size.rows, columns: size.columns)
    box = screen.centred(
      rows: min(max(1, visible.count) + header + 2, max(3, size.rows - 2)),
      columns: min((widths.max() ?? 0) + 6, size.columns)
    )
    var (above, inside) = (box.inside, box.inside)
    // The items matter more where space is short.
    above.rows = min(header, max(0, inside.rows - visible.count))
    notes = above
    let used = menu.isShort ? above.rows : header
    inside.row += used
    inside.rows = max(0, inside.rows - used)
    items = inside
    first = menu.top ?? max(0, menu.row - inside.rows + 1)
  }

  func scroll(_ count: Int) -> ScrollPosition {
    ScrollPosition(first: first, shown: items.rows, count: count)
  }

  /// The item at a position; `nil` if there is none.
  func item(at position: Position) -> Int? {
    items.contains(position) ? first + position.row - items.row : nil
  }

  private static func width(_ note: Viewer.Line) -> Int {
    min(90, note.pieces.map { TerminalSafeText.columns(of: $0.0) }.reduce(0, +))
  }

  private static func width(_ item: Menu<some Any>.Item, titles: Int) -> Int {
    let shortcut = item.shortcut == nil ? 0 : 3
    let title = TerminalSafeText.columns(of: item.title)
    return shortcut + (item.detail.isEmpty ? title : max(title, titles)) + 3
      + min(60, TerminalSafeText.columns(of: item.detail))
      + (item.keys.isEmpty ? 0 : TerminalSafeText.columns(of: item.keys) + 2)
  }
}
