/// A search through the keys and values of a JSON text, a piece at a time: a text of 100 MB is gone
/// through away from the main loop, and can be left off between any two pieces.
///
///     var search = JSONSearch(for: pattern, in: index)
///     while search.advance(), !Task.isCancelled {}
///     use(search.matches)
///
/// A text is looked for in the bytes as they stand, without decoding every string. An expression can
/// take any time over one value, so it is asked while it runs whether it is still wanted.
package struct JSONSearch: Sendable {
  /// What is looked for.
  package let pattern: JSONPattern
  /// The text that is looked through.
  package let index: JSONIndex
  /// The value that is looked through: the whole text or a part of it.
  package let root: Int
  /// What was found so far.
  package private(set) var matches: JSONMatches

  /// Where the search goes on: a byte of the text, and the value that it belongs to.
  private var offset: Int
  private var value: Int
  /// The key behind it.
  private var key: Range<Int>?
  private let end: Int
  private let start: Int

  /// Begins a search; nothing is looked at yet.
  /// - Parameter root: the value that is looked through, its own key aside.
  package init(for pattern: JSONPattern, in index: JSONIndex, root: Int = 0) {
    self.pattern = pattern
    self.index = index
    self.root = root
    matches = JSONMatches(space: index.count)
    let range = index.range(of: root)
    (start, offset, end, value) = (range.lowerBound, range.lowerBound, range.upperBound, root)
    if pattern.isEmpty { offset = end }
    key = keyBehind
  }

  /// Goes on for about so many bytes.
  /// - Parameter isCancelled: called now and then, also inside of a value.
  /// - Returns: `false` once all is gone through, or when it was cancelled inside of a value.
  @discardableResult
  package mutating func advance(
    bytes: Int = 4 << 20,
    isCancelled: () -> Bool = { false }
  ) -> Bool {
    guard offset < end else { return false }
    let stop = min(end, offset + max(1, bytes))
    switch pattern.form {
    case .text(let needle): scan(for: needle, to: stop)
    case .expression: guard decode(to: stop, isCancelled) else { return false }
    }
    return offset < end
  }

  /// Goes to the end.
  /// - Returns: what was found; `nil` when it was cancelled on the way.
  package mutating func finish(isCancelled: () -> Bool = { false }) -> JSONMatches? {
    repeat {
      if isCancelled() { return nil }
    } while advance(isCancelled: isCancelled)
    return isCancelled() ? nil : matches
  }

  /// Looks for a text in the bytes, and for what it stands in.
  private mutating func scan(for needle: TextNeedle, to stop: Int) {
    let bytes = UnsafeBufferPointer(start: UnsafePointer(index.text.base), count: end)
    offset = needle.forEach(in: bytes, from: offset, before: stop, isJSON: true) { found in
      let next = found.lowerBound + 1
      guard let token = token(at: found.lowerBound),
        found.upperBound <= token.inside.upperBound
      else { return next }
      matches.append(token.value)
      // One match is enough.
      return max(next, token.inside.upperBound)
    }
  }

  /// Looks at each key and value as people read it.
  /// - Returns: `false` when it was cancelled.
  private mutating func decode(to stop: Int, _ isCancelled: () -> Bool) -> Bool {
    let last = index.end(of: root)
    while value < last {
      let range = index.keyRange(of: value)
      guard (range?.lowerBound ?? start(of: value)) < stop || offset == start else { break }
      let isFound =
        value != root
        && range.map { pattern.isIn(JSONString.decode(index.text, $0), isCancelled) } == true
        || !index.isContainer(value) && pattern.isIn(text(of: value), isCancelled)
      if isCancelled() { return false }
      if isFound { matches.append(value) }
      value += 1
      offset = max(offset, start + 1)
    }
    offset = value < last ? max(offset, stop) : end
    return true
  }

  private struct Token {
    let value: Int
    /// The bytes without quotes.
    let inside: Range<Int>
  }

  /// The key or the scalar that a byte stands in; `nil` for a byte between them.
  @inline(__always)
  private mutating func token(at byte: Int) -> Token? {
    let last = index.end(of: root)
    let nodes = index.table.nodes
    if value + 1 < last, nodes[value + 1].start <= byte {
      while value + 16 < last, nodes[value + 16].start <= byte { value += 16 }
      while value + 1 < last, nodes[value + 1].start <= byte { value += 1 }
      key = keyBehind
    }
    // It stands in the value, or behind it in the key of the next one.
    let isKey = value + 1 < last && key.map { byte >= $0.lowerBound } ?? false
    guard let range = isKey ? key : index.scalarRange(of: value, beforeKey: key) else { return nil }
    let isQuoted = index.text.base[range.lowerBound] == JSONByte.quote
    let inside = isQuoted ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
    guard inside.contains(byte) else { return nil }
    return Token(value: isKey ? value + 1 : value, inside: inside)
  }

  private var keyBehind: Range<Int>? {
    value + 1 < index.count ? index.keyRange(of: value + 1) : nil
  }

  private func start(of value: Int) -> Int { Int(index.node(value).start) }

  private func text(of value: Int) -> String {
    let range = index.range(of: value)
    return index.kind(of: value) == .string
      ? JSONString.decode(index.text, range) : index.text.string(range)
  }
}
