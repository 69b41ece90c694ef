/// All keys, drawn from the key table and narrowed by what is typed.
enum HelpOverlay {
  struct Line: Equatable {
    let keys: String
    let text: String
    let panes: String
  }

  static func lines(_ keyMap: KeyMap<ConsoleState>, matching text: String = "") -> [Line] {
    let words = text.lowercased().split(separator: " ")
    return keyMap.commands.compactMap { command in
      let keys = command.keys.map(\.shortName).joined(separator: " ")
      let whole = "\(keys) \(command.help) \(command.name)".lowercased()
      guard words.allSatisfy({ whole.contains($0) }) else { return nil }
      let isEverywhere = command.panes.count == Pane.allCases.count
      return Line(
        keys: keys,
        text: command.help,
        panes: isEverywhere ? "" : command.panes.map { String($0.number) }.joined(separator: " ")
      )
    }
  }

  static func draw(_ list: HelpList, _ keyMap: KeyMap<ConsoleState>, into canvas: inout Canvas) {
    let lines = lines(keyMap, matching: list.field.text)
    let rows = HelpOverlay.lines(keyMap).count + 3
    let box = canvas.bounds.centred(rows: rows, columns: 76)
    canvas.fill(box)
    canvas.frame(box, title: "Keys", note: "type to narrow · Esc closes", focused: true)
    let inside = box.inside
    guard inside.rows > 1 else { return }
    let prompt = inside.line(0)
    let start = Position(row: prompt.row, column: prompt.column + 1)
    let used = canvas.put("/ ", Style(role: .hintKey), at: start, in: prompt)
    canvas.put(
      list.field,
      at: Position(row: start.row, column: start.column + used),
      in: prompt,
      hasCursor: true
    )
    if lines.isEmpty {
      let position = Position(row: start.row + 1, column: start.column)
      canvas.put("no match", Style(role: .faint), at: position, in: inside)
    }
    let first = min(list.top, max(0, lines.count - inside.rows + 1))
    for (offset, line) in lines.dropFirst(first).prefix(inside.rows - 1).enumerated() {
      draw(line, inside.line(offset + 1), &canvas)
    }
  }

  private static func draw(_ line: Line, _ area: Rect, _ canvas: inout Canvas) {
    func at(_ column: Int) -> Position { Position(row: area.row, column: area.column + column) }
    let keys = Rect(row: area.row, column: area.column, rows: 1, columns: 18)
    canvas.put(line.keys, Style(role: .hintKey), at: at(1), in: keys)
    canvas.put(line.text, .plain, at: at(19), in: area)
    canvas.putRight(line.panes.isEmpty ? "" : "\(line.panes) ", Style(role: .faint), in: area)
  }
}
