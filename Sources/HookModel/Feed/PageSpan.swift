/// Which pages of a list there are: finds the last one by halving what lies between a page that has
/// rows and one that has none.
struct PageSpan: Sendable {
  private var taken: Set<Int> = []
  /// The highest page that has rows, and the lowest that has none.
  private var full = -1
  private var empty: Int?

  mutating func take(_ page: Int, isEmpty: Bool) {
    taken.insert(page)
    if isEmpty { empty = min(empty ?? page, page) } else { full = max(full, page) }
  }

  /// Notes that a page is the last one.
  mutating func end(at page: Int) {
    if page >= full { empty = page + 1 }
  }

  func isTaken(_ page: Int) -> Bool { taken.contains(page) }

  /// The last page that has rows, once that is known.
  var last: Int? {
    guard let empty, empty <= full + 1, full >= 0 else { return nil }
    return full
  }

  /// The page to ask for to find the last one; nil once it is known, or where there is none.
  /// - Parameter guess: where it may be.
  func seek(guess: Int?) -> Int? {
    guard last == nil else { return nil }
    guard let empty else { return max(full + 1, guess ?? 0) }
    return empty == 0 ? nil : full + (empty - full) / 2
  }

  /// The highest page below another one that was not asked for.
  func below(_ page: Int) -> Int? {
    var page = page
    while page >= 0, taken.contains(page) { page -= 1 }
    return page >= 0 ? page : nil
  }

  /// The lowest page that was not asked for and may have rows.
  var firstMissing: Int? {
    var page = 0
    while taken.contains(page) { page += 1 }
    return page < empty ?? .max ? page : nil
  }
}
