/// Where the panes lie on a screen of some size.
///
/// Wide enough: webhooks, events and response codes one below the other on the left, the payload on
/// the right; panes that touch share an edge. Zoomed, or on a tiny screen, the focused pane has all of it.
struct PaneLayout: Equatable, Sendable {
  let size: Size
  /// The first line; nothing where there is no space for it.
  let title: Rect
  /// The last line.
  let status: Rect
  private let frames: [Pane: Rect]

  /// From this size on all panes are shown.
  private static let smallest = Size(rows: 16, columns: 64)

  init(size: Size, focus: Pane, isZoomed: Bool = false) {
    self.size = size
    let hasTitle = size.rows >= 6
    let hasStatus = size.rows >= 3
    title = hasTitle ? Rect(rows: 1, columns: size.columns) : .nothing
    status =
      hasStatus ? Rect(row: size.rows - 1, rows: 1, columns: size.columns) : .nothing
    let body = Rect(
      row: title.rows,
      rows: size.rows - title.rows - status.rows,
      columns: size.columns
    )
    let isWide = size.rows >= Self.smallest.rows && size.columns >= Self.smallest.columns
    frames = isWide && !isZoomed ? Self.all(in: body) : [focus: body]
  }

  private static func all(in body: Rect) -> [Pane: Rect] {
    let left = min(body.columns * 11 / 20, max(body.columns / 2, 84))
    // Frames share their edges, so two rows more can be given away than there are.
    let rows = body.rows + 2
    let codes = min(11, max(6, rows / 4))
    let webhooks = min(14, max(5, rows / 4 + 1))
    let events = rows - codes - webhooks
    let eventsRow = body.row + webhooks - 1
    return [
      .webhooks: Rect(row: body.row, rows: webhooks, columns: left),
      .events: Rect(row: eventsRow, rows: events, columns: left),
      .codes: Rect(row: eventsRow + events - 1, rows: codes, columns: left),
      .payload: Rect(
        row: body.row,
        column: left,
        rows: body.rows,
        columns: body.columns - left
      ),
    ]
  }

  /// The pane with its frame; `nil` if it is not shown.
  func frame(_ pane: Pane) -> Rect? {
    frames[pane]
  }

  /// The pane without its frame; empty where it is not shown.
  func inside(_ pane: Pane) -> Rect {
    frames[pane]?.inside ?? .nothing
  }

  /// Whether a pane hangs on the lower edge of another.
  func isBelow(_ pane: Pane) -> Bool {
    frames.count > 1 && (pane == .events || pane == .codes)
  }

  func pane(at position: Position) -> Pane? {
    // An edge that is shared carries the title of the lower pane and belongs to it.
    Pane.allCases.reversed().first { frames[$0]?.contains(position) == true }
  }
}
