/// One way in which a payload differs from a shape.
package struct ShapeDrift: Sendable, Equatable {
  /// What kind of difference it is.
  package enum Change: String, Sendable, CaseIterable {
    /// A member, or an item of an array that was always empty.
    case new
    /// A member that each payload had.
    case missing
    case type
    /// `null` where none stood before.
    case null

    /// `1 new`, `2 of another type`
    func counted(_ count: Int) -> String {
      let word =
        switch self {
        case .new: "new"
        case .missing: "missing"
        case .type: "of another type"
        case .null: "newly null"
        }
      return "\(count) \(word)"
    }
  }

  package let change: Change
  /// Where, in the array that is sent, for all items alike: `$[*].lines[*].amount`.
  package let path: String
  /// The types that the shape has there, `string or null`; with its format, `string (date)`. Empty
  /// for what is new.
  package let expected: String
  /// The type that stands there; empty for what is missing.
  package let found: String
  /// The first value in the payload's index that shows it; of what is missing, the object without it.
  package let value: Int
  /// How often the payload shows it.
  package internal(set) var count = 1

  /// `2 new, 1 missing`; `nil` if there are none.
  package static func summary(_ changes: some Collection<Change>) -> String? {
    let parts = Change.allCases.compactMap { change in
      let count = changes.count { $0 == change }
      return count > 0 ? change.counted(count) : nil
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

/// How one payload differs from a shape, and which of its rows show it.
package struct PayloadDrift: Sendable {
  /// Each difference once, in the order of the payload.
  package internal(set) var drifts: [ShapeDrift] = []

  /// Values that are new or of another type, ascending, with the position of their drift.
  private var changed: [Mark] = []
  /// Objects without a member, ascending once all are known, with the position of their drift.
  private var lacking: [Mark] = []

  private struct Mark: Sendable {
    let value: UInt32
    let drift: UInt32
  }

  /// `2 new, 1 missing`; `nil` if the payload has the shape.
  package var summary: String? { ShapeDrift.summary(drifts.map(\.change)) }

  package var isEmpty: Bool { drifts.isEmpty }

  /// What a row shows: its own value's drift; of an object without a member that drift; of a row that
  /// folds values away the first drift among them. `nil` for none, and for a closing bracket.
  package func drift(of row: JSONRow, in index: JSONIndex) -> ShapeDrift? {
    guard row.part != .closing else { return nil }
    let end = row.part == .folded ? index.end(of: row.value) : row.value + 1
    let first = [changed, lacking].compactMap { marks -> Mark? in
      let position = Self.position(atOrAfter: row.value, in: marks)
      guard position < marks.count, marks[position].value < end else { return nil }
      return marks[position]
    }.min { $0.value < $1.value }
    return first.map { drifts[Int($0.drift)] }
  }

  /// The values that show a difference.
  package var values: [Int] { (changed + lacking).map { Int($0.value) } }

  /// The members that an object lacks.
  package func missing(from object: Int) -> [ShapeDrift] {
    lacking[Self.position(atOrAfter: object, in: lacking)...].prefix { $0.value == object }
      .map { drifts[Int($0.drift)] }
  }

  private static func position(atOrAfter value: Int, in marks: [Mark]) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].value < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: While it is made

  mutating func mark(_ value: Int, _ drift: Int, isLacking: Bool) {
    let mark = Mark(value: UInt32(value), drift: UInt32(drift))
    if isLacking { lacking.append(mark) } else { changed.append(mark) }
  }

  /// Objects end after those in them.
  mutating func finish() {
    lacking.sort { ($0.value, $0.drift) < ($1.value, $1.drift) }
  }
}
