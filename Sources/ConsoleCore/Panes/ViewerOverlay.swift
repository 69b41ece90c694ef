/// Lines to read, over the panes.
enum ViewerOverlay {
  static func draw(_ viewer: Viewer, into canvas: inout Canvas) {
    let box = viewer.box(canvas.size)
    canvas.fill(box)
    let inside = box.inside
    let end = min(viewer.count, viewer.top + inside.rows)
    canvas.frame(
      box,
      title: viewer.title,
      note: viewer.count > inside.rows
        ? "\(end) of \(viewer.count) · Esc closes" : "Esc closes",
      focused: true,
      scroll: ScrollPosition(first: viewer.top, shown: inside.rows, count: viewer.count)
    )
    for (offset, line) in viewer.lines(viewer.top..<end).enumerated() {
      let area = inside.line(offset)
      canvas.put(line.pieces, at: Position(row: area.row, column: area.column + 1), in: area)
    }
  }
}
