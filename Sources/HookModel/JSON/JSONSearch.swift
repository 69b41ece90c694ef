/// A search through the keys and values of a JSON text, a piece at a time: a text of 100 MB is gone
/// through away from the main loop, and can be left off between any two pieces.
///
///     var search = JSONSearch(for: pattern, in: index)
///     while search.advance(), !Task.isCancelled {}
///     use(search.matches)
///
/// A text is looked for in the bytes as they stand, without decoding every string.
public struct JSONSearch: Sendable {
  /// What is looked for.
  public let pattern: JSONPattern
  /// The text that is looked through.
  public let index: JSONIndex
  /// The value that is looked through: the whole text or a part of it.
  public let root: Int
  /// What was found so far.
  public private(set) var matches: JSONMatches

  /// Where the search goes on: a byte of the text, and the value that it belongs to.
  private var place: Int
  private var value: Int
  /// The key behind it.
  private var key: Range<Int>?
  private let end: Int
  private let start: Int

  /// Begins a search; nothing is looked at yet.
  /// - Parameter root: the value that is looked through, its own key aside.
  public init(for pattern: JSONPattern, in index: JSONIndex, root: Int = 0) {
    self.pattern = pattern
    self.index = index
    self.root = root
    matches = JSONMatches(room: index.count)
    let range = index.range(of: root)
    (start, place, end, value) = (range.lowerBound, range.lowerBound, range.upperBound, root)
    if pattern.isEmpty { place = end }
    key = keyBehind
  }

  /// How much was gone through, 0 to 1.
  public var progress: Double {
    place >= end ? 1 : Double(place - start) / Double(end - start)
  }

  /// Goes on for about so many bytes.
  /// - Returns: false once all is gone through.
  @discardableResult
  public mutating func advance(bytes: Int = 4 << 20) -> Bool {
    guard place < end else { return false }
    let stop = min(end, place + max(1, bytes))
    if case .text(let needle, let plain) = pattern.form, !plain.isEmpty {
      scan(for: plain, whole: needle, to: stop)
    } else {
      decode(to: stop)
    }
    return place < end
  }

  /// Goes to the end.
  /// - Returns: what was found; nil when the task was cancelled on the way.
  public mutating func finish() -> JSONMatches? {
    repeat {
      if Task.isCancelled { return nil }
    } while advance()
    return matches
  }

  /// Looks for the plain part of a text in the bytes, and at what it stands in.
  private mutating func scan(for plain: TextNeedle, whole: TextNeedle, to stop: Int) {
    // What begins before the end of this piece may end behind it.
    let bytes = UnsafeBufferPointer(
      start: index.text.base,
      count: min(end, stop + plain.count - 1)
    )
    let isPlain = plain.count == whole.count
    plain.forEach(in: bytes, from: place) { found in
      guard let token = token(at: found) else { return found + 1 }
      let end = token.inside.upperBound
      // Most hits lie wholly within what they stand in; of the others the text itself decides.
      if isPlain, !isInEscape(found) {
        guard found + plain.count <= end else { return found + 1 }
      } else {
        guard whole.isIn(decoded(token)) else { return max(found + 1, end) }
      }
      matches.append(token.value)
      // One match is enough.
      return max(found + 1, end)
    }
    place = max(place, stop)
  }

  /// Looks at each key and value as people read it.
  private mutating func decode(to stop: Int) {
    let last = index.end(of: root)
    while value < last {
      let range = index.keyRange(of: value)
      guard (range?.lowerBound ?? start(of: value)) < stop || place == start else { break }
      let isFound =
        value != root && range.map { pattern.isIn(JSONString.decode(index.text, $0)) } == true
        || !index.isContainer(value) && pattern.isIn(text(of: value))
      if isFound { matches.append(value) }
      value += 1
      place = max(place, start + 1)
    }
    place = value < last ? max(place, stop) : end
  }

  private struct Token {
    let value: Int
    let isKey: Bool
    /// The bytes without quotes.
    let inside: Range<Int>
  }

  /// True where a byte may be a part of an escape, none of which is longer than six bytes.
  @inline(__always)
  private func isInEscape(_ byte: Int) -> Bool {
    // The five bytes before it; what is taken for an escape by mistake is only looked at again.
    let base = UnsafeRawPointer(index.text.base)
    guard byte >= 8 else { return true }
    let before = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: byte - 8, as: UInt64.self))
    let zeros = (before | 0xFF_FFFF) ^ 0x5C5C_5C5C_5C5C_5C5C
    return (zeros &- 0x0101_0101_0101_0101) & ~zeros & 0x8080_8080_8080_8080 != 0
  }

  /// The key or the scalar that a byte stands in; nil of a byte between them.
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
    let isQuoted = index.text.base[range.lowerBound] == 0x22
    let inside = isQuoted ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
    guard inside.contains(byte) else { return nil }
    return Token(value: isKey ? value + 1 : value, isKey: isKey, inside: inside)
  }

  private var keyBehind: Range<Int>? {
    value + 1 < index.count ? index.keyRange(of: value + 1) : nil
  }

  private func start(of value: Int) -> Int { Int(index.node(value).start) }

  private func decoded(_ token: Token) -> String {
    let quoted = (token.inside.lowerBound - 1)..<(token.inside.upperBound + 1)
    if token.isKey || index.kind(of: token.value) == .string {
      return JSONString.decode(index.text, quoted)
    }
    return index.text.string(token.inside)
  }

  private func text(of value: Int) -> String {
    let range = index.range(of: value)
    return index.kind(of: value) == .string
      ? JSONString.decode(index.text, range) : index.text.string(range)
  }
}
