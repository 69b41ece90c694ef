import HookJSON

/// A JSON value in indented lines for people: digits and the order of keys stay, escaped characters are
/// shown as themselves, and nothing that a terminal obeys is left.
package enum IndentedJSON {
  /// A part of a line and what it is.
  package typealias Piece = (text: String, role: Role)

  package static func lines(_ node: JSONNode) -> [[Piece]] {
    let rows = JSONRows(node.index, root: node.number)
    return lines(rows, in: 0..<rows.count)
  }

  /// Some of the rows of a tree without folds.
  package static func lines(_ rows: JSONRows, in part: Range<Int>) -> [[Piece]] {
    rows.rows(in: part).map { row in
      let indentation: Piece = (String(repeating: "  ", count: row.depth), .plain)
      return [indentation]
        + pieces(row, rows).map { (TerminalSafeText.sanitised($0.text), $0.role) }
    }
  }

  private static func pieces(_ row: JSONRow, _ rows: JSONRows) -> [Piece] {
    let index = rows.index
    let kind = index.kind(of: row.value)
    var pieces: [Piece] = []
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
