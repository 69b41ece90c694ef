import HookJSON

/// The body of the selected delivery as a tree, and below it the path of the selected row.
///
///     ▾ { 12 keys
///         "firstName": "Zoë",
///       ▸ "address": { 6 keys },
///     [0].gross
enum PayloadPane {
  static func title(_ state: ConsoleState) -> String {
    if case .sample(let event) = state.payload.open?.source { return "Sample of \(event.title)" }
    return Pane.payload.title
  }

  static func note(_ state: ConsoleState) -> String {
    guard let open = state.payload.open, open.rowCount > 0 else {
      return state.payload.searching == nil ? "" : "searching…"
    }
    let count = open.isBeginning ? "… reading" : "\(open.rowCount)"
    let location = "\(open.cursor.row + 1)/\(count)"
    return [
      state.session.isMasked ? "masked" : "", open.raw == nil ? "" : "text",
      state.payload.searching == nil ? open.matchCount ?? "" : "searching…", location,
    ]
    .filter { !$0.isEmpty }.joined(separator: " · ")
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    if let open = state.payload.open {
      if let raw = open.raw {
        draw(raw, open, state, area, &canvas)
      } else if let rows = open.rows {
        draw(rows, open, state, area, &canvas)
      } else {
        say("this delivery has no payload", .faint, area, &canvas)
      }
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

  /// The last line of the pane: where the selected row stands, or why there is no tree.
  private static func foot(_ text: String, _ role: Role, _ area: Rect, _ canvas: inout Canvas) {
    guard area.rows > 1 else { return }
    let last = area.line(area.rows - 1)
    canvas.put(
      text,
      Style(role: role),
      at: Position(row: last.row, column: last.column + 1),
      in: last
    )
  }

  private static func draw(
    _ rows: JSONRows,
    _ open: OpenDocument,
    _ state: ConsoleState,
    _ area: Rect,
    _ canvas: inout Canvas
  ) {
    let cursor = open.cursor
    let window = cursor.window(count: rows.count, height: max(1, area.rows - 1))
    let text = JSONRowText(rows: rows, isMasked: state.session.isMasked, space: area.columns)
    for (offset, row) in rows.rows(in: window).enumerated() {
      let line = area.line(offset)
      draw(row, text, line, &canvas)
      if case .tree(let matches) = open.matches, rows.isMatch(row, in: matches) {
        mark(line, &canvas)
      }
      if window.lowerBound + offset == cursor.row { canvas.select(line) }
    }
    let chosen = rows.row(cursor.row)
    let path = JSONPath(to: chosen.value, from: rows.root, in: rows.index).short
    foot(path.isEmpty ? "the whole payload" : path, .faint, area, &canvas)
  }

  /// Marks a row in which something was found.
  private static func mark(_ line: Rect, _ canvas: inout Canvas) {
    let edge = Position(row: line.row, column: line.column)
    canvas.put("▎", Style(role: .match), at: edge, in: line)
  }

  private static func draw(
    _ row: JSONRow,
    _ text: JSONRowText,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    // However deep it lies, half of the pane is left for the text.
    let indent = min(row.depth * 2, line.columns / 2)
    let sign = row.part == .folded ? "▸ " : row.part == .opening ? "▾ " : "  "
    let start = Position(row: line.row, column: line.column + 1 + indent)
    canvas.put([(sign, Style(role: .punctuation))] + text.pieces(row), at: start, in: line)
  }

  private static func draw(
    _ raw: RawText,
    _ open: OpenDocument,
    _ state: ConsoleState,
    _ area: Rect,
    _ canvas: inout Canvas
  ) {
    let window = open.cursor.window(count: raw.count, height: max(1, area.rows - 1))
    for (offset, row) in window.enumerated() {
      let line = area.line(offset)
      canvas.put(
        state.session.isMasked ? "•••" : raw.line(row),
        .plain,
        at: Position(row: line.row, column: line.column + 1),
        in: line
      )
      if case .text(let matches) = open.matches, matches.position(in: raw.bytes(of: row)) != nil {
        mark(line, &canvas)
      }
      if row == open.cursor.row { canvas.select(line) }
    }
    let error = open.document.payload?.syntaxError
    foot(
      error.map { "not JSON: \($0)" } ?? "as sent",
      error == nil ? .faint : .problem,
      area,
      &canvas
    )
  }
}
