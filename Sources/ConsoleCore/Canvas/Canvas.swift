/// One cell of the screen.
package struct Cell: Equatable, Sendable {
  /// Empty in the second column of a wide glyph.
  package var text: CellText
  package var style: Style

  package static let blank = Cell(text: " ", style: .plain)
}

/// The screen as it should be: cells, with no terminal behind them.
package struct Canvas: Equatable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Where a text is being typed; `nil` if none is.
  package var cursor: Position?

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: max(0, size.rows) * max(0, size.columns))
  }

  package var bounds: Rect { Rect(rows: size.rows, columns: size.columns) }

  package subscript(row: Int, column: Int) -> Cell {
    cells[row * size.columns + column]
  }

  /// Puts a text at a position and cuts it at the end of the area, with `…` where it was cut.
  /// - Returns: the columns used.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol,
    _ style: Style = .plain,
    at position: Position,
    in area: Rect
  ) -> Int {
    let limit = min(area.right, size.columns) - position.column
    guard limit > 0, position.row >= max(0, area.row), position.row < min(area.bottom, size.rows),
      position.column >= max(0, area.column)
    else { return 0 }
    return putPlain(text, style, at: position, limit: limit)
      ?? put(TerminalSafeText(text, limit: limit), style, at: position, limit: limit)
  }

  /// Puts a text that fits and is plain.
  /// - Returns: the columns used; `nil` for another text, of which nothing is put.
  private mutating func putPlain(
    _ text: some StringProtocol,
    _ style: Style,
    at position: Position,
    limit: Int
  ) -> Int? {
    text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      guard bytes.count <= limit, TerminalSafeText.isPlain(bytes) else { return nil }
      for (offset, byte) in bytes.enumerated() {
        let cell = Cell(text: CellText(Unicode.Scalar(byte)), style: style)
        write(cell, row: position.row, column: position.column + offset)
      }
      return bytes.count
    } ?? nil
  }

  private mutating func put(
    _ text: TerminalSafeText,
    _ style: Style,
    at position: Position,
    limit: Int
  ) -> Int {
    let isCut = text.columns > limit
    let space = isCut ? limit - 1 : limit
    var used = 0
    for glyph in text.glyphs {
      guard used + glyph.columns <= space else { break }
      set(glyph, style, row: position.row, column: position.column + used)
      used += glyph.columns
    }
    guard isCut else { return used }
    // Before a wide glyph there may be two columns left.
    let ellipsis = TerminalSafeText.Glyph(text: "…", columns: 1, isMark: true)
    set(ellipsis, style, row: position.row, column: position.column + used)
    let blank = TerminalSafeText.Glyph(text: " ", columns: 1, isMark: false)
    for column in (used + 1)..<max(limit, used + 1) {
      set(blank, style, row: position.row, column: position.column + column)
    }
    return limit
  }

  private mutating func set(_ glyph: TerminalSafeText.Glyph, _ style: Style, row: Int, column: Int)
  {
    var style = style
    if glyph.isMark { style.role = .mark }
    write(Cell(text: glyph.text, style: style), row: row, column: column)
    if glyph.columns == 2 {
      write(Cell(text: .empty, style: style), row: row, column: column + 1)
    }
  }

  /// Writes one cell; a wide glyph that loses one of its columns to it is blanked, not torn.
  private mutating func write(_ cell: Cell, row: Int, column: Int) {
    let index = row * size.columns + column
    if cells[index].text.isEmpty, !cell.text.isEmpty, column > 0 {
      cells[index - 1].text = " "
    }
    if column + 1 < size.columns, !cells[index].text.isEmpty, cells[index + 1].text.isEmpty {
      cells[index + 1].text = " "
    }
    cells[index] = cell
  }

  /// Gives out the cells that are to be painted where another canvas is shown, row by row. The second
  /// column of a wide glyph is painted with its first.
  /// - Parameter shown: `nil`, or a canvas of another size, if all cells are to be painted.
  package func forEachChange(
    from shown: Canvas?,
    _ body: (_ row: Int, _ column: Int, Cell) -> Void
  ) {
    let old = shown?.size == size ? shown?.cells : nil
    cells.withUnsafeBufferPointer { new in
      guard let old else {
        for index in new.indices where !new[index].text.isEmpty {
          body(index / size.columns, index % size.columns, new[index])
        }
        return
      }
      old.withUnsafeBufferPointer { old in
        for index in new.indices where !new[index].text.isEmpty {
          let column = index % size.columns
          // A glyph beside it that changes its width repaints both.
          let isTorn =
            column + 1 < size.columns && old[index + 1].text.isEmpty != new[index + 1].text.isEmpty
          if isTorn || new[index] != old[index] { body(index / size.columns, column, new[index]) }
        }
      }
    }
  }

  /// Blanks an area.
  mutating func fill(_ area: Rect, _ style: Style = .plain, with text: CellText = " ") {
    for row in max(0, area.row)..<max(0, min(area.bottom, size.rows)) {
      let first = max(0, area.column)
      guard first < min(area.right, size.columns) else { continue }
      for column in first..<min(area.right, size.columns) {
        write(Cell(text: text, style: style), row: row, column: column)
      }
    }
  }

  /// Lays the selection over a line: its texts keep their roles.
  mutating func select(_ line: Rect) {
    guard (0..<size.rows).contains(line.row), line.column < line.right else { return }
    for column in max(0, line.column)..<min(line.right, size.columns) {
      cells[line.row * size.columns + column].style.selected = true
    }
  }

  /// Gives a cell another role where it has a certain one.
  mutating func restyle(_ row: Int, _ column: Int, from old: Role, to new: Role) {
    guard bounds.contains(Position(row: row, column: column)) else { return }
    let index = row * size.columns + column
    if cells[index].style.role == old { cells[index].style.role = new }
  }

  /// The screen as lines of text, without the blanks at their ends.
  package var lines: [String] {
    (0..<size.rows).map { row in
      let line = String((0..<size.columns).lazy.map { self[row, $0].text })
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
