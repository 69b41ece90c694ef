import HookJSON
import HookModel

extension OpenDocument {
  /// What a search for a pattern must do, in what is shown.
  func searchJob(for pattern: JSONPattern) -> PayloadSearchJob? {
    if raw == nil, let rows { return .tree(rows.search(for: pattern)) }
    return document.payload.map { .text(TextSearch(for: pattern, in: $0)) }
  }

  /// `3 of 17 found`: which match is on the selected row, or only how many there are.
  var matchCount: String? {
    switch matches {
    case .tree(let matches):
      guard let value = selectedValue, matches.contains(value) else {
        return "\(matches.count) found"
      }
      return "\(matches.position(atOrAfter: value) + 1) of \(matches.count) found"
    case .text(let matches):
      let count = "\(matches.count)" + (matches.isCut ? "+" : "")
      guard let raw, let position = matches.position(in: raw.bytes(of: cursor.row)) else {
        return "\(count) found"
      }
      return "\(position + 1) of \(count) found"
    case nil: return nil
    }
  }

  /// Whether something was found that begins in the selected row.
  var isOnMatch: Bool {
    switch matches {
    case .tree(let matches): selectedValue.map(matches.contains) == true
    case .text(let matches): raw.flatMap { matches.position(in: $0.bytes(of: cursor.row)) } != nil
    case nil: false
    }
  }

  /// Finds the next match after the selected row or, with a negative step, the one before it, and
  /// unfolds what hides it.
  /// - Returns: its row; `nil` if nothing was found.
  mutating func revealMatch(_ step: Int) -> Int? {
    switch matches {
    case .tree(let matches):
      guard var rows else { return nil }
      self.rows = nil
      defer { self.rows = rows }
      return step > 0
        ? rows.revealNext(matches, after: cursor.row)
        : rows.revealPrevious(matches, before: cursor.row)
    case .text(let matches):
      guard let raw else { return nil }
      let row = raw.bytes(of: cursor.row)
      let start =
        step > 0
        ? matches.next(atOrAfter: row.upperBound) : matches.previous(before: row.lowerBound)
      return start.map { raw.row(of: $0) }
    case nil: return nil
    }
  }
}
