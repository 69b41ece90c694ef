extension Canvas {
  /// Draws a line that is being typed, scrolled so that the cursor is seen, and shows the cursor.
  package mutating func put(
    _ field: TextField,
    at position: Position,
    in area: Rect,
    hasCursor: Bool
  ) {
    let space = area.right - position.column
    guard space > 1 else { return }
    let before = TerminalSafeText.columns(of: field.text.prefix(field.cursor))
    var hidden = 0
    var start = field.text.startIndex
    while before - hidden >= space, start < field.text.endIndex {
      hidden += TerminalSafeText.columns(of: String(field.text[start]))
      start = field.text.index(after: start)
    }
    put(field.text[start...], .plain, at: position, in: area)
    if hasCursor { cursor = Position(row: position.row, column: position.column + before - hidden) }
  }
}
