import HookJSON

/// The text of a payload's rows, in pieces by kind. Texts are those of the payload, as they came.
struct JSONRowText {
  let index: JSONIndex
  /// The value whose key is not shown.
  let root: Int
  /// Values are hidden, keys and kinds shown.
  let isMasked: Bool
  /// Columns there are; of a longer text a little more than that is read.
  let space: Int

  init(rows: JSONRows, isMasked: Bool, space: Int) {
    self.init(index: rows.index, root: rows.root, isMasked: isMasked, space: space)
  }

  init(index: JSONIndex, root: Int, isMasked: Bool, space: Int) {
    (self.index, self.root, self.isMasked, self.space) = (index, root, isMasked, space)
  }

  func pieces(_ row: JSONRow) -> [(String, Style)] {
    var pieces: [(String, Style)] = []
    if row.part != .closing { pieces += key(of: row.value) }
    pieces += value(row.value, row.part)
    if row.hasComma, row.part != .opening { pieces.append((",", Style(role: .punctuation))) }
    return pieces
  }

  /// The key of a member with its colon; nothing for an item of an array.
  func key(of value: Int) -> [(String, Style)] {
    guard value != root, let key = index.keyRange(of: value) else { return [] }
    return [(start(of: key), Style(role: .key)), (": ", Style(role: .punctuation))]
  }

  /// A value in one line, a container by what it holds.
  func value(_ value: Int) -> [(String, Style)] {
    self.value(value, index.hasChildren(value) ? .folded : .whole)
  }

  private func value(_ value: Int, _ part: JSONRow.Part) -> [(String, Style)] {
    let kind = index.kind(of: value)
    let signs = kind == .object ? ("{", "}") : ("[", "]")
    let punctuation = Style(role: .punctuation)
    switch part {
    case .whole:
      let cover = isMasked ? JSONMask.cover(kind) : nil
      return [(cover ?? start(of: index.range(of: value)), Style(role: Self.role(kind)))]
    case .closing:
      return [(signs.1, punctuation)]
    case .opening:
      return [(signs.0, punctuation), (" \(Self.count(index, value))", Style(role: .faint))]
    case .folded:
      return [
        (signs.0, punctuation), (" \(Self.count(index, value)) ", Style(role: .faint)),
        (signs.1, punctuation),
      ]
    }
  }

  /// `6 keys`, `1 item`.
  static func count(_ index: JSONIndex, _ value: Int) -> String {
    let count = index.childCount(of: value)
    let noun = index.kind(of: value) == .object ? "key" : "item"
    return count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  static func role(_ kind: JSONKind) -> Role {
    switch kind {
    case .string: .string
    case .number: .number
    case .boolean, .null: .literal
    case .object, .array: .punctuation
    }
  }

  /// As much of a text as a line can show, in bytes, and a little more so that it is seen to be cut.
  private func start(of range: Range<Int>) -> String {
    let end = min(range.upperBound, range.lowerBound + space * 4 + 64)
    return JSONString.readable(index.text.string(range.lowerBound..<end))
  }
}
