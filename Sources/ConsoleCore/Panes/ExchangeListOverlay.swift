/// A list of exchanges, the newest first.
///
///     ┌ History ──────────────────────────────────────────────── 1 of 12 ┐
///     │ 12:00:31  500   34 ms  forwarded  127.0.0.1:3000/hooks  Employee…│
enum ExchangeListOverlay {
  static func draw(_ list: ExchangeList, _ state: ConsoleState, into canvas: inout Canvas) {
    let area = state.session.layout.body
    let inside = area.inside
    canvas.fill(area)
    let count = list.shown.count
    let filter = list.filter.isEmpty ? "" : "only \(state.shown(list.filter)) · "
    let dropped = dropped(list, state)
    canvas.frame(
      area,
      title: title(list, state),
      note: count == 0 ? filter : "\(filter)\(list.cursor.row + 1) of \(count)\(dropped)",
      focused: state.session.overlay == nil,
      scroll: list.cursor.position(count: count, height: inside.rows)
    )
    guard count > 0 else {
      canvas.say(empty(list, state), .faint, in: inside)
      return
    }
    let window = list.cursor.window(count: count, height: inside.rows)
    let records = window.map { state.record(list.shown[$0], in: list.source) }
    let texts = records.map { $0.map { state.rowText($0) } }
    let columns = Columns(texts.compactMap { $0 }, list.source, columns: inside.columns - 2)
    for (offset, row) in window.enumerated() {
      let line = inside.line(offset)
      if let text = texts[offset], let record = records[offset] {
        let start = Position(row: line.row, column: line.column + 1)
        canvas.put(columns.pieces(text), at: start, in: line)
        if state.payload.remembered?.source == .exchange(record.id, .whole) {
          canvas.put(
            "m",
            Style(role: .match),
            at: Position(row: line.row, column: line.column),
            in: line
          )
        }
      }
      if row == list.cursor.row { canvas.select(line) }
    }
  }

  private static func title(_ list: ExchangeList, _ state: ConsoleState) -> String {
    switch list.source {
    case .history: "Sent and forwarded in this session"
    case .attempts(let id, let webhook):
      "Attempts of \(state.shownTitle(id, of: webhook))"
    }
  }

  /// How many attempts the server no longer has, the oldest ones.
  private static func dropped(_ list: ExchangeList, _ state: ConsoleState) -> String {
    guard case .attempts = list.source, let first = state.records(of: list.source).first?.number,
      first > 1
    else { return "" }
    return " · \(first - 1) older not kept"
  }

  private static func empty(_ list: ExchangeList, _ state: ConsoleState) -> String {
    list.filter.isEmpty
      ? "nothing yet" : "nothing matches \(state.shown(list.filter)): Esc clears the filter"
  }

  /// As wide as what is shown needs; the target gives way before the title.
  private struct Columns {
    private let widths: [Int]
    private let source: ExchangeList.Source
    private let columns: Int

    init(_ texts: [ExchangeRowText], _ source: ExchangeList.Source, columns: Int) {
      func width(_ text: (ExchangeRowText) -> String) -> Int {
        texts.map { TerminalSafeText.columns(of: text($0)) }.max() ?? 0
      }
      let fixed = [
        width(\.number), width(\.time), 3, width(\.duration),
        source == .history ? width(\.origin) : 0,
      ]
      let rest = columns - fixed.reduce(0) { $0 + $1 + ($1 > 0 ? 2 : 0) }
      let title = source == .history ? width(\.title) : 0
      let target = min(width(\.target), max(rest / 3, rest - title - 2))
      widths = fixed + [max(0, target)]
      (self.source, self.columns) = (source, columns)
    }

    func pieces(_ text: ExchangeRowText) -> [(String, Style)] {
      var pieces: [(String, Style)] = []
      if widths[0] > 0 { pieces.append((Self.right(text.number, widths[0]), Style(role: .faint))) }
      pieces += [
        (DiffText.padded(text.time, widths[1]) + "  ", Style(role: .faint)),
        (DiffText.padded(text.code.text, widths[2]) + "  ", Style(role: text.code.role)),
        (Self.right(text.duration, widths[3]), .plain),
      ]
      if widths[4] > 0 {
        pieces.append((DiffText.padded(text.origin, widths[4]) + "  ", Style(role: .faint)))
      }
      let target = URLText.fitted(text.target, columns: widths[5])
      pieces.append((DiffText.padded(target, widths[5]) + "  ", Style(role: .faint)))
      if source == .history { pieces.append((text.title, .plain)) }
      if !text.problem.isEmpty {
        pieces.append(
          (source == .history ? "  \(text.problem)" : text.problem, Style(role: .problem))
        )
      }
      return pieces
    }

    private static func right(_ text: String, _ columns: Int) -> String {
      String(repeating: " ", count: max(0, columns - text.count)) + text + "  "
    }
  }
}
