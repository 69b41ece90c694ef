import HookSupport

/// A JSON value as a tree of rows that can be folded.
///
///     ▾ {                      opening
///         "gross": 1234.50,    scalar
///       ▸ "address": { 6 keys },
///       }                      closing
///
/// Rows are not kept: they are worked out of the table of values, so what a window of rows costs does
/// not grow with the text. Rows are counted from zero, folded ones left out.
package struct JSONRows: Sendable {
  /// The text that the rows show.
  package let index: JSONIndex
  /// The value that is shown: the whole text or a part of it.
  package let root: Int

  /// One bit for each value of the root's subtree: set where it is folded, be it visible or not.
  var isFoldedBits: BitTable
  /// The folded values that are visible, in order.
  var folds: [Fold] = []

  struct Fold: Sendable {
    var value: Int
    /// The rows that this fold hides, and those that the folds before it hide.
    var hides: Int
    var hiddenBefore: Int
  }

  /// Shows a value and all it holds, nothing folded.
  /// - Parameter root: a value of the index; 0 is the whole text.
  package init(_ index: JSONIndex, root: Int = 0) {
    self.index = index
    self.root = root
    isFoldedBits = BitTable(count: index.end(of: root) - root)
    rootRow = 0
    rootDepth = index.depth(of: root)
    rootRow = index.openedBefore(root) + root - rootDepth
  }

  private var rootRow: Int
  private let rootDepth: Int

  /// How many rows there are.
  package var count: Int {
    let last = index.hasChildren(root) ? closingRow(of: root) : 0
    return last + 1 - (folds.last.map { $0.hides + $0.hiddenBefore } ?? 0)
  }

  // MARK: All rows, as if nothing were folded

  /// The row of a value or of a container's opening bracket: one for each value before it, and one
  /// for each bracket that was closed before it.
  func openingRow(of value: Int) -> Int {
    value + index.openedBefore(value) - index.depth(of: value) - rootRow
  }

  func closingRow(of value: Int) -> Int {
    let end = index.end(of: value)
    return end + index.openedBefore(end) - index.depth(of: value) - 1 - rootRow
  }

  /// The value whose opening row is at a row or the last one before it.
  private func value(atOrBefore row: Int) -> Int {
    firstIndex(in: root..<index.end(of: root)) { openingRow(of: $0) > row } - 1
  }

  // MARK: Visible rows

  /// The row of a value; of one inside a fold, the row of the fold.
  package func row(of value: Int) -> Int {
    let offset = firstIndex(in: 0..<folds.count) { folds[$0].value > value }
    guard offset > 0 else { return openingRow(of: value) }
    let fold = folds[offset - 1]
    if fold.value == value || value < index.end(of: fold.value) {
      return openingRow(of: fold.value) - fold.hiddenBefore
    }
    return openingRow(of: value) - fold.hiddenBefore - fold.hides
  }

  /// The row of the bracket that closes a container which is not folded or hidden.
  func visibleClosingRow(of value: Int) -> Int {
    let end = index.end(of: value)
    let offset = firstIndex(in: 0..<folds.count) { folds[$0].value >= end }
    let hidden = offset > 0 ? folds[offset - 1].hiddenBefore + folds[offset - 1].hides : 0
    return closingRow(of: value) - hidden
  }

  private func unfoldedRow(_ row: Int) -> Int {
    let offset = firstIndex(in: 0..<folds.count) {
      openingRow(of: folds[$0].value) - folds[$0].hiddenBefore >= row
    }
    guard offset > 0 else { return row }
    return row + folds[offset - 1].hiddenBefore + folds[offset - 1].hides
  }

  /// What stands on a row.
  package func row(_ row: Int) -> JSONRow {
    let wanted = unfoldedRow(min(max(0, row), count - 1))
    let value = value(atOrBefore: wanted)
    let closings = wanted - openingRow(of: value)
    guard closings > 0 else { return opening(of: value) }
    var closed = value
    for _ in 0..<closings { closed = index.parent(of: closed) ?? root }
    return closing(of: closed)
  }

  /// The rows of a window.
  package func rows(in window: Range<Int>) -> [JSONRow] {
    let window = window.clamped(to: 0..<count)
    guard !window.isEmpty else { return [] }
    var rows = [row(window.lowerBound)]
    while rows.count < window.count {
      rows.append(row(after: rows[rows.count - 1]))
    }
    return rows
  }

  private func row(after row: JSONRow) -> JSONRow {
    if row.part == .opening { return opening(of: row.value + 1, depth: row.depth + 1) }
    if let next = index.nextSibling(of: row.value) { return opening(of: next, depth: row.depth) }
    return closing(of: index.parent(of: row.value) ?? root, depth: row.depth - 1)
  }

  private func opening(of value: Int, depth: Int? = nil) -> JSONRow {
    let isFoldable = index.hasChildren(value)
    let isFolded = isFoldable && isFolded(value)
    return JSONRow(
      value: value,
      part: !isFoldable ? .whole : isFolded ? .folded : .opening,
      depth: depth ?? index.depth(of: value) - rootDepth,
      hasComma: hasComma(value)
    )
  }

  private func closing(of value: Int, depth: Int? = nil) -> JSONRow {
    JSONRow(
      value: value,
      part: .closing,
      depth: depth ?? index.depth(of: value) - rootDepth,
      hasComma: hasComma(value)
    )
  }

  private func hasComma(_ value: Int) -> Bool {
    value != root && index.nextSibling(of: value) != nil
  }

  // MARK: Moves

  /// The row of what holds the value of a row.
  package func parent(of row: Int) -> Int? {
    let here = self.row(row)
    if here.part == .closing { return self.row(of: here.value) }
    guard here.value != root, let parent = index.parent(of: here.value) else { return nil }
    return self.row(of: parent)
  }

  /// The row of the value after that of a row, in the same container; `nil` for the last.
  package func nextSibling(of row: Int) -> Int? {
    let value = self.row(row).value
    guard value != root else { return nil }
    return index.nextSibling(of: value).map { self.row(of: $0) }
  }

  /// The row of the value before that of a row, in the same container; `nil` for the first.
  package func previousSibling(of row: Int) -> Int? {
    let value = self.row(row).value
    guard value != root, let parent = index.parent(of: value), value > parent + 1 else {
      return nil
    }
    // The value just before lies in the sibling's subtree, if it is not the sibling itself.
    var sibling = value - 1
    while let holder = index.parent(of: sibling), holder != parent { sibling = holder }
    return self.row(of: sibling)
  }
}

/// One row of a JSON tree.
package struct JSONRow: Sendable, Equatable {
  /// What of its value a row shows.
  package enum Part: Sendable {
    /// A scalar or an empty container.
    case whole
    /// The bracket that opens a container, and the one that closes it.
    case opening, closing
    /// A container of which only this row is shown.
    case folded
  }

  /// The number of the value in the index.
  package let value: Int
  /// What of the value this row shows.
  package let part: Part
  /// How deep it lies under the root.
  package let depth: Int
  /// Whether another value follows in the same container. A row that opens one shows no comma.
  package let hasComma: Bool

  /// Whether it is a row of a container that holds something.
  package var isFoldable: Bool { part != .whole }
  /// Whether it is a container of which only this row is shown.
  package var isFolded: Bool { part == .folded }
}
