import HookHTTP
import HookSupport

/// One exchange: a section's head as a table, its body below.
///
///     ┌ POST http://127.0.0.1:3000/hooks ───────────── 200 OK · 12 ms · sent ┐
///     │  1 Request   2 Response   3 Timing                                   │
///     │ HTTP/1.1 200 OK                                                      │
///     │ Content-Type  application/json                                       │
///     ├ Body ─────────────────────────────────── 17 bytes · JSON · 1 of 3 ───┤
///     │ ▾ { 1 key                                                            │
enum ExchangeOverlay {
  static func draw(_ view: ExchangeView, _ state: ConsoleState, into canvas: inout Canvas) {
    let layout = view.layout
    let exchange = view.record.exchange
    canvas.fill(layout.frame)
    let origin = view.record.origin.rawValue
    let number = view.record.origin == .attempt ? " \(view.record.number)" : ""
    let target = "\(exchange.request.method) \(exchange.request.requestedURL(withSecrets: false))"
    canvas.frame(
      layout.frame,
      title: target,
      note: "\(ResponseText.status(view.record.response).0) · "
        + "\(ResponseText.time(exchange.phases.end)) · \(origin)\(number)",
      focused: state.session.overlay == nil,
      scroll: scroll(view, layout)
    )
    drawSections(view, layout, &canvas)
    drawHead(view, state, layout, &canvas)
    guard view.hasBody else { return noBody(view, layout, &canvas) }
    drawDivider(view, state, layout, &canvas)
    PayloadPane.draw(view.body, state, in: layout.body, isFocused: view.isInBody, &canvas)
  }

  /// Of the part that has the selection.
  private static func scroll(_ view: ExchangeView, _ layout: ExchangeLayout) -> ScrollPosition? {
    view.isInBody
      ? PayloadPane.scroll(view.body, layout.body)
      : view.cursor.position(count: view.rows.count, height: layout.head.rows)
  }

  private static func drawSections(
    _ view: ExchangeView,
    _ layout: ExchangeLayout,
    _ canvas: inout Canvas
  ) {
    guard !layout.sections.isEmpty else { return }
    var column = layout.sections.column + 1
    for section in ExchangeSection.allCases {
      let isShown = section == view.section
      let text = "\(section.rawValue + 1) \(section.title)"
      let role: Role = isShown ? .heading : .faint
      let pieces = [(isShown ? "[\(text)]" : " \(text) ", Style(role: role, bold: isShown))]
      let position = Position(row: layout.sections.row, column: column)
      column = canvas.put(pieces, at: position, in: layout.sections) + 1
    }
  }

  private static func drawHead(
    _ view: ExchangeView,
    _ state: ConsoleState,
    _ layout: ExchangeLayout,
    _ canvas: inout Canvas
  ) {
    let rows = view.rows
    let text = ExchangeHeadText(rows, columns: layout.head.columns - 2, state.session.isMasked)
    let window = view.cursor.window(count: rows.count, height: layout.head.rows)
    for (offset, number) in window.enumerated() {
      let line = layout.head.line(offset)
      let start = Position(row: line.row, column: line.column + 1)
      let pieces = text.pieces(rows[number], isRevealed: view.isRevealed(number))
      canvas.put(pieces, at: start, in: line)
      if !view.isInBody, number == view.cursor.row { canvas.select(line) }
    }
  }

