import HookSupport

/// The newer of two values as a tree of lines: what changed is marked, what was removed has lines of its
/// own, and only what holds a difference is unfolded at first.
package struct JSONDiffTree: Sendable {
  /// One line.
  package enum Line: Sendable, Equatable {
    /// A row of the newer value, and the difference that it shows, if any.
    case row(JSONRow, change: Int?)
    /// A value that was removed, by its difference.
    case removed(change: Int, depth: Int)

    /// The number of its difference in `diff.changes`.
    package var change: Int? {
      switch self {
      case .row(_, let change): change
      case .removed(let change, _): change
      }
    }
  }

  package let diff: JSONDiff
  /// The rows of the newer value.
  package private(set) var rows: JSONRows
  /// The difference of each value that was added or changed.
  private let marks: [Int: Int]
  /// What was removed, by the container that held it.
  private let removed: [(holder: Int, change: Int)]
  /// Where removed values stand: before which row, in order.
  private var inserted: [(row: Int, change: Int)] = []

  /// - Parameter new: the newer value that `diff` was made of.
  package init(_ diff: JSONDiff, new: JSONNode) {
    self.diff = diff
    var rows = JSONRows(new.index, root: new.number)
    var open: Set<Int> = [new.number]
    var marks: [Int: Int] = [:]
    var removed: [(holder: Int, change: Int)] = []
    for (number, change) in diff.changes.enumerated() {
      var holder = change.holder
      if let value = change.new?.number {
        marks[value] = number
        holder = value == new.number ? nil : new.index.parent(of: value)
      } else if let holder {
        removed.append((holder, number))
      }
      while let value = holder, open.insert(value).inserted {
        holder = value == new.number ? nil : new.index.parent(of: value)
      }
    }
    rows.foldAll(but: open)
    (self.rows, self.marks, self.removed) = (rows, marks, removed)
    insert()
  }

  package var count: Int { rows.count + inserted.count }

  package func line(_ number: Int) -> Line {
    let before = insertedBefore(line: number)
    if before < inserted.count, inserted[before].row + before == number {
      let change = inserted[before].change
      return .removed(change: change, depth: depth(of: change))
    }
    let row = rows.row(number - before)
    return .row(row, change: row.part == .closing ? nil : marks[row.value])
  }

  /// Folds or unfolds the container of a line.
  /// - Returns: its line.
  package mutating func toggle(_ number: Int) -> Int {
    guard case .row(let row, _) = line(number), row.isFoldable else { return number }
    rows.toggle(rows.row(of: row.value))
    insert()
    return line(ofRow: rows.row(of: row.value))
  }

  /// The line of the next difference, unfolded where it was hidden, going round at the end.
  /// - Parameter step: 1 or -1.
  package mutating func next(after number: Int, step: Int) -> Int? {
    let lines = diff.changes.indices.map { line(of: $0) }
    // Of what one fold hides the first is meant.
    let order = lines.indices.sorted { (lines[$0], $0) < (lines[$1], $1) }
    let ahead = step > 0 ? order.first { lines[$0] > number } : order.last { lines[$0] < number }
    guard let change = ahead ?? (step > 0 ? order.first : order.last) else { return nil }
    reveal(change)
    return line(of: change)
  }

  private mutating func reveal(_ change: Int) {
    if let value = diff.changes[change].new?.number {
      _ = rows.reveal(value)
    } else if let holder = diff.changes[change].holder {
      rows.unfold(rows.reveal(holder))
    }
    insert()
  }

  /// The line of a difference, or of the fold that hides it.
  private func line(of change: Int) -> Int {
    let holder = diff.changes[change].new?.number ?? diff.changes[change].holder ?? rows.root
    if let position = inserted.firstIndex(where: { $0.change == change }) {
      return inserted[position].row + position
    }
    return line(ofRow: rows.row(of: holder))
  }

  private func line(ofRow row: Int) -> Int {
    row + firstIndex(in: 0..<inserted.count) { inserted[$0].row > row }
  }

  /// How many removed values stand before a line.
  private func insertedBefore(line: Int) -> Int {
    firstIndex(in: 0..<inserted.count) { inserted[$0].row + $0 >= line }
  }

  private func depth(of change: Int) -> Int {
    guard let holder = diff.changes[change].holder else { return 0 }
    return rows.row(rows.row(of: holder)).depth + 1
  }

  /// Works out where what was removed stands, as the folds are now.
  private mutating func insert() {
    inserted = removed.compactMap { holder, change in
      rows.rowForMore(in: holder).map { ($0, change) }
    }
    // By row, otherwise in the order of the differences.
    inserted.sort { ($0.row, $0.change) < ($1.row, $1.change) }
  }
}

extension JSONRows {
  /// The row before which another member of a container would stand: that of its closing bracket;
  /// `nil` while the container is folded or hidden.
  fileprivate func rowForMore(in holder: Int) -> Int? {
    let opening = row(of: holder)
    guard row(opening).value == holder else { return nil }
    guard index.hasChildren(holder) else { return opening + 1 }
    return isFolded(holder) ? nil : visibleClosingRow(of: holder)
  }
}
