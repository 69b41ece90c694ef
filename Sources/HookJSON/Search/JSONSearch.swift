import CSIMD

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
  /// Up to where was looked for the strings that a comma or a blank may stand in, and the last of them,
  /// quotes aside.
  private var passed = 0
  private var passedString = 0..<0
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
    case .text(let needle):
      if index.table.isPlain, let character = needle.character, !JSONByte.isBetween(character.byte)
      {
        scan(for: character, to: stop)
      } else {
        scan(for: needle, to: stop)
      }
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
    let form: TextNeedle.Form = index.table.isPlain ? .plain : .json
    var cursor = ValueCursor(index, root: root, at: value)
    defer { value = cursor.value }
    offset = needle.forEach(in: bytes, from: offset, before: stop, form) { found in
      let next = found.lowerBound + 1
      guard let token = token(at: found.lowerBound, &cursor), found.upperBound <= token.end else {
        return next
      }
      matches.append(token.value)
      // One match is enough.
      return max(next, token.end)
    }
  }

  /// Looks for a character that stands in keys and scalars only, in a plain text.
  private mutating func scan(for character: hc_forms, to stop: Int) {
    var scan = CharacterScan(character, in: index, root, from: offset, at: value)
    let last = index.end(of: root) - 1
    matches.append { words in
      scan.run(to: stop, words)
      return min(scan.value + 1, last)
    }
    (offset, value) = (scan.offset, scan.value)
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

  /// The key or the scalar that a byte stands in; `nil` for a byte between them.
  ///
  /// The bytes tell it: no table of keys is kept, and to look back for each would take longer.
  @inline(__always)
  private mutating func token(at byte: Int, _ cursor: inout ValueCursor) -> SearchToken? {
    cursor.move(to: byte)
    let base = UnsafePointer(index.text.base)
    let (value, start) = (cursor.value, cursor.start)
    if JSONByte.isBetween(base[byte]) {
      guard isInString(byte, from: start) else { return nil }
    } else if JSONByte.beginsBare(base[start]) {
      let end = JSONByte.bareEnd(base, from: start)
      if byte < end { return SearchToken(value: value, end: end) }
    }
    // In a string, or behind the value in the key of the next one.
    let quote = JSONString.closingQuote(from: base + byte)
    return SearchToken(stringTo: quote, behind: value, in: base, before: end)
  }

  /// Whether a byte that could also stand between values stands in the string of a value, or in the key
  /// behind it.
  /// - Parameter start: that of the value. No byte is passed twice, however many are asked about.
  private mutating func isInString(_ byte: Int, from start: Int) -> Bool {
    let base = UnsafePointer(index.text.base)
    // An escaped quote begins with its backslash.
    guard base[byte] != JSONByte.quote else { return false }
    passed = max(passed, start)
    while passed <= byte {
      if base[passed] == JSONByte.quote {
        passedString = (passed + 1)..<(JSONString.closingQuote(from: base + passed + 1) - base)
        passed = passedString.upperBound
      }
      passed += 1
    }
    return passedString.contains(byte)
  }

  private func start(of value: Int) -> Int { Int(index.node(value).start) }

  private func text(of value: Int) -> String {
    let range = index.range(of: value)
    return index.kind(of: value) == .string
      ? JSONString.decode(index.text, range) : index.text.string(range)
  }
}
