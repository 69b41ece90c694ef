import HookJSON

/// The body of the selected delivery as a tree, and below it the path of the selected row.
///
///     ▾ { 12 keys
///         "firstName": "Zoë",
///       ▸ "address": { 6 keys },
///     [0].gross
enum PayloadPane {
  static func title(_ state: ConsoleState) -> String? {
    if case .sample(let event) = state.payload.open?.source { return "Sample of \(event.title)" }
    return nil
  }

  static func note(_ state: ConsoleState) -> String { note(state.payload, state) }

  /// - Parameter payload: the pane's, or a body in the exchange view.
  static func note(_ payload: PayloadState, _ state: ConsoleState) -> String {
    guard let open = payload.open, open.rowCount > 0 else {
      return payload.searching == nil ? "" : "searching…"
    }
    let location =
      "\(open.cursor.row + 1)" + (open.isBeginning ? ", reading…" : " of \(open.rowCount)")
    return [
      state.session.isMasked ? "masked" : "",
      state.payload.remembered?.source == open.source ? "remembered" : "",
      state.payload.open?.source == open.source ? state.driftNote ?? "" : "",
      open.raw == nil ? (payload.wraps ? "wrapped" : "") : "text",
      payload.searching == nil ? open.matchCount ?? "" : "searching…", location,
    ]
    .filter { !$0.isEmpty }.joined(separator: " · ")
  }

  static func scroll(_ state: ConsoleState, _ area: Rect) -> ScrollPosition {
    scroll(state.payload, area)
  }

  static func scroll(_ payload: PayloadState, _ area: Rect) -> ScrollPosition {
    let open = payload.open
    return (open?.cursor ?? ListCursor())
      .position(count: open?.rowCount ?? 0, height: max(1, area.rows - 1))
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    if let open = state.payload.open, open.document.payload == nil {
      canvas.say("this delivery has no payload", .faint, in: area)
    } else if state.payload.open != nil {
      draw(state.payload, state, in: area, isFocused: true, &canvas)
    } else if let problem = state.payload.problem {
      canvas.say(problem.message, .problem, in: area)
    } else if state.payload.loading != nil {
      canvas.say("fetching…", .faint, in: area)
    } else {
      canvas.say(state.emptyPayload, .faint, in: area)
    }
  }

  /// Draws what is open.
  /// - Parameters:
  ///   - payload: the pane's, or a body in the exchange view.
  ///   - isFocused: whether the selected row is shown.
  static func draw(
    _ payload: PayloadState,
    _ state: ConsoleState,
    in area: Rect,
    isFocused: Bool,
    _ canvas: inout Canvas
  ) {
    guard let open = payload.open else { return }
    if let raw = open.raw {
      draw(raw, open, state, area, isFocused, &canvas)
    } else if let rows = open.rows {
      draw(rows, payload, open, state, area, isFocused, &canvas)
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
    _ payload: PayloadState,
    _ open: OpenDocument,
    _ state: ConsoleState,
    _ area: Rect,
    _ isFocused: Bool,
    _ canvas: inout Canvas
  ) {
    let window = state.treeWindow(rows, payload, in: area)
    for (offset, part) in window.lines.enumerated() {
      let line = area.line(offset)
      let start = Position(row: line.row, column: line.column + part.column)
      canvas.put(part.pieces, at: start, in: line)
      if case .tree(let matches) = open.matches, rows.isMatch(part.row, in: matches) {
        mark(line, &canvas)
      }
      if let found = state.drift.drift(in: open.source) {
        mark(found, part.row, rows, line, &canvas)
      }
      if isFocused, part.number == open.cursor.row { canvas.select(line) }
    }
    foot(rows, open, isMasked: state.session.isMasked, area, &canvas)
  }

  /// Path and value of the selected row. The end of a path tells one from another, the beginning of a
  /// value does.
  private static func foot(
    _ rows: JSONRows,
    _ open: OpenDocument,
    isMasked: Bool,
    _ area: Rect,
    _ canvas: inout Canvas
  ) {
    guard area.rows > 1 else { return }
    let line = area.line(area.rows - 1)
    let value = rows.row(open.cursor.row).value
    let text = JSONRowText(rows: rows, isMasked: isMasked, space: area.columns)
    let path = JSONPath(to: value, from: rows.root, in: rows.index).jsonPath
    let pieces = text.value(value)
    let needed = pieces.reduce(2) { $0 + TerminalSafeText.columns(of: $1.0, limit: area.columns) }
    let space = max(area.columns / 2, area.columns - 2 - needed)
    canvas.put(
      [(URLText.end(of: path, columns: space), Style(role: .faint)), ("  ", .plain)] + pieces,
      at: Position(row: line.row, column: line.column + 1),
      in: line
    )
  }

  private static let driftSigns: [ShapeDrift.Change: String] = [.new: "+", .missing: "-"]

  /// Marks a row whose shape is not as usual: `+` new, `-` without something, `!` of another type.
  private static func mark(
    _ drift: PayloadDrift,
    _ row: JSONRow,
    _ rows: JSONRows,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    guard let change = drift.drift(of: row, in: rows.index)?.change else { return }
    let edge = Position(row: line.row, column: line.column)
    canvas.put(driftSigns[change] ?? "!", Style(role: .problem, bold: true), at: edge, in: line)
  }

  /// Marks a row in which something was found.
  private static func mark(_ line: Rect, _ canvas: inout Canvas) {
    let edge = Position(row: line.row, column: line.column)
    canvas.put("▎", Style(role: .match), at: edge, in: line)
  }

  private static func draw(
    _ raw: RawText,
    _ open: OpenDocument,
    _ state: ConsoleState,
    _ area: Rect,
    _ isFocused: Bool,
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
      if isFocused, row == open.cursor.row { canvas.select(line) }
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
