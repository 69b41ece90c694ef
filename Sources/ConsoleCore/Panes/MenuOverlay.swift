import HookModel

/// A list to choose from, over the panes.
enum MenuOverlay {
  static func draw(_ menu: ConsoleState.Menu, into canvas: inout Canvas) {
    let items = menu.visible
    let layout = MenuLayout(menu, size: canvas.size)
    canvas.fill(layout.box)
    let isMore = items.count > layout.items.rows
    canvas.frame(
      layout.box,
      title: menu.title,
      note: isMore ? "\(menu.row + 1) of \(items.count)" : "",
      focused: true,
      scroll: layout.scroll(items.count)
    )
    let inside = layout.items
    for (offset, note) in menu.notes.prefix(layout.notes.rows).enumerated() {
      let line = layout.notes.line(offset)
      canvas.put(note.pieces, at: Position(row: line.row, column: line.column + 1), in: line)
    }
    if !menu.isShort, !layout.box.inside.isEmpty {
      let line = layout.box.inside.line(0)
      let start = Position(row: line.row, column: line.column + 1)
      canvas.put(menu.field, at: start, in: line, hasCursor: true)
    }
    let titles = layout.titles
    for (offset, item) in items.dropFirst(layout.first).prefix(inside.rows).enumerated() {
      let line = inside.line(offset)
      draw(item, titles, line, &canvas)
      if layout.first + offset == menu.row { canvas.select(line) }
    }
    if items.isEmpty, inside.rows > 0 {
      let start = Position(row: inside.row, column: inside.column + 1)
      canvas.put("no match", Style(role: .faint), at: start, in: inside)
    }
  }

  /// - Parameter titles: columns of the titles, where details stand beside them.
  private static func draw(
    _ item: ConsoleState.Menu.Item,
    _ titles: Int,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    var pieces: [(String, Style)] = []
    if let shortcut = item.shortcut { pieces.append(("\(shortcut)  ", Style(role: .hintKey))) }
    pieces.append((item.title, .plain))
    if !item.detail.isEmpty {
      let gap = max(0, titles - TerminalSafeText.columns(of: item.title)) + 2
      pieces.append((String(repeating: " ", count: gap) + item.detail, Style(role: .faint)))
    }
    var left = line
    if !item.keys.isEmpty {
      canvas.putRight("\(item.keys) ", Style(role: .hintKey), in: line)
      left.columns -= TerminalSafeText.columns(of: item.keys) + 2
    }
    canvas.put(pieces, at: Position(row: line.row, column: line.column + 1), in: left)
  }
}
