import HookSupport

extension JSONRows {
  package func isFolded(_ value: Int) -> Bool {
    isFoldedBits[value - root]
  }

  /// Folds what is open, opens what is folded; on a scalar nothing happens.
  package mutating func toggle(_ row: Int) {
    let here = self.row(row)
    setFolded(here.value, here.part != .folded)
  }

  /// Folds the container of a row, be it at its opening or its closing bracket.
  package mutating func fold(_ row: Int) {
    setFolded(self.row(row).value, true)
  }

  /// Opens what is folded on a row; what is folded inside of it stays so.
  package mutating func unfold(_ row: Int) {
    setFolded(self.row(row).value, false)
  }

  /// Folds everything but the root.
  package mutating func foldAll() {
    fold(toDepth: 1)
  }

  /// Shows everything.
  package mutating func unfoldAll() {
    isFoldedBits.clear()
    folds = []
  }

  /// Shows what lies less deep than this; everything deeper is folded, also inside of folds.
  package mutating func fold(toDepth depth: Int) {
    // Where the containers end that are open here, the innermost last.
    var ends: [Int] = []
    let index = index
    fold { value in
      while let last = ends.last, last <= value { ends.removeLast() }
      defer { ends.append(index.end(of: value)) }
      return ends.count >= depth
    }
  }

  /// Folds every container but some.
  package mutating func foldAll(but open: Set<Int>) {
    fold { !open.contains($0) }
  }

  /// Folds the containers that are asked for, in order.
  private mutating func fold(_ isFolded: (Int) -> Bool) {
    unfoldAll()
    let end = index.end(of: root)
    var hidden = 0
    var visibleFrom = root
    var offset = root
    while let value = index.nextOpened(from: offset, before: end) {
      offset = value + 1
      guard isFolded(value) else { continue }
      isFoldedBits.set(value - root)
      guard value >= visibleFrom else { continue }
      visibleFrom = index.end(of: value)
      let fold = Fold(value: value, hides: rowsInside(value), hiddenBefore: hidden)
      hidden += fold.hides
      folds.append(fold)
    }
  }

  /// Folds what is folded in other rows of the same root, in the same text or the beginning of it.
  package mutating func fold(as other: JSONRows) {
    var inner: [Int] = []
    var offset = 0
    let end = other.index.end(of: other.root) - other.root
    while let folded = other.isFoldedBits.next(from: offset, before: end) {
      inner.append(folded + root)
      offset = folded + 1
    }
    // A fold takes those inside of it along, so they come first.
    for value in inner.reversed() { setFolded(value, true) }
  }

  /// Unfolds whatever hides a value.
  /// - Returns: the value's row.
  package mutating func reveal(_ value: Int) -> Int {
    var holders: [Int] = []
    var holder = value == root ? nil : index.parent(of: value)
    while let open = holder {
      holders.append(open)
      holder = open == root ? nil : index.parent(of: open)
    }
    for holder in holders.reversed() where isFolded(holder) { setFolded(holder, false) }
    return row(of: value)
  }

  /// The rows that folding a value hides: one for each value inside, one more for each of those that
  /// holds something, and the closing bracket, which stands for the value itself.
  private func rowsInside(_ value: Int) -> Int {
    let end = index.end(of: value)
    return end - value - 1 + index.openedBefore(end) - index.openedBefore(value)
  }

  private mutating func setFolded(_ value: Int, _ on: Bool) {
    guard index.hasChildren(value), isFolded(value) != on else { return }
    isFoldedBits[value - root] = on
    let first = firstIndex(in: 0..<folds.count) { folds[$0].value >= value }
    let end = index.end(of: value)
    var last = first
    while last < folds.count, folds[last].value < end { last += 1 }
    let visible = on ? [value] : outermostFolds(in: (value + 1)..<end)
    folds.replaceSubrange(
      first..<last,
      with: visible.map { Fold(value: $0, hides: rowsInside($0), hiddenBefore: 0) }
    )
    var hidden = first > 0 ? folds[first - 1].hiddenBefore + folds[first - 1].hides : 0
    for offset in first..<folds.count {
      folds[offset].hiddenBefore = hidden
      hidden += folds[offset].hides
    }
  }

  private func outermostFolds(in values: Range<Int>) -> [Int] {
    var found: [Int] = []
    var offset = values.lowerBound
    while let bit = isFoldedBits.next(from: offset - root, before: values.upperBound - root) {
      found.append(bit + root)
      offset = index.end(of: bit + root)
    }
    return found
  }
}
