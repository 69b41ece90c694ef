/// A size in terminal cells.
package struct Size: Equatable, Sendable {
  package var rows: Int
  package var columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}

/// A position on the screen, counted from zero at the top left.
package struct Position: Equatable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A part of the screen. Never negative in size.
package struct Rect: Equatable, Sendable {
  var row: Int
  var column: Int
  var rows: Int
  var columns: Int

  init(row: Int = 0, column: Int = 0, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  static let nothing = Rect(rows: 0, columns: 0)

  var isEmpty: Bool { rows == 0 || columns == 0 }
  var bottom: Int { row + rows }
  var right: Int { column + columns }

  func contains(_ position: Position) -> Bool {
    (row..<bottom).contains(position.row) && (column..<right).contains(position.column)
  }

  /// What is left inside a frame of one cell.
  var inside: Rect {
    inset(rows: 1, columns: 1)
  }

  func inset(rows byRows: Int, columns byColumns: Int) -> Rect {
    Rect(
      row: row + byRows,
      column: column + byColumns,
      rows: rows - 2 * byRows,
      columns: columns - 2 * byColumns
    )
  }

  /// What is left without some rows at the top.
  func droppingRows(_ count: Int) -> Rect {
    Rect(row: row + count, column: column, rows: rows - count, columns: columns)
  }

  /// What is left without some columns at the left.
  func droppingColumns(_ count: Int) -> Rect {
    Rect(row: row, column: column + count, rows: rows, columns: columns - count)
  }

  /// The line at an offset from the top, of the same width.
  func line(_ offset: Int) -> Rect {
    Rect(row: row + offset, column: column, rows: 1, columns: columns)
  }

  /// A rectangle of at most this size in the middle of this one.
  func centred(rows wantedRows: Int, columns wantedColumns: Int) -> Rect {
    let height = min(wantedRows, rows)
    let width = min(wantedColumns, columns)
    return Rect(
      row: row + (rows - height) / 2,
      column: column + (columns - width) / 2,
      rows: height,
      columns: width
    )
  }
}
