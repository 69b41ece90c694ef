import HookModel

/// The body of the chosen delivery as a tree, and below it the path of the chosen row.
///
///     ▾ { 12 keys
///         "firstName": "Zoë",
///       ▸ "address": { 6 keys },
///     [0].gross
enum PayloadPane {
  static func note(_ state: ConsoleState) -> String {
    guard let open = state.payload.open, let rows = open.rows else { return "" }
    return "\(open.cursor.row + 1)/\(rows.count)"
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    if let open = state.payload.open {
      draw(open, in: area, into: &canvas)
    } else if let problem = state.payload.problem {
      say(problem.message, .problem, area, &canvas)
    } else if state.payload.loading != nil {
      say("fetching…", .faint, area, &canvas)
    }
  }

  private static func say(_ text: String, _ role: Role, _ area: Rect, _ canvas: inout Canvas) {
    for (offset, line) in WrappedText.lines(text, columns: area.columns - 2).enumerated() {
      guard offset < area.rows else { return }
      canvas.put(
        line,
        Style(role: role),
        at: Position(row: area.row + offset, column: area.column + 1),
        in: area
      )
    }
  }

  private static func draw(_ open: PayloadState.Open, in area: Rect, into canvas: inout Canvas) {
    guard let rows = open.rows else {
      say("this delivery has no payload", .faint, area, &canvas)
      return
    }
    let height = max(1, area.rows - 1)
    let window = open.cursor.window(count: rows.count, height: height)
    for (offset, row) in rows.rows(in: window).enumerated() {
      let line = area.line(offset)
      draw(row, rows, line, &canvas)
      if window.lowerBound + offset == open.cursor.row { canvas.select(line) }
    }
    guard area.rows > 1 else { return }
    let chosen = rows.row(open.cursor.row)
    let path = JSONPath(to: chosen.value, from: rows.root, in: rows.index).short
    let last = area.line(area.rows - 1)
    canvas.put(
      path.isEmpty ? "the whole payload" : path,
      Style(role: .faint),
      at: Position(row: last.row, column: last.column + 1),
      in: last
    )
  }

  private static func draw(
    _ row: JSONRow,
    _ rows: JSONRows,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    // However deep it lies, half of the pane is left for the text.
    let indent = min(row.depth * 2, line.columns / 2)
    let sign = row.part == .folded ? "▸ " : row.part == .opening ? "▾ " : "  "
    let start = Position(row: line.row, column: line.column + 1 + indent)
    canvas.put(
      [(sign, Style(role: .punctuation))] + JSONRowText.pieces(row, rows, room: line.columns),
      at: start,
      in: line
    )
  }
}
