import Foundation
import HookJSON

/// A search through a payload as text, a piece at a time and away from the main loop.
public struct TextSearch: Sendable {
  /// What is looked for.
  package let pattern: JSONPattern
  private let payload: Payload

  private static let pieceSize = 4 << 20

  /// Begins a search; nothing is looked at yet.
  package init(for pattern: JSONPattern, in payload: Payload) {
    self.pattern = pattern
    self.payload = payload
  }

  /// Goes to the end.
  /// - Parameter isCancelled: called now and then, also inside of a line.
  /// - Returns: what was found; `nil` when it was cancelled on the way.
  public func finish(isCancelled: () -> Bool = { false }) -> TextMatches? {
    var matches = TextMatches()
    switch pattern.form {
    case .text(let needle): scan(for: needle, &matches, isCancelled)
    case .expression(let expression): match(expression, &matches, isCancelled)
    }
    return isCancelled() ? nil : matches
  }

  private func scan(for needle: TextNeedle, _ matches: inout TextMatches, _ isCancelled: () -> Bool)
  {
    payload.withBytes { bytes in
      var offset = 0
      while offset < bytes.count, !matches.isCut, !isCancelled() {
        let stop = min(bytes.count, offset + Self.pieceSize)
        offset = needle.forEach(in: bytes, from: offset, before: stop) { found in
          matches.append(found.lowerBound) ? max(found.upperBound, found.lowerBound + 1) : nil
        }
      }
    }
  }

  /// An expression is matched line by line.
  private func match(
    _ expression: JSONPattern.Expression,
    _ matches: inout TextMatches,
    _ isCancelled: () -> Bool
  ) {
    var start = 0
    while start < payload.byteCount, !matches.isCut, !isCancelled() {
      let end = payload.lineEnd(after: start)
      let line = payload.text(start..<end)
      expression.forEach(in: line, isCancelled) { range in
        guard range.length > 0, let cursor = Range(range, in: line)?.lowerBound else { return true }
        let offset = line.utf8.distance(from: line.startIndex, to: cursor)
        return matches.append(min(start + offset, end))
      }
      start = end + 1
    }
  }
}

/// Where a text was found: the offsets of the bytes with which the matches begin.
public struct TextMatches: Sendable {
  private var starts: [Int] = []
  /// Whether there are more than are kept.
  public private(set) var isCut = false

  private static let maximum = 1_000_000

  /// How many there are.
  public var count: Int { starts.count }
  /// Whether nothing was found.
  public var isEmpty: Bool { starts.isEmpty }

  /// - Returns: `false` once there are too many.
  package mutating func append(_ start: Int) -> Bool {
    isCut = starts.count == Self.maximum
    if !isCut { starts.append(start) }
    return !isCut
  }

  /// The offset of a match, counted from zero.
  public subscript(position: Int) -> Int { starts[position] }

  /// The position of the first match at or after an offset; `count` if there is none.
  public func position(atOrAfter offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The position of the first match in a range of bytes; `nil` if there is none.
  public func position(in range: Range<Int>) -> Int? {
    let position = position(atOrAfter: range.lowerBound)
    return position < count && starts[position] < range.upperBound ? position : nil
  }

  /// The next match at or after an offset, going round at the end; `nil` if nothing was found.
  public func next(atOrAfter offset: Int) -> Int? {
    let position = position(atOrAfter: offset)
    return position < count ? starts[position] : starts.first
  }

  /// The match before an offset, going round at the beginning; `nil` if nothing was found.
  public func previous(before offset: Int) -> Int? {
    let position = position(atOrAfter: offset)
    return position > 0 ? starts[position - 1] : starts.last
  }
}
