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

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let window = state.webhooks.cursor.window(count: state.webhookRowCount, height: area.rows)
    for (offset, row) in window.enumerated() {
      let line = area.line(offset)
      if row == 0 {
        drawAll(state, line, &canvas)
      } else {
        draw(state.hooks.webhooks[row - 1], state, line, &canvas)
      }
      if row == state.webhooks.cursor.row { canvas.select(line) }
    }
    guard state.hooks.webhooks.isEmpty, area.rows > 1 else { return }
    canvas.put(empty(state), Style(role: .faint), at: at(area.line(1), 3), in: area)
  }

  private static func empty(_ state: ConsoleState) -> String {
    if state.session.employer == nil { return "no employer: E chooses one" }
    if state.hooks.isListed { return "no webhooks yet: c creates one" }
    if case .failing = state.hooks.health { return "none received: r retries, E other employer" }
    return "loading webhooks…"
  }

  private static func at(_ line: Rect, _ column: Int) -> Position {
    Position(row: line.row, column: line.column + column)
  }

  private static func drawAll(_ state: ConsoleState, _ line: Rect, _ canvas: inout Canvas) {
    canvas.put("All webhooks", Style(role: .heading), at: at(line, 3), in: line)
    let count = state.hooks.timeline.count()
    guard line.columns > 30 else { return }
    canvas.putRight(
      count == 1 ? "1 event " : "\(count) events ",
      Style(role: .faint),
      in: line
    )
  }

  private static func draw(
    _ webhook: HookState.KnownWebhook,
    _ state: ConsoleState,
    _ line: Rect,
    _ canvas: inout Canvas
  ) {
    let last = state.hooks.lastDelivery(of: webhook.id)
    let count = webhook.eventCount.map(String.init) ?? ""
    let code = last.map(CodeText.short) ?? ""
    let numbers = 10
    let space = max(0, line.columns - 3 - numbers)
    // Names first: the shortest that may stand beside them is `410 at 11:58`.
    let name = min(27, max(space - 13, space * 2 / 5))
    let left = Rect(row: line.row, column: line.column, rows: 1, columns: line.columns - numbers)
    mark(webhook, line, &canvas)
    let role: Role = webhook.active == false ? .faint : .plain
    let nameArea = Rect(row: line.row, column: line.column + 3, rows: 1, columns: name)
    canvas.put(webhook.title, Style(role: role), at: at(line, 3), in: nameArea)
    let rest = max(0, left.right - left.column - 4 - name - 1)
    canvas.put(
      URLText.fitted(target(webhook, state), columns: rest),
      targetStyle(webhook),
      at: at(line, 4 + name),
      in: left
    )
    let right = Rect(row: line.row, column: line.right - numbers, rows: 1, columns: numbers - 5)
    canvas.putRight(count, Style(role: role), in: right)
    if let last {
      canvas.put(code, Style(role: CodeText.role(last)), at: at(line, line.columns - 4), in: line)
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

  /// Where it sends to; of an inactive one why it is, where the records show it.
  private static func target(_ webhook: HookState.KnownWebhook, _ state: ConsoleState) -> String {
    if webhook.active == false, let reason = state.inactiveReason(webhook.id) { return reason }
    return webhook.url.map(HTTPURL.shown) ?? ""
  }

  private static func targetStyle(_ webhook: HookState.KnownWebhook) -> Style {
    Style(role: webhook.active == false ? .clientError : .faint)
  }
}

extension HookState {
  /// The newest delivery of a webhook that is known.
  package func lastDelivery(of id: RecordID) -> Delivery? {
    timeline.entry(at: 0, in: .webhook(id))?.delivery ?? webhook(id)?.record?.lastDelivery
  }
}

extension ConsoleState {
  package var times: TimeText { TimeText(zone: session.zone, now: session.clock()) }

  /// `410 at 11:58`: why a webhook is inactive, where a delivery shows it.
  func inactiveReason(_ id: RecordID) -> String? {
    guard let gone = hooks.tally(of: id).gone else { return nil }
    // What was delivered after it shows that the webhook was active again.
    let newest = hooks.timeline.entry(at: 0, in: .webhook(id))?.delivery
    if let newest, let created = newest.created, created > gone, newest.taskStatus == .sent {
      return nil
    }
    return "410 \(gone.hasTime ? "at" : "on") \(times.point(gone))"
  }
}
