/// All keys, drawn from the key table and narrowed by what is typed.
enum HelpOverlay {
  static func draw(_ list: HelpList<ConsoleState>, into canvas: inout Canvas) {
    let layout = HelpLayout(list, size: canvas.size)
    canvas.fill(layout.box)
    let more = layout.scroll.count - layout.scroll.first - layout.scroll.shown
    let note = "type to narrow · Enter runs · Esc closes"
    canvas.frame(
      layout.box,
      title: "Keys",
      note: more > 0 ? "\(more) more · \(note)" : note,
      focused: true,
      scroll: layout.scroll
    )
    guard layout.prompt.rows > 0 else { return }
    let start = Position(row: layout.prompt.row, column: layout.prompt.column + 1)
    let used = canvas.put("/ ", Style(role: .hintKey), at: start, in: layout.prompt)
    canvas.put(
      list.field,
      at: Position(row: start.row, column: start.column + used),
      in: layout.prompt,
      hasCursor: true
    )
    for (area, lines) in layout.columns {
      for (offset, line) in lines.enumerated() {
        draw(line, layout, area.line(offset), &canvas)
        if let row = line.row, row == list.row { canvas.select(area.line(offset)) }
      }
    }
    if list.visible.isEmpty, let area = layout.columns.first?.area {
      canvas.put(
        "no match",
        Style(role: .faint),
        at: Position(row: area.row, column: area.column + 1),
        in: area
      )
    }
  }

  private static func draw(
    _ line: HelpLayout.Line,
    _ layout: HelpLayout,
    _ area: Rect,
    _ canvas: inout Canvas
  ) {
    func at(_ column: Int) -> Position { Position(row: area.row, column: area.column + column) }
    switch line {
    case .blank: break
    case .heading(let text):
      canvas.put(text, Style(role: .heading, bold: true), at: at(1), in: area)
    case .command(let keys, let text, _):
      canvas.put(keys, Style(role: .hintKey), at: at(2), in: area)
      canvas.put(text, .plain, at: at(layout.keys + 4), in: area)
    case .rest(let text, _): canvas.put(text, .plain, at: at(layout.keys + 4), in: area)
    }
  }
}
