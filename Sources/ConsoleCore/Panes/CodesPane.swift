/// What came of the selected delivery, and of the selected webhook's deliveries together.
enum CodesPane {
  static func note(_ state: ConsoleState) -> String {
    if state.session.focus == .codes {
      let count = state.codesLines.count
      let height = state.session.layout.inside(.codes).rows
      if count > height { return "\(min(count, state.codesTop(count) + height)) of \(count)" }
    }
    let what = state.session.isCapture ? "2xx" : "delivered"
    return state.tally.successRate.map { "\(PercentText.of($0)) \(what)" } ?? ""
  }

  static func scroll(_ state: ConsoleState, _ area: Rect) -> ScrollPosition {
    let count = state.codesLines.count
    return ScrollPosition(first: state.codesTop(count), shown: area.rows, count: count)
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let lines = state.codesLines
    let shown = lines.dropFirst(state.codesTop(lines.count)).prefix(area.rows)
    for (offset, line) in shown.enumerated() {
      canvas.put(
        line.pieces,
        at: Position(row: area.row + offset, column: area.column + 1),
        in: area.inset(rows: 0, columns: 1)
      )
    }
  }
}
