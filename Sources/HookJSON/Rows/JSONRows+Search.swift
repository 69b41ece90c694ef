extension JSONRows {
  /// A search through what these rows show, folded or not.
  package func search(for pattern: JSONPattern) -> JSONSearch {
    JSONSearch(for: pattern, in: index, root: root)
  }

  /// Unfolds what hides the next match behind a row, going round at the end.
  /// - Returns: its row; `nil` if nothing was found.
  package mutating func revealNext(_ matches: JSONMatches, after row: Int) -> Int? {
    // A row that folds or closes a container stands for all that it holds, unless it hides it.
    let here = self.row(row)
    let offset = here.part == .closing ? index.end(of: here.value) - 1 : here.value
    return matches.next(after: offset).map { reveal($0) }
  }

  /// Unfolds what hides the match before a row, going round at the beginning.
  /// - Returns: its row; `nil` if nothing was found.
  package mutating func revealPrevious(_ matches: JSONMatches, before row: Int) -> Int? {
    let here = self.row(row)
    let offset = here.part == .closing ? index.end(of: here.value) : here.value
    return matches.previous(before: offset).map { reveal($0) }
  }

  /// Whether a row's own key or value was found; of a folded row also what it hides.
  package func isMatch(_ row: JSONRow, in matches: JSONMatches) -> Bool {
    guard row.part == .folded else { return row.part != .closing && matches.contains(row.value) }
    let position = matches.position(atOrAfter: row.value)
    return position < matches.count && matches[position] < index.end(of: row.value)
  }
}
