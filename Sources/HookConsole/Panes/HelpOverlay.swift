/// All keys, drawn from the key table.
enum HelpOverlay {
  struct Line: Equatable {
    let keys: String
    let text: String
    let panes: String
  }

  static func lines(_ keyMap: KeyMap) -> [Line] {
    keyMap.commands.map { command in
      let isEverywhere = command.panes.count == Pane.allCases.count
      return Line(
        keys: command.keys.map(\.shortName).joined(separator: " "),
        text: command.help,
        panes: isEverywhere ? "" : command.panes.map { String($0.number) }.joined(separator: " ")
      )
    }
  }

  static func draw(_ keyMap: KeyMap, top: Int, into canvas: inout Canvas) {
    let lines = lines(keyMap)
    let box = canvas.bounds.centred(rows: lines.count + 2, columns: 76)
    canvas.fill(box)
    canvas.frame(box, title: "Keys", note: "j k scroll · any other key closes", focused: true)
    let inside = box.inside
    let first = min(top, max(0, lines.count - inside.rows))
    for (offset, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
      let area = inside.line(offset)
      func at(_ column: Int) -> Position { Position(row: area.row, column: area.column + column) }
      let keys = Rect(row: area.row, column: area.column, rows: 1, columns: 14)
      canvas.put(line.keys, Style(role: .hintKey), at: at(1), in: keys)
      canvas.put(line.text, .plain, at: at(15), in: area)
      canvas.putRight(line.panes.isEmpty ? "" : "\(line.panes) ", Style(role: .faint), in: area)
    }
  }
}
