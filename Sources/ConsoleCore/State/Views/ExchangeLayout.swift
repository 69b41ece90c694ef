/// Where the parts of the exchange view lie.
struct ExchangeLayout: Equatable {
  let frame: Rect
  /// The line with the sections' names.
  let sections: Rect
  let head: Rect
  /// The line above the body; empty if there is no body.
  let divider: Rect
  let body: Rect

  /// The body gets the space that the head does not need, and half of it at least.
  /// - Parameter isZoomed: whether the head gives way to the body.
  init(_ area: Rect, headRows: Int, hasBody: Bool, isZoomed: Bool) {
    frame = area
    let inside = area.inside
    sections = inside.rows > 4 ? inside.line(0) : .nothing
    let rest = inside.droppingRows(sections.rows)
    guard hasBody, rest.rows >= 3 else {
      (head, divider, body) = (rest, .nothing, .nothing)
      return
    }
    let rows = isZoomed ? 0 : min(headRows, max(1, (rest.rows - 1) / 2))
    head = Rect(row: rest.row, column: rest.column, rows: rows, columns: rest.columns)
    divider = rest.line(rows)
    body = rest.droppingRows(rows + 1)
  }
}
