/// What changed from one JSON value to another.
///
/// The members of objects are matched by their keys, whatever their order; the items of arrays by a
/// member that names them where all have one, otherwise by their position. Other escapes, blanks or
/// another order of members are not a change; other digits for the same number are one of their own kind.
package struct JSONDiff: Sendable {
  /// One path at which the values differ.
  package struct Change: Sendable {
    /// What happened to a value.
    package enum Kind: Sendable, Hashable {
      case added, removed, changed
      /// The same number in other digits: `1.0` and `1.00`.
      case rewritten
    }

    /// What happened to the value.
    package let kind: Kind
    /// The value before; `nil` for what was added.
    package let old: JSONNode?
    /// The value now; `nil` for what was removed.
    package let new: JSONNode?
    /// Where the value is found: under the root of the new text, of what was removed of the old one.
    package var path: JSONPath {
      guard let node = new ?? old else { return JSONPath() }
      return JSONPath(to: node.number, from: root, in: node.index)
    }
    fileprivate let root: Int
    /// The newer container that holds the value, or from which it was removed; `nil` for the whole.
    let holder: Int?
  }

  /// In the order of the new text; what was removed comes behind what is beside it.
  package let changes: [Change]
  /// Whether there are more changes than were asked for.
  package let isCut: Bool

  /// Compares two values. The time it takes grows with the number of values in both.
  /// - Parameter limit: at most so many changes are told.
  package init(from old: JSONNode, to new: JSONNode, limit: Int = 10_000) {
    var comparison = JSONComparison(old: old, new: new, limit: max(0, limit))
    comparison.run()
    changes = comparison.changes.map { change in
      Change(
        kind: change.old == nil
          ? .added : change.new == nil ? .removed : change.isSameNumber ? .rewritten : .changed,
        old: change.old.map { JSONNode(old.index, $0) },
        new: change.new.map { JSONNode(new.index, $0) },
        root: change.new == nil ? old.number : new.number,
        holder: change.holder
      )
    }
    isCut = comparison.isCut
  }
}
