/// The form of a webhook.
///
///     ┌ New webhook ─────────────────────────────────┐
///     │ Event   ◂ Employee Created ▸                 │
///     │ URL     https://example.com/hook             │
///     │ Active  [x]                                  │
///     └──────────────────────────────────────────────┘
enum FormOverlay {
  static func draw(_ form: HookForm, into canvas: inout Canvas) {
    // The last line says how to go on.
    var screen = canvas.bounds
    screen.rows -= 1
    let box = screen.centred(rows: min(10, screen.rows), columns: 76)
    canvas.fill(box)
    canvas.frame(box, title: form.title, note: form.isSending ? "sending…" : "", focused: true)
    let inside = box.inside
    // Below the URL there is always space for what is wrong with it.
    let offsets = inside.rows >= 7 ? [0, 2, 4] : [0, 1, 3]
    for (offset, field) in zip(offsets, HookForm.Field.allCases) where offset < inside.rows {
      let line = inside.line(offset)
      let isChosen = form.field == field
      canvas.put(
        label(field),
        Style(role: isChosen ? .focusedBorder : .faint, bold: isChosen),
        at: Position(row: line.row, column: line.column + 1),
        in: line
      )
      let start = Position(row: line.row, column: line.column + 9)
      draw(field, form, isChosen: isChosen, at: start, line, &canvas)
    }
    let problems = problems(form, columns: inside.columns - 2)
    for (offset, line) in problems.enumerated() {
      say(line, offset: inside.rows - problems.count + offset, inside, &canvas)
    }
  }

  /// At most two lines: what is wrong, and a hint if there is one.
  private static func problems(_ form: HookForm, columns: Int) -> [String] {
    guard let problem = form.problem else { return [] }
    if let hint = form.hint { return [problem, hint] }
    return Array(WrappedText.lines(problem, columns: columns).prefix(2))
  }

  private static func label(_ field: HookForm.Field) -> String {
    switch field {
    case .event: "Event"
    case .url: "URL"
    case .active: "Active"
    }
  }

  private static func draw(
    _ field: HookForm.Field,
    _ form: HookForm,
    isChosen: Bool,
    at start: Position,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    switch field {
    case .event:
      let arrows = Style(role: isChosen ? .hintKey : .faint)
      canvas.put(
        [("◂ ", arrows), (form.draft.event.title, .plain), (" ▸", arrows)],
        at: start,
        in: line
      )
    case .url:
      canvas.put(form.url, at: start, in: line, hasCursor: isChosen && !form.isSending)
      if let problem = form.urlProblem {
        let below = Rect(row: line.row + 1, column: line.column, rows: 1, columns: line.columns)
        let fits =
          start.column + TerminalSafeText.columns(of: problem) <= line.column + line.columns
        canvas.put(
          problem,
          Style(role: .problem),
          at: Position(row: below.row, column: fits ? start.column : line.column + 1),
          in: below
        )
      }
    case .active:
      canvas.put(form.active ? "[x] yes" : "[ ] no", .plain, at: start, in: line)
    }
  }

  private static func say(_ text: String, offset: Int, _ area: Rect, _ canvas: inout Canvas) {
    let line = area.line(max(0, offset))
    canvas.put(
      text,
      Style(role: .problem),
      at: Position(row: line.row, column: line.column + 1),
      in: line
    )
  }
}
