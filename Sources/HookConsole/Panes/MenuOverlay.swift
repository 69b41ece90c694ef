import HookModel

/// A list to choose from, over the panes.
enum MenuOverlay {
  static func draw(_ menu: Menu, into canvas: inout Canvas) {
    let items = menu.visible
    let place = Place(menu, size: canvas.size)
    canvas.fill(place.box)
    canvas.frame(place.box, title: menu.title, focused: true)
    let inside = place.items
    for (offset, note) in menu.notes.prefix(place.notes.rows).enumerated() {
      let line = place.notes.line(offset)
      canvas.put(note.pieces, at: Position(row: line.row, column: line.column + 1), in: line)
    }
    if !menu.isShort, !place.box.inside.isEmpty {
      let line = place.box.inside.line(0)
      let start = Position(row: line.row, column: line.column + 1)
      canvas.put(menu.field, at: start, in: line, hasCursor: true)
    }
    for (offset, item) in items.dropFirst(place.first).prefix(inside.rows).enumerated() {
      let line = inside.line(offset)
      draw(item, line, &canvas)
      if place.first + offset == menu.row { canvas.select(line) }
    }
    if items.isEmpty, inside.rows > 0 {
      let start = Position(row: inside.row, column: inside.column + 1)
      canvas.put("no match", Style(role: .faint), at: start, in: inside)
    }
  }

  /// Where a menu lies on the screen.
  struct Place {
    let box: Rect
    /// The rows of the lines above its items.
    let notes: Rect
    /// The rows of its items.
    let items: Rect
    /// The item on the first of them.
    let first: Int

    init(_ menu: Menu, size: Size) {
      let visible = menu.visible
      let header = menu.isShort ? menu.notes.count : 1
      let widths =
        visible.map { MenuOverlay.width($0) } + menu.notes.map { MenuOverlay.width($0) }
        + [VisibleText(menu.title).columns, 40]
      let screen = Rect(row: 0, column: 0, rows: size.rows, columns: size.columns)
      box = screen.centred(
        rows: min(max(3, visible.count + header + 2), max(3, size.rows - 2)),
        columns: min((widths.max() ?? 0) + 6, size.columns)
      )
      var (above, inside) = (box.inside, box.inside)
      // The items matter more where there is little room.
      above.rows = min(header, max(0, inside.rows - visible.count))
      notes = above
      let used = menu.isShort ? above.rows : header
      inside.row += used
      inside.rows = max(0, inside.rows - used)
      items = inside
      first = menu.top ?? max(0, menu.row - inside.rows + 1)
    }

    /// The item at a position; nil where there is none.
    func item(at position: Position) -> Int? {
      items.contains(position) ? first + position.row - items.row : nil
    }
  }

  private static func width(_ note: Viewer.Line) -> Int {
    min(90, note.pieces.map { VisibleText($0.0).columns }.reduce(0, +))
  }

  private static func width(_ item: Menu.Item) -> Int {
    let letter = item.letter == nil ? 0 : 3
    return letter + VisibleText(item.title).columns + 3 + min(60, VisibleText(item.detail).columns)
  }

  private static func draw(_ item: Menu.Item, _ line: Rect, _ canvas: inout Canvas) {
    var pieces: [(String, Style)] = []
    if let letter = item.letter { pieces.append(("\(letter)  ", Style(role: .hintKey))) }
    pieces.append((item.title, .plain))
    if !item.detail.isEmpty { pieces.append(("  \(item.detail)", Style(role: .faint))) }
    canvas.put(pieces, at: Position(row: line.row, column: line.column + 1), in: line)
  }
}
