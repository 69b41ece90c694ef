/// The values that a search found, each once, in the order of the text. They are kept as a bit for
/// each value of the text, so that a character that is everywhere costs no more than a rare word.
package struct JSONMatches: Sendable {
  private var values: RankedBits

  /// - Parameter space: how many values there are to look at.
  package init(space: Int = 0) {
    values = RankedBits(space: space)
  }

  /// How many values were found.
  package var count: Int { values.count }
  /// Whether nothing was found.
  package var isEmpty: Bool { count == 0 }

  /// The value of a match.
  /// - Parameter position: from zero, less than `count`.
  package subscript(position: Int) -> Int { values.bit(ranked: position) }

  /// Takes in a value that is not before the last one.
  @inline(__always)
  package mutating func append(_ value: Int) {
    values.append(value)
  }

  /// Takes in many values, none of them before the last one.
  /// - Parameter body: sets their bits and returns the last of them, or one behind it.
  @inline(__always)
  mutating func append(_ body: (UnsafeMutablePointer<UInt64>) -> Int) {
    values.append(body)
  }

  /// The position of the first match at or behind a value; `count` where there is none.
  package func position(atOrAfter value: Int) -> Int {
    values.rank(of: value)
  }

  /// Whether a value was found.
  package func contains(_ value: Int) -> Bool {
    !isEmpty && values.bits[value]
  }

  /// The next match behind a value, going round at the end; `nil` if nothing was found.
  package func next(after value: Int) -> Int? {
    guard !isEmpty else { return nil }
    let position = position(atOrAfter: value + 1)
    return self[position < count ? position : 0]
  }

  /// The match before a value, going round at the beginning; `nil` if nothing was found.
  package func previous(before value: Int) -> Int? {
    guard !isEmpty else { return nil }
    let position = position(atOrAfter: value)
    return self[position > 0 ? position - 1 : count - 1]
  }
}
