/// A list to choose from, over the panes.
enum MenuOverlay {
  static func draw(_ menu: Menu, into canvas: inout Canvas) {
    let items = menu.visible
    let header = menu.isShort ? 0 : 1
    let wanted = max(40, items.map { width($0) }.max() ?? 0, VisibleText(menu.title).columns) + 6
    let box = canvas.bounds.centred(
      rows: min(max(3, items.count + header + 2), max(3, canvas.size.rows - 2)),
      columns: min(wanted, canvas.size.columns)
    )
    canvas.fill(box)
    canvas.frame(box, title: menu.title, focused: true)
    var inside = box.inside
    guard inside.rows > 0 else { return }
    if header == 1 {
      let start = Position(row: inside.row, column: inside.column + 1)
      canvas.put(menu.field, at: start, in: inside.line(0), hasCursor: true)
      inside = Rect(
        row: inside.row + 1,
        column: inside.column,
        rows: inside.rows - 1,
        columns: inside.columns
      )
    }
    let first = max(0, menu.row - inside.rows + 1)
    for (offset, item) in items.dropFirst(first).prefix(inside.rows).enumerated() {
      let line = inside.line(offset)
      draw(item, line, &canvas)
      if first + offset == menu.row { canvas.select(line) }
    }
    if items.isEmpty, inside.rows > 0 {
      let start = Position(row: inside.row, column: inside.column + 1)
      canvas.put("nothing of that name", Style(role: .faint), at: start, in: inside)
    }
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
