import HookModel

/// The text of one row of a payload, in pieces by kind. Texts are those of the payload, as they came.
enum JSONRowText {
  /// - Parameter room: columns there are; of a longer text a little more than that is read.
  static func pieces(_ row: JSONRow, _ rows: JSONRows, room: Int) -> [(String, Style)] {
    let index = rows.index
    var pieces: [(String, Style)] = []
    if row.part != .closing, row.value != rows.root, let key = index.keyRange(of: row.value) {
      pieces.append((start(of: key, index, room), Style(role: .key)))
      pieces.append((": ", Style(role: .punctuation)))
    }
    pieces += value(row, index, room)
    if row.hasComma, row.part != .opening { pieces.append((",", Style(role: .punctuation))) }
    return pieces
  }

  private static func value(_ row: JSONRow, _ index: JSONIndex, _ room: Int) -> [(String, Style)] {
    let kind = index.kind(of: row.value)
    let signs = kind == .object ? ("{", "}") : ("[", "]")
    let punctuation = Style(role: .punctuation)
    switch row.part {
    case .whole:
      return [(start(of: index.range(of: row.value), index, room), Style(role: role(kind)))]
    case .closing:
      return [(signs.1, punctuation)]
    case .opening:
      return [(signs.0, punctuation), (" \(count(row, index))", Style(role: .faint))]
    case .folded:
      return [
        (signs.0, punctuation), (" \(count(row, index)) ", Style(role: .faint)),
        (signs.1, punctuation),
      ]
    }
  }

  /// `6 keys`, `1 item`.
  private static func count(_ row: JSONRow, _ index: JSONIndex) -> String {
    let count = index.childCount(of: row.value)
    let noun = index.kind(of: row.value) == .object ? "key" : "item"
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
  private static func start(of range: Range<Int>, _ index: JSONIndex, _ room: Int) -> String {
    let most = room * 4 + 64
    let end = min(range.upperBound, range.lowerBound + most)
    return JSONString.readable(index.text.string(range.lowerBound..<end))
  }
}
