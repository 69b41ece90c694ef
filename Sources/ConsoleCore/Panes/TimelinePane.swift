import HookModel

/// The events of the selected webhook or of all, newest first.
///
///     12:01:03  200  Employee Created · Zoë Ellis     ×1
enum TimelinePane {
  static func note(_ state: ConsoleState) -> String {
    let count = state.eventCount
    var parts: [String] = []
    if let target = state.deliveries.forwarding.target { parts.append("→ \(target)") }
    if let filter = state.deliveries.filter {
      parts.append("only \(state.shown(filter))" + (state.hooks.isFiltering ? " …" : ""))
    }
    if count > 0, state.deliveries.isFollowing { parts.append("following") }
    if count > 0, !state.deliveries.isFollowing, state.deliveries.unseen > 0 {
      parts.append("\(state.deliveries.unseen) new ↑")
    }
    if count > 0 { parts.append("\(state.deliveries.cursor.row + 1)/\(count)") }
    return parts.joined(separator: " · ")
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let window = state.deliveries.cursor.window(count: state.eventCount, height: area.rows)
    let columns = Columns(area, hasLocal: state.deliveries.forwarding.isInUse)
    let times = state.times
    for (offset, row) in window.enumerated() {
      guard let entry = state.entry(at: row) else { continue }
      let line = area.line(offset)
      draw(entry, state, times, columns, line, &canvas)
      if row == state.deliveries.cursor.row { canvas.select(line) }
    }
    if state.eventCount == 0, area.rows > 0 {
      canvas.put(empty(state), Style(role: .faint), at: columns.position(2, area), in: area)
    }
  }

  private static func empty(_ state: ConsoleState) -> String {
    if !state.hooks.isListed { return "" }
    if state.hooks.isFiltering { return "looking …" }
    if let filter = state.deliveries.filter {
      return "no match for \(state.shown(filter)): f changes the filter"
    }
    return state.selectedWebhook == nil ? "no events yet" : "no events for this webhook yet"
  }

  /// Which columns fit.
  private struct Columns {
    let time: Int
    let hasStatus: Bool
    /// Beside the recorded code, that of the local endpoint: `→200`.
    let hasLocal: Bool
    let name: Int

    /// The columns of a status and the blanks before it.
    static let status = 12

    init(_ area: Rect, hasLocal: Bool) {
      self.hasLocal = hasLocal
      time = area.columns >= 60 ? 12 : 8
      hasStatus = area.columns >= 60
      name =
        area.columns - 1 - time - 2 - 3 - 2 - 5 - (hasStatus ? Self.status : 0) - (hasLocal ? 5 : 0)
    }

    func position(_ column: Int, _ line: Rect) -> Position {
      Position(row: line.row, column: line.column + column)
    }
  }

  private static func draw(
    _ entry: Timeline.Entry,
    _ state: ConsoleState,
    _ times: TimeText,
    _ columns: Columns,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    let delivery = entry.delivery
    let time = columns.time == 8 ? times.short(delivery.created) : times.medium(delivery.created)
    let role = CodeText.role(delivery)
    canvas.put(time, Style(role: .faint), at: columns.position(1, line), in: line)
    var column = 1 + columns.time + 2
    canvas.put(
      CodeText.short(delivery),
      Style(role: role),
      at: columns.position(column, line),
      in: line
    )
    column += columns.hasLocal ? 3 : 5
    if columns.hasLocal {
      if let answer = state.deliveries.forwarding.answers[delivery.id] {
        let style = Style(role: CodeText.role(CodeClass(code: answer.status)))
        let text = answer.status == 0 ? "→---" : "→\(answer.status)"
        canvas.put(text, style, at: columns.position(column, line), in: line)
      }
      column += 7
    }
    let status = columns.hasStatus ? CodeText.status(delivery) : nil
    let nameArea = Rect(
      row: line.row,
      column: line.column + column,
      rows: 1,
      columns: columns.name + (columns.hasStatus && status == nil ? Columns.status : 0)
    )
    canvas.put(
      state.title(of: entry),
      .plain,
      at: columns.position(column, line),
      in: nameArea
    )
    if let status {
      let location = columns.position(line.columns - 16, line)
      canvas.put(
        status,
        Style(role: role == .success ? .faint : role),
        at: location,
        in: line
      )
    }
    guard delivery.attempts > 0 else { return }
    canvas.putRight("×\(delivery.attempts) ", Style(role: .faint), in: line)
  }
}
