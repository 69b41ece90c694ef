import HookModel

/// What differs between two payloads, side by side.
///
///     ~ [0].gross        1200.00            1234.50
///     + [0].address.town                    "Leeds"
///     - [0].note         "leaver"
enum DiffText {
  static func viewer(
    _ old: Document,
    _ new: Document,
    _ diff: JSONDiff,
    columns: Int,
    isMasked: Bool
  ) -> Viewer {
    let rows = diff.changes.map { Row($0, isMasked: isMasked) }
    let path = min(columns / 3, max(8, rows.map { VisibleText($0.path).columns }.max() ?? 0))
    let value = max(8, (columns - path - 6) / 2)
    var lines = [
      Viewer.Line([
        (padded("  ", 2) + padded("", path) + "  ", .plain),
        (padded(title(old, isMasked), value) + "  ", Style(role: .heading)),
        (title(new, isMasked), Style(role: .heading)),
      ])
    ]
    lines += rows.map { row in
      Viewer.Line([
        (row.sign + " ", Style(role: row.role, bold: true)),
        // Its end is what tells one from another.
        (padded(URLText.end(of: row.path, columns: path), path) + "  ", Style(role: .key)),
        (padded(row.old, value) + "  ", Style(role: .serverError)),
        (row.new, Style(role: .success)),
      ])
    }
    if diff.isCut { lines.append(Viewer.Line("… and more", .mark)) }
    if diff.changes.isEmpty { lines.append(Viewer.Line("they hold the same", .faint)) }
    let count = diff.changes.count == 1 ? "1 difference" : "\(diff.changes.count) differences"
    return Viewer(diff.changes.isEmpty ? "No difference" : count, lines)
  }

  private struct Row {
    let sign: String
    let role: Role
    let path: String
    let old: String
    let new: String

    init(_ change: JSONDiff.Change, isMasked: Bool) {
      (sign, role) =
        switch change.kind {
        case .added: ("+", .success)
        case .removed: ("-", .serverError)
        case .changed: ("~", .notice)
        }
      let short = change.path.short
      path = short.isEmpty ? "the whole payload" : short
      old = Self.text(change.old, isMasked)
      new = Self.text(change.new, isMasked)
    }

    private static func text(_ node: JSONNode?, _ isMasked: Bool) -> String {
      guard let node else { return "" }
      switch node.kind {
      case .object: return "{ \(node.index.childCount(of: node.number)) keys }"
      case .array: return "[ \(node.index.childCount(of: node.number)) items ]"
      default:
        if isMasked, let cover = JSONMask.cover(node.kind) { return cover }
        let range = node.index.range(of: node.number)
        // No line is longer than this.
        let end = min(range.upperBound, range.lowerBound + 1024)
        return JSONString.readable(node.index.text.string(range.lowerBound..<end))
      }
    }
  }

  private static func title(_ document: Document, _ isMasked: Bool) -> String {
    switch document.source {
    case .sample(let event): "sample of \(event.title)"
    case .delivery(let id, _): isMasked ? "•••" : document.delivery?.name ?? id.description
    }
  }

  /// A text in exactly so many columns.
  private static func padded(_ text: String, _ columns: Int) -> String {
    let cut = VisibleText(text).cut(to: columns)
    return cut.text + String(repeating: " ", count: max(0, columns - cut.columns))
  }
}
