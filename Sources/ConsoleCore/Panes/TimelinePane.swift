import HookModel

/// The events of the selected webhook or of all, newest first.
///
///     12:01:03  200  Employee Created · Zoë Ellis     ×3
enum TimelinePane {
  static func note(_ state: ConsoleState) -> String {
    let count = state.eventCount
    var parts: [String] = []
    if !state.deliveries.marks.isEmpty { parts.append("\(state.deliveries.marks.count) marked") }
    if count > 0 { parts.append("\(state.deliveries.cursor.row + 1) of \(count)") }
    if let filter = state.deliveries.filter {
      parts.append("only \(state.shown(filter))" + (state.hooks.isFiltering ? " …" : ""))
    }
    if let target = state.deliveries.forwarding.target { parts.append("→ \(target)") }
    if count > 0, state.deliveries.isFollowing { parts.append("following") }
    if state.deliveries.newAbove > 0 { parts.append("\(state.deliveries.newAbove) new ↑") }
    return parts.joined(separator: " · ")
  }

  static func scroll(_ state: ConsoleState, _ area: Rect) -> ScrollPosition {
    state.deliveries.cursor.position(count: state.eventCount, height: area.rows)
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let window = state.deliveries.cursor.window(count: state.eventCount, height: area.rows)
    let times = state.times
    let rows = window.compactMap { row in
      state.entry(at: row).map { Row($0, state, times) }
    }
    let columns = Columns(rows, area.columns, hasLocal: state.deliveries.forwarding.url != nil)
    for (offset, row) in rows.enumerated() {
      let line = area.line(offset)
      draw(row, columns, line, &canvas)
      let isRemembered = state.payload.remembered?.delivery?.id == row.delivery.id
      if isRemembered || state.deliveries.marks.contains(row.delivery.id) {
        let edge = Position(row: line.row, column: line.column)
        canvas.put(
          isRemembered ? "m" : "▪",
          Style(role: .match, bold: true),
          at: edge,
          in: line
        )
      }
      if window.lowerBound + offset == state.deliveries.cursor.row { canvas.select(line) }
    }
    if state.eventCount == 0 { canvas.say(state.emptyEvents, .faint, in: area) }
  }

  /// What is to be read of a delivery.
  private struct Row {
    let delivery: Delivery
    let time: String
    let shortTime: String
    let local: (text: String, role: Role)?
    let name: String
    let status: String
    let attempts: String

    init(_ entry: Timeline.Entry, _ state: ConsoleState, _ times: TimeText) {
      delivery = entry.delivery
      time = times.medium(delivery.created)
      shortTime = times.short(delivery.created)
      local = state.deliveries.history.forwarded(delivery.id).map(\.response).map { answer in
        (
          "→" + (answer.status == 0 ? "---" : String(answer.status)),
          CodeText.role(CodeClass(code: answer.status))
        )
      }
      name = state.title(of: entry)
      let note = state.session.isCapture ? CaptureNote.short(delivery.statusMessage ?? "") : ""
      status = CodeText.status(delivery) ?? note
      attempts = delivery.attempts > 1 ? "×\(delivery.attempts)" : ""
    }
  }

  /// How wide each column is: as the rows on the screen need it, the name first.
  private struct Columns {
    let time: Int
    let isShort: Bool
    /// Beside the recorded code, that of the local endpoint: `→200`.
    let hasLocal: Bool
    let name: Int
    let status: Int
    let attempts: Int

    init(_ rows: [Row], _ columns: Int, hasLocal: Bool) {
      self.hasLocal = hasLocal
      attempts = Self.widest(rows.map(\.attempts))
      let long = Self.widest(rows.map(\.time))
      let names = Self.widest(rows.map(\.name), limit: columns)
      let statuses = Self.widest(rows.map(\.status))
      let fixed = 1 + 2 + 3 + (hasLocal ? 5 : 0) + 2 + (attempts > 0 ? 2 + attempts : 0) + 1
      let space = columns - fixed
      isShort = space - long < names
      time = isShort ? Self.widest(rows.map(\.shortTime)) : long
      let left = space - time
      // A status is shown whole or not at all.
      let spare = left - min(names, left) - 2
      status = spare >= statuses ? statuses : 0
      name = left - (status > 0 ? 2 + status : 0)
    }

    private static func widest(_ texts: [String], limit: Int = .max) -> Int {
      texts.map { TerminalSafeText.columns(of: $0, limit: limit) }.max() ?? 0
    }
  }

  private static func draw(
    _ row: Row,
    _ columns: Columns,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    let role = CodeText.role(row.delivery)
    var column = 1
    func put(_ text: String, _ style: Style, width: Int) {
      let cell = Rect(row: line.row, column: line.column + column, rows: 1, columns: width)
      canvas.put(text, style, at: Position(row: cell.row, column: cell.column), in: cell)
      column += width + 2
    }
    put(columns.isShort ? row.shortTime : row.time, Style(role: .faint), width: columns.time)
    put(CodeText.short(row.delivery), Style(role: role), width: 3)
    if columns.hasLocal {
      column -= 1
      put(row.local?.text ?? "", Style(role: row.local?.role ?? .plain), width: 4)
    }
    // A name that has nothing beside it may use its space.
    let hasStatus = columns.status > 0 && !row.status.isEmpty
    var name = columns.name
    if !hasStatus {
      if columns.status > 0 { name += columns.status + 2 }
      if row.attempts.isEmpty, columns.attempts > 0 { name += columns.attempts + 2 }
    }
    put(DeliveryTitle.fitted(row.name, columns: name), .plain, width: name)
    if hasStatus {
      put(row.status, Style(role: role == .success ? .faint : role), width: columns.status)
    }
    guard !row.attempts.isEmpty else { return }
    canvas.putRight("\(row.attempts) ", Style(role: .faint), in: line)
  }
}
