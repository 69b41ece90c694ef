/// What came of the selected delivery, and of the selected webhook's deliveries together.
enum CodesPane {
  static func note(_ state: ConsoleState) -> String {
    let count = state.codesLines.count
    let height = state.session.layout.inside(.codes).rows
    if state.session.focus == .codes, count > height {
      return "\(min(count, state.codesTop + height)) of \(count)"
    }
    let what = state.session.isCapture ? "2xx" : "delivered"
    return state.tally.successRate.map { "\(PercentText.of($0)) \(what)" } ?? ""
  }

  static func scroll(_ state: ConsoleState, _ area: Rect) -> ScrollPosition {
    ScrollPosition(first: state.codesTop, shown: area.rows, count: state.codesLines.count)
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let lines = state.codesLines.dropFirst(state.codesTop)
    for (offset, line) in lines.prefix(area.rows).enumerated() {
      canvas.put(
        line.pieces,
        at: Position(row: area.row + offset, column: area.column + 1),
        in: area.inset(rows: 0, columns: 1)
      )
    }
  }
}
