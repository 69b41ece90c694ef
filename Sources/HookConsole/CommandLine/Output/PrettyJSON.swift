import HookJSON
import HookModel

/// A JSON value in indented lines for people: digits and the order of keys stay, escaped letters are
/// shown as letters, and nothing that a terminal obeys is left.
enum PrettyJSON {
  static func lines(_ node: JSONNode, paint: Paint) -> [String] {
    let rows = JSONRows(node.index, root: node.number)
    return lines(rows, in: 0..<rows.count, paint: paint)
  }

  /// Some of the rows of a tree, which is to have no folds.
  static func lines(_ rows: JSONRows, in part: Range<Int>, paint: Paint) -> [String] {
    rows.rows(in: part).map { row in
      let pieces = pieces(row, rows)
      return String(repeating: "  ", count: row.depth)
        + pieces.map { paint.text(VisibleText.harmless($0), $1) }.joined()
    }
  }

  private static func pieces(_ row: JSONRow, _ rows: JSONRows) -> [(String, Role)] {
    let index = rows.index
    let kind = index.kind(of: row.value)
    var pieces: [(String, Role)] = []
    if row.part != .closing, row.value != rows.root, let key = index.keyRange(of: row.value) {
      pieces.append((JSONString.readable(index.text.string(key)), .key))
      pieces.append((": ", .punctuation))
    }
    switch row.part {
    case .whole, .folded:
      let text = JSONString.readable(index.text.string(index.range(of: row.value)))
      pieces.append((text, JSONRowText.role(kind)))
    case .opening: pieces.append((kind == .object ? "{" : "[", .punctuation))
    case .closing: pieces.append((kind == .object ? "}" : "]", .punctuation))
    }
    if row.hasComma, row.part != .opening { pieces.append((",", .punctuation)) }
    return pieces
  }
}

extension Output {
  /// Prints a payload for people: as a tree where it is JSON, else as text.
  static func payload(_ payload: Payload) throws {
    let lines =
      payload.node.map { PrettyJSON.lines($0, paint: .standardOutput) }
      ?? [VisibleText.harmless(String(decoding: payload.bytes, as: UTF8.self))]
    try write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}
