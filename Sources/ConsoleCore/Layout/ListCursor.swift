/// The selected row of a list, and which part of the list is on the screen.
struct ListCursor: Equatable, Sendable {
  private(set) var row = 0
  private(set) var top = 0
  /// Whether the selected row was scrolled out of sight, where it stays until it moves.
  private(set) var isAway = false

  /// Moves by rows and keeps to the list.
  mutating func move(by step: Int, count: Int, height: Int) {
    select(row: row + step, count: count, height: height)
  }

  /// Selects a row; the screen follows as little as it can.
  mutating func select(row wanted: Int, count: Int, height: Int) {
    row = min(max(0, wanted), max(0, count - 1))
    show(count: count, height: height)
  }

  /// Scrolls without selecting another row, also where that leaves the screen.
  mutating func scroll(by step: Int, count: Int, height: Int) {
    top += step
    clamp(count: count, height: height)
    isAway = !window(count: count, height: height).contains(row)
  }

  /// Rows came in or left above: the row that is read stays where it is on the screen.
  mutating func shift(to moved: Int, count: Int, height: Int) {
    top += moved - row
    row = moved
    fit(count: count, height: height)
  }

  /// The list or the screen has another size.
  mutating func fit(count: Int, height: Int) {
    if isAway {
      clamp(count: count, height: height)
      isAway = !window(count: count, height: height).contains(row)
    } else {
      show(count: count, height: height)
    }
  }

  private mutating func show(count: Int, height: Int) {
    let height = max(1, height)
    isAway = false
    if row < top { top = row }
    if row >= top + height { top = row - height + 1 }
    clamp(count: count, height: height)
  }

  private mutating func clamp(count: Int, height: Int) {
    top = min(max(0, top), max(0, count - max(1, height)))
    row = min(max(0, row), max(0, count - 1))
  }

  /// Which part of the list is on the screen.
  func position(count: Int, height: Int) -> ScrollPosition {
    ScrollPosition(
      first: window(count: count, height: height).lowerBound,
      shown: height,
      count: count
    )
  }

  /// The positions on the screen.
  func window(count: Int, height: Int) -> Range<Int> {
    let first = min(top, max(0, count))
    return first..<max(first, min(count, first + max(0, height)))
  }
}
