/// A search through the rows of a list, round the end, some rows at a time.
struct Seek: Sendable {
  private let start: Int
  private let step: Int
  private let count: Int
  /// The next row to look at and the one past the last, counted from the start.
  private var position: Int
  private let end: Int

  private static let rowsAtOnce = 4096

  /// - Parameters:
  ///   - row: where it begins.
  ///   - step: 1 or -1.
  ///   - count: how many rows there are.
  ///   - isFirst: true where the first row counts; else it is looked at last.
  init(from row: Int, step: Int, count: Int, isFirst: Bool) {
    (start, self.step, self.count) = (row, step, max(1, count))
    position = isFirst ? 0 : 1
    end = self.count + position
  }

  /// Whether every row was looked at.
  var isOver: Bool { position >= end }

  /// Looks at some more rows.
  /// - Returns: the first of them that fits.
  mutating func next(where fits: (Int) -> Bool) -> Int? {
    let stop = min(end, position + Self.rowsAtOnce)
    while position < stop {
      let row = (start + position * step + count * 2) % count
      position += 1
      if fits(row) { return row }
    }
    return nil
  }
}
