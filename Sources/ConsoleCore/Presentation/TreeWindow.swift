import HookJSON

/// The lines of a payload's tree that are on the screen. Where long values are wrapped a row may take
/// several.
struct TreeWindow {
  struct Line {
    let row: JSONRow
    /// The row's number in the tree.
    let number: Int
    /// Where the text begins, in columns of the pane.
    let column: Int
    let pieces: [(String, Style)]
  }

  private(set) var lines: [Line] = []

  /// - Parameters:
  ///   - first: the row on the first line, unless the selected one needs the space.
  ///   - selected: the row that stays in sight; `nil` if none must.
  init(
    _ rows: JSONRows,
    from first: Int,
    selected: Int?,
    size: Size,
    wraps: Bool,
    isMasked: Bool
  ) {
    let text = JSONRowText(
      rows: rows,
      isMasked: isMasked,
      space: wraps ? size.columns * max(1, size.rows) : size.columns
    )
    let window = first..<max(first, min(rows.count, first + size.rows))
    var parts = rows.rows(in: window).enumerated().map { offset, row in
      Self.lines(row, window.lowerBound + offset, text, columns: size.columns, wraps: wraps)
    }
    // The selected row stays in sight, however many lines those above it take.
    if wraps, let selected, window.contains(selected) {
      var selected = selected - first
      while selected > 0, parts[0...selected].reduce(0, { $0 + $1.count }) > size.rows {
        parts.removeFirst()
        selected -= 1
      }
    }
    lines = Array(parts.joined().prefix(size.rows))
  }

  private static func lines(
    _ row: JSONRow,
    _ number: Int,
    _ text: JSONRowText,
    columns: Int,
    wraps: Bool
  ) -> [Line] {
    // However deep it lies, half of the pane is left for the text.
    let indent = min(row.depth * 2, columns / 2)
    let sign = row.part == .folded ? "▸ " : row.part == .opening ? "▾ " : "  "
    let pieces = text.pieces(row)
    let mark = (sign, Style(role: .punctuation))
    guard wraps else {
      return [Line(row: row, number: number, column: 1 + indent, pieces: [mark] + pieces)]
    }
    let wrapped = Viewer.Line(pieces).wrapped(max(4, columns - 3 - indent))
    return wrapped.enumerated().map { offset, line in
      Line(
        row: row,
        number: number,
        column: 1 + indent + (offset == 0 ? 0 : 2),
        pieces: (offset == 0 ? [mark] : []) + line.pieces
      )
    }
  }
}
