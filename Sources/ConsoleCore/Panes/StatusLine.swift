import HookSupport

/// The first line: where we are, how fresh what is shown is.
enum TitleLine {
  static func draw(_ state: ConsoleState, into canvas: inout Canvas) {
    let line = state.session.layout.title
    guard !line.isEmpty else { return }
    let (sign, role) = freshness(state)
    let server = "  \(state.session.location.server) "
    let width = TerminalSafeText.columns(of: sign) + TerminalSafeText.columns(of: server)
    let start = max(0, line.columns - width)
    let left = Rect(row: line.row, column: 0, rows: 1, columns: max(0, start - 1))
    canvas.put(
      [
        (" \(state.session.location.employer)", Style(role: .heading)),
        (state.session.isCapture ? "" : " › Settings › Webhooks", Style(role: .faint)),
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
    canvas.put(prompt.field, at: position, in: line, hasCursor: true)
    // Past the cursor, so that it does not look like typed text.
    let length = TerminalSafeText.columns(of: prompt.field.text)
    let aside = Position(row: line.row, column: position.column + length + 2)
    if !prompt.aside.isEmpty {
      canvas.put(prompt.aside, Style(role: .faint), at: aside, in: line)
    }
    // The title of the pane may have no space for it.
    if state.payload.searching != nil {
      canvas.putRight("searching… ", Style(role: .faint), in: line)
    }
  }

  /// As many as fit; the way to the others always.
  private static func hints(_ state: ConsoleState, _ line: Rect, _ canvas: inout Canvas) {
    let last = state.session.overlay == nil ? state.hint("help") : nil
    let end = line.columns - (last.map { width($0) + 2 } ?? 0)
    var column = 1
    for hint in state.session.overlay?.hints ?? state.hints {
      guard column + width(hint) <= end else { break }
      column = put(hint, at: column, line, &canvas)
    }
    if let last, column + width(last) <= line.columns {
      _ = put(last, at: column, line, &canvas)
    }
  }

  private typealias Hint = (key: String, text: String)

  private static func width(_ hint: Hint) -> Int {
    TerminalSafeText.columns(of: "\(hint.key) \(hint.text)")
  }

  private static func put(_ hint: Hint, at column: Int, _ line: Rect, _ canvas: inout Canvas)
    -> Int
  {
    let pieces = [
      (hint.key, Style(role: .hintKey)), (" \(hint.text)", Style(role: .hint)),
    ]
    return canvas.put(pieces, at: Position(row: line.row, column: column), in: line) + 2
  }
}
