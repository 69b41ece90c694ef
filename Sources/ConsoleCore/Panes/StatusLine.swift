import HookSupport

/// The first line: where we are, how fresh what is shown is.
enum TitleLine {
  static func draw(_ state: ConsoleState, into canvas: inout Canvas) {
    let line = state.session.layout.title
    guard !line.isEmpty else { return }
    let (sign, role) = freshness(state)
    let server = "  \(state.session.location.server) "
    let width = TerminalSafeText(sign).columns + TerminalSafeText(server).columns
    let start = max(0, line.columns - width)
    let left = Rect(row: line.row, column: 0, rows: 1, columns: max(0, start - 1))
    canvas.put(
      [
        (" \(state.session.location.employer)", Style(role: .heading)),
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
    case .starting:
      state.session.employer == nil ? ("○ no employer", .faint) : ("◌ connecting", .pending)
    case .live: ("● live", .live)
    case .waiting(let since):
      ("◌ no response since \(state.times.point(Timestamp(seconds: since)))", .pending)
    case .failing(let problem):
      (
        "⚠ \(state.hooks.isListed ? "stale" : "failing") since "
          + state.times.point(Timestamp(seconds: problem.since)), .problem
      )
    }
  }
}

/// The last line: what came of the last key, else what is wrong, else what can be done here.
enum StatusLine {
  static func draw(_ state: ConsoleState, into canvas: inout Canvas) {
    let line = state.session.layout.status
    guard !line.isEmpty else { return }
    let start = Position(row: line.row, column: 1)
    if let notice = state.session.notice {
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

  /// The line that asks for a text; what is wrong with it stands above.
  static func draw(_ prompt: ConsoleState.Prompt, _ state: ConsoleState, into canvas: inout Canvas)
  {
    let line = state.session.layout.status
    guard !line.isEmpty else { return }
    canvas.fill(line)
    let start = Position(row: line.row, column: 1)
    let used = canvas.put(prompt.label, Style(role: .hintKey), at: start, in: line)
    if let notice = state.session.notice, notice.isProblem, line.row > 0 {
      var above = line
      above.row -= 1
      canvas.fill(above)
      let position = Position(row: above.row, column: 1)
      canvas.put(notice.text, Style(role: .problem), at: position, in: above)
    }
    let position = Position(row: line.row, column: 1 + used)
    if prompt.field.text.isEmpty {
      canvas.put(prompt.example, Style(role: .faint), at: position, in: line)
    }
    canvas.put(prompt.field, at: position, in: line, hasCursor: true)
    // The title of the pane may have no space for it.
    if state.payload.searching != nil {
      canvas.putRight("searching… ", Style(role: .faint), in: line)
    }
  }

  /// As many as fit; the way to the others always.
  private static func hints(_ state: ConsoleState, _ line: Rect, _ canvas: inout Canvas) {
    let commands = state.session.keyMap.hints(in: state.session.focus)
    let last = commands.first { $0.name == "help" }
    var end = line.columns
    if let last { end -= width(of: last, state) + 2 }
    var column = 1
    for command in commands where command.name != last?.name {
      guard column + width(of: command, state) <= end else { break }
      column = put(command, state, at: column, line, &canvas)
    }
    if let last, column + width(of: last, state) <= line.columns {
      _ = put(last, state, at: column, line, &canvas)
    }
  }

  private static func width(of command: Command<ConsoleState>, _ state: ConsoleState) -> Int {
    TerminalSafeText("\(command.keys[0].shortName) \(text(of: command, state))").columns
  }

  private static func text(of command: Command<ConsoleState>, _ state: ConsoleState) -> String {
    command.hint?(state) ?? ""
  }

  private static func put(
    _ command: Command<ConsoleState>,
    _ state: ConsoleState,
    at column: Int,
    _ line: Rect,
    _ canvas: inout Canvas
  ) -> Int {
    let key = (command.keys[0].shortName, Style(role: .hintKey))
    let hint = (" \(text(of: command, state))", Style(role: .hint))
    return canvas.put([key, hint], at: Position(row: line.row, column: column), in: line) + 2
  }
}
