/// The chosen row of a list, and which part of the list is on the screen.
struct ListCursor: Equatable, Sendable {
  private(set) var row = 0
  private(set) var top = 0

  /// Moves by rows and keeps to the list.
  mutating func move(by step: Int, count: Int, height: Int) {
    place(at: row + step, count: count, height: height)
  }

  /// Chooses a row; the screen follows as little as it can.
  mutating func place(at wanted: Int, count: Int, height: Int) {
    row = min(max(0, wanted), max(0, count - 1))
    show(count: count, height: height)
  }

  /// Scrolls without choosing another row until the row would leave the screen.
  mutating func scroll(by step: Int, count: Int, height: Int) {
    top = min(max(0, top + step), max(0, count - height))
    row = min(max(row, top), max(top, min(count, top + height) - 1))
  }

  /// Rows came in or left above: the row that is read stays where it is on the screen.
  mutating func shift(to moved: Int, count: Int, height: Int) {
    top += moved - row
    row = moved
    show(count: count, height: height)
  }

  private mutating func show(count: Int, height: Int) {
    let height = max(1, height)
    if row < top { top = row }
    if row >= top + height { top = row - height + 1 }
    top = min(max(0, top), max(0, count - height))
    row = min(max(0, row), max(0, count - 1))
  }

  /// The positions on the screen.
  func window(count: Int, height: Int) -> Range<Int> {
    let first = min(top, max(0, count))
    return first..<max(first, min(count, first + max(0, height)))
  }
}