  private static func drawDivider(
    _ view: ExchangeView,
    _ state: ConsoleState,
    _ layout: ExchangeLayout,
    _ canvas: inout Canvas
  ) {
    let isRequest = view.section == .request
    let exchange = view.record.exchange
    let body = exchange.response?.body
    let count =
      isRequest ? exchange.request.body.map { _ in exchange.requestBodySize } : body?.count
    let isCut = isRequest ? exchange.isRequestCut : body.map { $0.raw.count < $0.count } ?? false
    let notes =
      [
        count.map { $0.asByteCount } ?? "", isCut ? "only the beginning is kept" : "",
        !isRequest && body?.decoded != nil ? "decoded" : "",
      ] + view.bodyTreatment + [PayloadPane.note(view.body, state)]
    let line = layout.divider
    canvas.put(
      String(repeating: "─", count: line.columns),
      Style(role: .border),
      at: Position(row: line.row, column: line.column),
      in: line
    )
    let start = Position(row: line.row, column: line.column + 1)
    canvas.put(" Body ", Style(role: view.isInBody ? .heading : .faint), at: start, in: line)
    let note = " \(notes.filter { !$0.isEmpty }.joined(separator: " · ")) "
    canvas.putRight(note, Style(role: .faint), in: line.inset(rows: 0, columns: 1))
  }

  private static func noBody(
    _ view: ExchangeView,
    _ layout: ExchangeLayout,
    _ canvas: inout Canvas
  ) {
    guard view.section != .timing, view.rows.count + 2 <= layout.head.rows else { return }
    let text =
      view.record.hasBodies ? "no body" : "the body is no longer kept: those of newer exchanges are"
    canvas.say(text, .faint, in: layout.head.droppingRows(view.rows.count + 1))
  }
}

/// The rows of a head as text: names in a column, values beside them, times as bars.
struct ExchangeHeadText {
  private let names: Int
  private let columns: Int
  private let isMasked: Bool

  init(_ rows: [ExchangeHead.Row], columns: Int, _ isMasked: Bool) {
    let widths = rows.map { TerminalSafeText.columns(of: Self.name($0)) }
    names = min(widths.max() ?? 0, max(8, columns / 3))
    (self.columns, self.isMasked) = (columns, isMasked)
  }

  private static func name(_ row: ExchangeHead.Row) -> String {
    switch row {
    case .line: ""
    case .header(let field, let isTrailer): field.name + (isTrailer ? " (trailer)" : "")
    case .phase(let name, _, _), .fact(let name, _): name
    case .signature: "signature"
    }
  }

  func pieces(_ row: ExchangeHead.Row, isRevealed: Bool) -> [(String, Style)] {
    let name = [(DiffText.padded(Self.name(row), names) + "  ", Style(role: .key))]
    switch row {
    case .line(let text, let role): return [(text, Style(role: role, bold: true))]
    case .fact(_, let value): return name + [(value, .plain)]
    case .signature(let state): return name + [Self.text(state)]
    case .header(let field, _):
      let shown = isRevealed ? field : HeaderSecrets.masked(field)
      return name + [(isMasked ? "•••" : shown.value, .plain)]
    case .phase(_, let range, let total):
      let time = "\(Milliseconds.text(microseconds: range.count)) ms"
      let padded = String(repeating: " ", count: max(0, 12 - time.count)) + time
      return name + [("\(padded)  ", .plain)] + bar(range, of: total)
    }
  }

  private static func text(_ state: SignatureState) -> (String, Style) {
    switch state {
    case .unchecked, .checking: ("checking…", Style(role: .faint))
    case .cut: ("not checked: only the beginning of the body is kept", Style(role: .faint))
    case .noSecret: ("not checked: the profile has no secrets", Style(role: .faint))
    case .checked(let result):
      (result.description, Style(role: result.isRight ? .success : .problem))
    }
  }

  /// Where in the whole time a part lies.
  private func bar(_ range: Range<Int>, of total: Int) -> [(String, Style)] {
    let width = max(0, columns - names - 16)
    guard total > 0, width > 0 else { return [] }
    let start = min(width - 1, range.lowerBound * width / total)
    let end = range.upperBound * width / total
    let length = range.isEmpty ? 0 : max(1, end - start)
    let bar = length == 0 ? "▏" : String(repeating: "█", count: min(length, width - start))
    return [(String(repeating: " ", count: start), .plain), (bar, Style(role: .success))]
  }
}
