import HookJSON

/// Two payloads compared, over the panes.
///
///       older  Payrun Finalised · Month 7, 23 Nov 11:01
///       newer  Payrun Finalised · Month 8, 12:00:30
///       ▾ [ 1 item
///         ▾ { 6 keys
///     ~       "gross": 1200.00 → 1234.50
///     -       "note": "leaver"
///     $[0].gross
enum ComparisonOverlay {
  static func draw(_ comparison: Comparison, into canvas: inout Canvas) {
    guard !comparison.isList else { return ViewerOverlay.draw(comparison.list, into: &canvas) }
    let box = canvas.bounds
    let tree = comparison.tree
    canvas.fill(box)
    let inside = box.inside
    let height = max(1, inside.rows - 3)
    canvas.frame(
      box,
      title: DiffText.count(tree.diff) + (tree.diff.isCut ? " and more" : ""),
      note: "n N next · Enter fold · Tab list · Esc closes",
      focused: true,
      scroll: comparison.cursor.position(count: tree.count, height: height)
    )
    for (offset, (word, head)) in zip(["older", "newer"], comparison.heads).enumerated() {
      let line = inside.line(offset)
      let pieces = [("\(word)  ", Style(role: .faint)), (head, Style(role: .heading))]
      canvas.put(pieces, at: Position(row: line.row, column: line.column + 3), in: inside)
    }
    let window = comparison.cursor.window(count: tree.count, height: height)
    for (offset, number) in window.enumerated() {
      let line = inside.line(offset + 2)
      draw(tree.line(number), comparison, line, inside, &canvas)
      if number == comparison.cursor.row { canvas.select(line) }
    }
    foot(comparison, inside.line(inside.rows - 1), &canvas)
  }

  private static func draw(
    _ part: JSONDiffTree.Line,
    _ comparison: Comparison,
    _ line: Rect,
    _ area: Rect,
    _ canvas: inout Canvas
  ) {
    let diff = comparison.tree.diff
    if let number = part.change {
      let (sign, role) = DiffText.sign(diff.changes[number].kind)
      let start = Position(row: line.row, column: line.column + 1)
      canvas.put(sign, Style(role: role, bold: true), at: start, in: area)
    }
    let (depth, pieces) = content(part, comparison, columns: line.columns)
    let indent = min(depth * 2, line.columns / 2)
    canvas.put(pieces, at: Position(row: line.row, column: line.column + 3 + indent), in: area)
  }

  private static func content(
    _ part: JSONDiffTree.Line,
    _ comparison: Comparison,
    columns: Int
  ) -> (depth: Int, pieces: [(String, Style)]) {
    let rows = comparison.tree.rows
    let text = JSONRowText(rows: rows, isMasked: comparison.isMasked, space: columns)
    switch part {
    case .removed(let number, let depth):
      guard let old = comparison.tree.diff.changes[number].old else { return (depth, []) }
      let before = oldText(old, comparison, columns)
      let pieces = before.key(of: old.number) + before.value(old.number)
      return (depth, [("  ", .plain)] + pieces.map { ($0.0, Style(role: .serverError)) })
    case .row(let row, let number):
      let sign = row.part == .folded ? "▸ " : row.part == .opening ? "▾ " : "  "
      let mark = (sign, Style(role: .punctuation))
      guard let number, let old = comparison.tree.diff.changes[number].old else {
        return (row.depth, [mark] + text.pieces(row))
      }
      let before = oldText(old, comparison, columns / 2).value(old.number)
      let arrow = [(" → ", Style(role: .punctuation))]
      return (
        row.depth,
        [mark] + text.key(of: row.value) + before.map { ($0.0, Style(role: .serverError)) } + arrow
          + text.value(row.value).map { ($0.0, Style(role: .success)) }
      )
    }
  }

  private static func oldText(_ old: JSONNode, _ comparison: Comparison, _ columns: Int)
    -> JSONRowText
  {
    JSONRowText(index: old.index, root: 0, isMasked: comparison.isMasked, space: columns)
  }

  /// Path of the selected line, and how values differ that look the same.
  private static func foot(_ comparison: Comparison, _ line: Rect, _ canvas: inout Canvas) {
    let tree = comparison.tree
    let part = tree.line(comparison.cursor.row)
    let change = part.change.map { tree.diff.changes[$0] }
    let path: String
    switch part {
    case .row(let row, _):
      path = JSONPath(to: row.value, from: tree.rows.root, in: tree.rows.index).jsonPath
    case .removed: path = change?.path.jsonPath ?? ""
    }
    let note = change.flatMap { DiffText.note($0, isMasked: comparison.isMasked) }
    canvas.put(
      [(path, Style(role: .faint))] + (note.map { [("  \($0)", Style(role: .notice))] } ?? []),
      at: Position(row: line.row, column: line.column + 1),
      in: line
    )
  }
}
