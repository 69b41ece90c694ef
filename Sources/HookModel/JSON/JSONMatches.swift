/// The values that a search found, each once, in the order of the text.
public struct JSONMatches: Sendable {
  private var values: [UInt32] = []

  init() {}

  /// How many values were found.
  public var count: Int { values.count }
  /// True where nothing was found.
  public var isEmpty: Bool { values.isEmpty }

  /// The value of a match.
  /// - Parameter position: from zero, less than `count`.
  public subscript(position: Int) -> Int { Int(values[position]) }

  mutating func append(_ value: Int) {
    if values.last != UInt32(value) { values.append(UInt32(value)) }
  }

  /// The position of the first match at or behind a value; `count` where there is none.
  public func position(atOrAfter value: Int) -> Int {
    firstIndex(in: 0..<values.count) { Int(values[$0]) >= value }
  }

  /// True of a value that was found.
  public func contains(_ value: Int) -> Bool {
    let position = position(atOrAfter: value)
    return position < count && self[position] == value
  }

  /// The next match behind a value, going round at the end; nil where nothing was found.
  public func next(after value: Int) -> Int? {
    guard !isEmpty else { return nil }
    let position = position(atOrAfter: value + 1)
    return self[position < count ? position : 0]
  }

  /// The match before a value, going round at the beginning; nil where nothing was found.
  public func previous(before value: Int) -> Int? {
    guard !isEmpty else { return nil }
    let position = position(atOrAfter: value)
    return self[position > 0 ? position - 1 : count - 1]
  }
}
