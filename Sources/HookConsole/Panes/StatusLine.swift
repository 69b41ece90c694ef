import HookModel

/// The first line: where we are, how fresh what is shown is.
enum TitleLine {
  static func draw(_ state: ConsoleState, into canvas: inout Canvas) {
    let line = state.layout.title
    guard !line.isEmpty else { return }
    let (sign, role) = freshness(state)
    let server = "  \(state.place.server) "
    let width = VisibleText(sign).columns + VisibleText(server).columns
    let start = max(0, line.columns - width)
    let left = Rect(row: line.row, column: 0, rows: 1, columns: max(0, start - 1))
    canvas.put(
      [
        (" \(state.place.employer)", Style(role: .heading)),
        (" › Settings › Webhooks", Style(role: .faint)),
      ],
      at: Position(row: line.row, column: 0),
      in: left
    )
    canvas.put(
      [(sign, Style(role: role)), (server, Style(role: .faint))],
      at: Position(row: line.row, column: start),
      in: line
    )
  }

  private static func freshness(_ state: ConsoleState) -> (String, Role) {
    switch state.hooks.health {
    case .starting: ("◌ connecting", .pending)
    case .live: ("● live", .live)
    case .waiting(let since):
      ("◌ no answer since \(state.times.point(Timestamp(seconds: since)))", .pending)
    case .paused: ("○ paused", .faint)
    case .failing(let problem):
      ("⚠ stale since \(state.times.point(Timestamp(seconds: problem.since)))", .problem)
    }
  }
}

/// The last line: what came of the last key, else what is wrong, else what can be done here.
enum StatusLine {
  static func draw(_ state: ConsoleState, into canvas: inout Canvas) {
    let line = state.layout.status
    guard !line.isEmpty else { return }
    let start = Position(row: line.row, column: 1)
    if let notice = state.notice {
      canvas.put(
        notice.text,
        Style(role: notice.isProblem ? .problem : .notice),
        at: start,
        in: line
      )
    } else if case .failing(let problem) = state.hooks.health {
      canvas.put(problem.message, Style(role: .problem), at: start, in: line)
    } else {
      hints(state, line, &canvas)
    }
  }

  /// The line that asks for a text.
  static func draw(_ prompt: Prompt, _ state: ConsoleState, into canvas: inout Canvas) {
    let line = state.layout.status
    guard !line.isEmpty else { return }
    canvas.fill(line)
    let start = Position(row: line.row, column: 1)
    let used = canvas.put(prompt.label, Style(role: .hintKey), at: start, in: line)
    var area = line
    if let notice = state.notice, notice.isProblem {
      let width = min(VisibleText(notice.text).columns, line.columns / 2)
      canvas.putRight(notice.text, Style(role: .problem), in: line)
      area.columns -= width + 1
    }
    canvas.put(
      prompt.field,
      at: Position(row: line.row, column: 1 + used),
      in: area,
      hasCursor: true
    )
  }

  private static func hints(_ state: ConsoleState, _ line: Rect, _ canvas: inout Canvas) {
    var column = 1
    for command in state.keyMap.hints(in: state.focus) {
      guard let hint = command.hint, let key = command.keys.first else { continue }
      let width = VisibleText("\(key.shortName) \(hint)").columns
      guard column + width <= line.columns else { return }
      column = canvas.put(
        [("\(key.shortName)", Style(role: .hintKey)), (" \(hint)", Style(role: .hint))],
        at: Position(row: line.row, column: column),
        in: line
      )
      column += 2
    }
  }
}
