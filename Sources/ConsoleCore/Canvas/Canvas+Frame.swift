/// Which part of a list is on the screen.
struct ScrollPosition: Equatable, Sendable {
  let first: Int
  let shown: Int
  let count: Int

  /// The rows of a scrollbar's thumb in a bar of so many rows; `nil` where everything is shown.
  func thumb(in rows: Int) -> Range<Int>? {
    guard count > shown, shown > 0, rows > 0 else { return nil }
    let length = max(1, rows * shown / count)
    let most = count - shown
    // At the ends only where the list is at its ends.
    let top = min(rows - length, first * (rows - length) / most)
    let start =
      first == 0 ? 0 : first >= most ? rows - length : min(max(1, top), max(0, rows - length - 1))
    return start..<(start + length)
  }
}

extension Canvas {
  /// Draws a frame with a title in its upper edge and, where space allows, a note at the right of it;
  /// at its right edge a scrollbar if there is more than is shown.
  mutating func frame(
    _ area: Rect,
    title: String,
    note: String = "",
    focused: Bool,
    isBelow: Bool = false,
    scroll: ScrollPosition? = nil
  ) {
    guard area.rows > 0, area.columns > 1 else { return }
    let style = Style(role: focused ? .focusedBorder : .border)
    let last = area.bottom - 1
    for row in area.row..<area.bottom {
      put("│", style, at: Position(row: row, column: area.column), in: area)
      put("│", style, at: Position(row: row, column: area.right - 1), in: area)
    }
    for (row, left, right) in [
      (last, "└", "┘"), (area.row, isBelow ? "├" : "┌", isBelow ? "┤" : "┐"),
    ] {
      fill(area.line(row - area.row), style, with: "─")
      put(left, style, at: Position(row: row, column: area.column), in: area)
      put(right, style, at: Position(row: row, column: area.right - 1), in: area)
    }
    for row in scroll?.thumb(in: area.inside.rows) ?? 0..<0 {
      put("█", style, at: Position(row: area.row + 1 + row, column: area.right - 1), in: area)
    }
    let edge = Rect(row: area.row, column: area.column + 1, rows: 1, columns: area.columns - 2)
    let titleStyle = Style(role: focused ? .focusedBorder : .heading, bold: focused)
    let used = put(
      " \(title) ",
      titleStyle,
      at: Position(row: edge.row, column: edge.column),
      in: edge
    )
    let space = edge.columns - used - 1
    guard !note.isEmpty, space > 4 else { return }
    let width = min(TerminalSafeText.columns(of: note, limit: space) + 2, space)
    let start = Position(row: edge.row, column: edge.right - width)
    put(" \(note) ", Style(role: .faint), at: start, in: edge)
  }

  /// Shows an edge as that of the focused pane, whoever drew it.
  mutating func highlight(_ area: Rect) {
    guard area.rows > 0, area.columns > 1 else { return }
    let rows = [area.row, area.bottom - 1]
    for row in area.row..<area.bottom {
      let columns =
        rows.contains(row)
        ? Array(area.column..<area.right) : [area.column, area.right - 1]
      for column in columns { restyle(row, column, from: .border, to: .focusedBorder) }
    }
  }

  /// Puts pieces of text one after the other.
  /// - Returns: the column behind the last.
  @discardableResult
  package mutating func put(_ pieces: [(String, Style)], at position: Position, in area: Rect)
    -> Int
  {
    var location = position
    for (text, style) in pieces {
      location.column += put(text, style, at: location, in: area)
    }
    return location.column
  }

  /// Puts a sentence at the top of an area, in as many lines as it takes.
  mutating func say(_ text: String, _ role: Role, in area: Rect) {
    for (offset, line) in WrappedText.lines(text, columns: area.columns - 2).enumerated() {
      guard offset < area.rows else { return }
      let position = Position(row: area.row + offset, column: area.column + 1)
      put(line, Style(role: role), at: position, in: area)
    }
  }

  /// Puts a text so that it ends at the right edge of a line.
  mutating func putRight(_ text: String, _ style: Style, in line: Rect) {
    let width = min(TerminalSafeText.columns(of: text, limit: line.columns), line.columns)
    put(text, style, at: Position(row: line.row, column: line.right - width), in: line)
  }
}
