import HookJSON
import HookModel

/// A search in the payload that is under way, or that waits until the payload is there.
struct PayloadSearch: Sendable, Equatable {
  /// As it was typed.
  let query: String
  /// Where it is looked for; `nil` while it waits.
  let source: Document.Source?
}

/// What is looked through: the tree or the text.
enum PayloadSearchJob: Sendable {
  case tree(JSONSearch)
  case text(TextSearch)

  /// Goes through all of it.
  /// - Parameter isCancelled: called now and then, from the thread of the caller.
  /// - Returns: what was found; `nil` when it was cancelled.
  func finish(isCancelled: () -> Bool) -> PayloadMatches? {
    switch self {
    case .tree(var search): search.finish(isCancelled: isCancelled).map { .tree($0) }
    case .text(let search): search.finish(isCancelled: isCancelled).map { .text($0) }
    }
  }
}

/// What was found: values of the tree, or offsets in the text.
enum PayloadMatches: Sendable {
  case tree(JSONMatches)
  case text(TextMatches)

  var isEmpty: Bool {
    switch self {
    case .tree(let matches): matches.isEmpty
    case .text(let matches): matches.isEmpty
    }
  }
}

extension OpenDocument {
  /// What a search for a pattern has to do, in what is shown.
  func searchJob(for pattern: JSONPattern) -> PayloadSearchJob? {
    if raw == nil, let rows { return .tree(rows.search(for: pattern)) }
    return document.payload.map { .text(TextSearch(for: pattern, in: $0)) }
  }

  /// `3 of 17 found`: which match is on the selected row, or only how many there are.
  var matchCount: String? {
    switch matches {
    case .tree(let matches):
      guard let value = chosenValue, matches.contains(value) else {
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
    case .tree(let matches): chosenValue.map(matches.contains) == true
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
