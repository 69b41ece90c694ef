import HookJSON

/// The text of a payload's rows, in pieces by kind. Texts are those of the payload, as they came.
struct JSONRowText {
  let rows: JSONRows
  /// Values are hidden, keys and kinds shown.
  let isMasked: Bool
  /// Columns there are; of a longer text a little more than that is read.
  let space: Int

  private var index: JSONIndex { rows.index }

  func pieces(_ row: JSONRow) -> [(String, Style)] {
    var pieces: [(String, Style)] = []
    if row.part != .closing, row.value != rows.root, let key = index.keyRange(of: row.value) {
      pieces.append((start(of: key), Style(role: .key)))
      pieces.append((": ", Style(role: .punctuation)))
    }
    pieces += value(row)
    if row.hasComma, row.part != .opening { pieces.append((",", Style(role: .punctuation))) }
    return pieces
  }

  private func value(_ row: JSONRow) -> [(String, Style)] {
    let kind = index.kind(of: row.value)
    let signs = kind == .object ? ("{", "}") : ("[", "]")
    let punctuation = Style(role: .punctuation)
    switch row.part {
    case .whole:
      let cover = isMasked ? JSONMask.cover(kind) : nil
      return [(cover ?? start(of: index.range(of: row.value)), Style(role: Self.role(kind)))]
    case .closing:
      return [(signs.1, punctuation)]
    case .opening:
      return [(signs.0, punctuation), (" \(Self.count(index, row.value))", Style(role: .faint))]
    case .folded:
      return [
        (signs.0, punctuation), (" \(Self.count(index, row.value)) ", Style(role: .faint)),
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
