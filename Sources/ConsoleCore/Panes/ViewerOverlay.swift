/// Lines to read, over the panes.
enum ViewerOverlay {
  static func draw(_ viewer: Viewer, into canvas: inout Canvas) {
    let box = canvas.bounds.centred(
      rows: min(viewer.lines.count + 2, max(3, canvas.size.rows - 2)),
      columns: max(20, canvas.size.columns - 4)
    )
    canvas.fill(box)
    let inside = box.inside
    let more = viewer.lines.count - viewer.top - inside.rows
    canvas.frame(
      box,
      title: viewer.title,
      note: more > 0 ? "\(more) more · Esc closes" : "Esc closes",
      focused: true
    )
    for (offset, line) in viewer.lines.dropFirst(viewer.top).prefix(inside.rows).enumerated() {
      let area = inside.line(offset)
      canvas.put(line.pieces, at: Position(row: area.row, column: area.column + 1), in: area)
    }
  }
}
