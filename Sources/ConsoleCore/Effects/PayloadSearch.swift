import HookJSON
import HookModel

/// A search in the payload that is under way, or that waits until the payload is there.
package struct PayloadSearch: Sendable, Equatable {
  /// As it was typed.
  package let query: String
  /// Where it is looked for; `nil` while it waits.
  package let source: Document.Source?
}

/// What is looked through: the tree or the text.
package enum PayloadSearchJob: Sendable {
  case tree(JSONSearch)
  case text(TextSearch)

  /// Goes through all of it.
  /// - Parameter isCancelled: called now and then, from the thread of the caller.
  /// - Returns: what was found; `nil` when it was cancelled.
  package func finish(isCancelled: () -> Bool) -> PayloadMatches? {
    switch self {
    case .tree(var search): search.finish(isCancelled: isCancelled).map { .tree($0) }
    case .text(let search): search.finish(isCancelled: isCancelled).map { .text($0) }
    }
  }
}

/// What was found: values of the tree, or offsets in the text.
package enum PayloadMatches: Sendable {
  case tree(JSONMatches)
  case text(TextMatches)

  var isEmpty: Bool {
    switch self {
    case .tree(let matches): matches.isEmpty
    case .text(let matches): matches.isEmpty
    }
  }
}
