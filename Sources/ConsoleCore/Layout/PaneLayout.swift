/// Where the panes lie on a screen of some size.
///
/// Very wide: webhooks above response codes, beside them the events, then the payload. Less wide:
/// those three one below the other on the left, the payload on the right. Zoomed, or on a tiny screen,
/// the focused pane has all of it. Panes one below the other share an edge.
struct PaneLayout: Equatable, Sendable {
  let size: Size
  /// The first line; nothing where there is no space for it.
  let title: Rect
  /// The last line.
  let status: Rect
  /// All between them.
  let body: Rect
  private let frames: [Pane: Rect]
  /// The panes that hang on the lower edge of another.
  private let below: Set<Pane>

  /// From this size on all panes are shown.
  private static let smallest = Size(rows: 16, columns: 64)
  /// From this width on the events have a column of their own.
  private static let wide = 180
  /// With fewer rows the focused pane gets more than its share.
  private static let short = 34

  /// - Parameter webhooks: the rows that the list of webhooks has.
  init(size: Size, focus: Pane, isZoomed: Bool = false, webhooks: Int = .max) {
    self.size = size
    let hasTitle = size.rows >= 6
    let hasStatus = size.rows >= 3
    title = hasTitle ? Rect(rows: 1, columns: size.columns) : .nothing
    status =
      hasStatus ? Rect(row: size.rows - 1, rows: 1, columns: size.columns) : .nothing
    body = Rect(
      row: title.rows,
      rows: size.rows - title.rows - status.rows,
      columns: size.columns
    )
    let isWide = size.rows >= Self.smallest.rows && size.columns >= Self.smallest.columns
    if !isWide || isZoomed {
      (frames, below) = ([focus: body], [])
    } else if size.columns >= Self.wide {
      (frames, below) = (Self.threeColumns(body, focus, webhooks), [.codes])
    } else {
      (frames, below) = (Self.twoColumns(body, focus, webhooks), [.events, .codes])
    }
  }

  private static func twoColumns(_ body: Rect, _ focus: Pane, _ webhooks: Int) -> [Pane: Rect] {
    let left = min(body.columns * 11 / 20, max(body.columns / 2, 84))
    let column = Rect(row: body.row, rows: body.rows, columns: left)
    // Frames share their edges, so two rows more can be given away than there are.
    let rows = body.rows + 2
    let codes = share(.codes, rows, focus, usual: min(11, max(6, rows / 4)))
    let most = share(.webhooks, rows, focus, usual: min(14, max(5, rows / 4 + 1)))
    let list = min(most, max(5, webhooks.addingReportingOverflow(2).partialValue))
    let frames = stack([list, rows - list - codes, codes], in: column)
    return [
      .webhooks: frames[0], .events: frames[1], .codes: frames[2],
      .payload: body.droppingColumns(left),
    ]
  }

  private static func threeColumns(_ body: Rect, _ focus: Pane, _ webhooks: Int) -> [Pane: Rect] {
    let left = min(72, body.columns * 28 / 100)
    let middle = min(92, body.columns * 34 / 100)
    let rows = body.rows + 1
    let codes = share(.codes, rows, focus, usual: max(8, rows / 2))
    let column = Rect(row: body.row, rows: body.rows, columns: left)
    let list = min(rows - codes, max(5, webhooks.addingReportingOverflow(2).partialValue))
    let frames = stack([list, rows - list], in: column)
    let rest = body.droppingColumns(left)
    return [
      .webhooks: frames[0], .codes: frames[1],
      .events: Rect(row: rest.row, column: rest.column, rows: rest.rows, columns: middle),
      .payload: rest.droppingColumns(middle),
    ]
  }

  /// The rows of a pane: on a short screen half of them while it has the focus, the least while
  /// another pane of the column has it.
  private static func share(_ pane: Pane, _ rows: Int, _ focus: Pane, usual: Int) -> Int {
    guard rows < short, focus != .payload else { return usual }
    return focus == pane ? max(usual, rows / 2) : 5
  }

  /// Frames one below the other, each on the lower edge of the one before.
  private static func stack(_ heights: [Int], in column: Rect) -> [Rect] {
    var row = column.row
    return heights.map { height in
      defer { row += height - 1 }
      return Rect(row: row, column: column.column, rows: height, columns: column.columns)
    }
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
    below.contains(pane)
  }

  func pane(at position: Position) -> Pane? {
    // An edge that is shared carries the title of the lower pane and belongs to it.
    Pane.allCases.reversed().first { frames[$0]?.contains(position) == true }
  }
}
