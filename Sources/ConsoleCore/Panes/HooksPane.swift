import HookModel
import HookSupport

/// The list of webhooks; its first row stands for all of them.
///
///     ● Employee Created    https://crm.example/h     42 200
///     ○ Job Completed       410 at 11:58               3 410
enum HooksPane {
  static func note(_ state: ConsoleState) -> String {
    guard state.hooks.isListed else { return "" }
    let active = state.hooks.webhooks.filter { $0.active != false }.count
    return "\(active) of \(state.hooks.webhooks.count) active"
  }

  static func scroll(_ state: ConsoleState, _ area: Rect) -> ScrollPosition {
    state.webhooks.cursor.position(count: state.webhookRowCount, height: area.rows)
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let window = state.webhooks.cursor.window(count: state.webhookRowCount, height: area.rows)
    let rows = window.filter { $0 > 0 }.map { Row(state.hooks.webhooks[$0 - 1], state) }
    let columns = Columns(rows, area.columns)
    for (offset, row) in window.enumerated() {
      let line = area.line(offset)
      if row == 0 {
        drawAll(state, line, &canvas)
      } else {
        draw(rows[row - max(1, window.lowerBound)], columns, line, &canvas)
      }
      if row == state.webhooks.cursor.row { canvas.select(line) }
    }
    guard state.hooks.webhooks.isEmpty, area.rows > 1 else { return }
    canvas.say(state.emptyWebhooks, .faint, in: area.droppingRows(1))
  }

  private static func at(_ line: Rect, _ column: Int) -> Position {
    Position(row: line.row, column: line.column + column)
  }

  private static func drawAll(_ state: ConsoleState, _ line: Rect, _ canvas: inout Canvas) {
    canvas.put(
      state.session.isCapture ? "All sources" : "All webhooks",
      Style(role: .heading),
      at: at(line, 3),
      in: line
    )
    // Those that are not fetched count, too, as far as the server tells them.
    let told = state.hooks.webhooks.compactMap(\.eventCount).reduce(0, +)
    let count = max(state.hooks.timeline.count(), told)
    guard line.columns > 30 else { return }
    let noun = state.session.isCapture ? "request" : "event"
    canvas.putRight(
      "\(count) \(noun)\(count == 1 ? "" : "s") ",
      Style(role: .faint),
      in: line
    )
  }

  /// What is to be read of a webhook.
  private struct Row {
    let webhook: HookState.KnownWebhook
    let title: String
    /// Where it sends to; of an inactive one why it is, where the records show it.
    let target: String
    let isReason: Bool
    let count: String
    let last: Delivery?

    init(_ webhook: HookState.KnownWebhook, _ state: ConsoleState) {
      self.webhook = webhook
      title = webhook.title
      let reason = webhook.active == false ? state.inactiveReason(webhook.id) : nil
      isReason = reason != nil
      let address =
        state.session.isCapture ? state.sourceNote(webhook) : webhook.url.map(HTTPURL.shown)
      target = reason ?? address ?? ""
      count = webhook.eventCount.map(String.init) ?? ""
      last = state.hooks.lastDelivery(of: webhook.id)
    }
  }

  /// How wide each column is: as the rows on the screen need it, the name first.
  private struct Columns {
    let name: Int
    let target: Int
    let count: Int

    /// The least of a URL that tells one from another.
    private static let leastTarget = 12

    init(_ rows: [Row], _ columns: Int) {
      count = rows.map { TerminalSafeText.columns(of: $0.count) }.max() ?? 0
      let names = rows.map { TerminalSafeText.columns(of: $0.title) }.max() ?? 0
      let targets = rows.map { TerminalSafeText.columns(of: $0.target, limit: columns) }.max() ?? 0
      let reasons =
        rows.filter(\.isReason).map { TerminalSafeText.columns(of: $0.target) }.max() ?? 0
      let space = max(0, columns - 3 - 2 - (count > 0 ? count + 1 : 0) - 5)
      let least = min(targets, max(Self.leastTarget, reasons), space / 2)
      name = min(names, space - least)
      target = space - name
    }
  }

  private static func draw(
    _ row: Row,
    _ columns: Columns,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    let webhook = row.webhook
    mark(webhook, line, &canvas)
    let role: Role = webhook.active == false ? .faint : .plain
    let name = TerminalSafeText(row.title).cutMiddle(to: columns.name)
    canvas.put(name, Style(role: role), at: at(line, 3), in: line)
    let style = Style(role: webhook.active == false ? .clientError : .faint)
    let target = Rect(
      row: line.row,
      column: line.column + 5 + columns.name,
      rows: 1,
      columns: columns.target
    )
    canvas.put(
      URLText.fitted(row.target, columns: columns.target),
      style,
      at: at(target, 0),
      in: target
    )
    let count = Rect(row: line.row, column: line.column, rows: 1, columns: line.columns - 5)
    canvas.putRight(row.count, Style(role: role), in: count)
    if let last = row.last {
      let code = Style(role: CodeText.role(last))
      canvas.put(CodeText.short(last), code, at: at(line, line.columns - 4), in: line)
    }
  }

  private static func mark(
    _ webhook: HookState.KnownWebhook,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    let (sign, role): (String, Role) =
      switch webhook.active {
      case true?: ("●", .live)
      case false?: ("○", .faint)
      case nil: ("◌", .faint)
      }
    canvas.put(sign, Style(role: role), at: at(line, 1), in: line)
  }
}

extension HookState {
  /// The newest delivery of a webhook that is known.
  package func lastDelivery(of id: RecordID) -> Delivery? {
    timeline.entry(at: 0, in: .webhook(id))?.delivery ?? webhook(id)?.record?.lastDelivery
  }
}
