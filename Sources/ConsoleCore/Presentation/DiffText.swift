import Foundation
import HookJSON

/// What differs between two payloads, side by side; of what looks the same, how it differs.
///
///     ~ $[0].gross       1200.00            1234.50
///     = [0].hours        1.0                1.00
///         the same number in other digits
///     ~ [0].name         "José"             "José"
///         at character 4: U+00E9 against U+0065 U+0301
///     + [0].address.town                    "Leeds"
///     - [0].note         "leaver"
enum DiffText {
  /// - Parameter heads: what the older and the newer payload are called.
  static func viewer(
    _ heads: [String],
    _ diff: JSONDiff,
    columns: Int,
    isMasked: Bool
  ) -> Viewer {
    let keys = KeyNotes(diff)
    let rows = diff.changes.map { Row($0, isMasked: isMasked) }
    let path = min(
      columns / 3,
      max(8, rows.map { TerminalSafeText.columns(of: $0.path) }.max() ?? 0)
    )
    let value = max(8, (columns - path - 6) / 2)
    let table = Table(path: path, value: value, columns: columns)
    var lines = table.lines(
      "",
      [("", .plain)],
      (heads[0], Style(role: .heading)),
      (heads[1], Style(role: .heading))
    )
    for (row, change) in zip(rows, diff.changes) {
      lines += table.lines(
        row.path,
        [(row.sign, Style(role: row.role, bold: true))],
        (row.old, Style(role: .serverError)),
        (row.new, Style(role: .success))
      )
      if let note = keys.note(change) ?? row.note(change, columns: value, isMasked: isMasked) {
        lines.append(Viewer.Line("    " + note, .faint))
      }
    }
    if diff.isCut { lines.append(Viewer.Line("… and more", .mark)) }
    return Viewer(count(diff), lines)
  }

  /// Where the columns of the list are. A long value goes on below itself; where there is no space for two
  /// of them side by side, the older one stands above the newer one.
  private struct Table {
    let path: Int
    let value: Int
    let columns: Int

    private static let leastValue = 16

    func lines(
      _ path: String,
      _ sign: [(String, Style)],
      _ old: (String, Style),
      _ new: (String, Style)
    ) -> [Viewer.Line] {
      func cell(_ text: (String, Style), _ columns: Int) -> [[(String, Style)]] {
        Viewer.Line([text]).wrapped(columns).map(\.pieces)
      }
      guard value >= Self.leastValue else {
        let head = sign + [(" " + path, Style(role: .key))]
        let below = [("-", old), ("+", new)].filter { !$0.1.0.isEmpty }.flatMap { mark, text in
          cell(text, columns - 6).enumerated().map { number, pieces in
            [("  \(number == 0 ? mark : " ") ", Style(role: .faint))] + pieces
          }
        }
        return ((path.isEmpty ? [] : [head]) + below).map { Viewer.Line($0) }
      }
      let (left, right) = (cell(old, value), cell(new, value))
      return (0..<max(left.count, right.count, 1)).map { number in
        let isFirst = number == 0
        // Its end is what tells one path from another.
        let name = isFirst ? URLText.end(of: path, columns: self.path) : ""
        let before = left.indices.contains(number) ? left[number] : []
        let used = before.map { TerminalSafeText.columns(of: $0.0) }.reduce(0, +)
        let signs = isFirst ? sign : []
        let gap = 2 - signs.map { TerminalSafeText.columns(of: $0.0) }.reduce(0, +)
        return Viewer.Line(
          signs + [
            (String(repeating: " ", count: gap) + padded(name, self.path) + "  ", Style(role: .key))
          ] + before + [(String(repeating: " ", count: value - used + 2), .plain)]
            + (right.indices.contains(number) ? right[number] : [])
        )
      }
    }
  }

  /// `3 differences`.
  static func count(_ diff: JSONDiff) -> String {
    diff.changes.count == 1 ? "1 difference" : "\(diff.changes.count) differences"
  }

  /// The sign of a difference and its colour.
  static func sign(_ kind: JSONDiff.Change.Kind) -> (String, Role) {
    switch kind {
    case .added: ("+", .success)
    case .removed: ("-", .serverError)
    case .changed: ("~", .notice)
    case .rewritten: ("=", .faint)
    }
  }

  /// How two values differ that look the same; `nil` if they do not, or one is missing.
  static func note(_ change: JSONDiff.Change, isMasked: Bool) -> String? {
    Row(change, isMasked: isMasked).note(change, columns: 60, isMasked: isMasked)
  }

  private struct Row {
    let sign: String
    let role: Role
    let path: String
    let old: String
    let new: String

    init(_ change: JSONDiff.Change, isMasked: Bool) {
      (sign, role) = DiffText.sign(change.kind)
      path = change.path.jsonPath
      old = Self.text(change.old, isMasked)
      new = Self.text(change.new, isMasked)
    }

    private static func text(_ node: JSONNode?, _ isMasked: Bool) -> String {
      guard let node else { return "" }
      let count = JSONRowText.count(node.index, node.number)
      switch node.kind {
      case .object: return "{ \(count) }"
      case .array: return "[ \(count) ]"
      default:
        if isMasked, let cover = JSONMask.cover(node.kind) { return cover }
        let range = node.index.range(of: node.number)
        // No line is longer than this.
        let end = min(range.upperBound, range.lowerBound + 1024)
        return JSONString.readable(node.index.text.string(range.lowerBound..<end))
      }
    }

    /// How two values differ that look the same in these columns.
    func note(_ change: JSONDiff.Change, columns: Int, isMasked: Bool) -> String? {
      if change.kind == .rewritten { return "the same number in other digits" }
      guard !isMasked, let before = change.old, let after = change.new else { return nil }
      let (left, right) = (DiffText.padded(old, columns), DiffText.padded(new, columns))
      guard Self.skeleton(left) == Self.skeleton(right),
        let difference = JSONLookalike(before, after)
      else { return nil }
      return "at character \(difference.position + 1): \(difference.words)"
    }

    private static func skeleton(_ text: String) -> String {
      let folded = text.precomposedStringWithCompatibilityMapping.map { lookalikes[$0] ?? $0 }
      return String(folded)
    }

    /// Characters of other alphabets that look like Latin ones.
    private static let lookalikes: [Character: Character] = Dictionary(
      uniqueKeysWithValues: zip(
        "аеорсухіјѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТХІЈ",
        "aeopcyxijsdABEZHIKMNOPTYXoABEKMHOPCTXIJ"
      )
    )
  }

  /// What to say of a key that came where one that looks the same went.
  private struct KeyNotes {
    /// What was removed, by where it stood: a path is equal to another Unicode form of itself.
    private var removed: [JSONPath: JSONNode] = [:]

    init(_ diff: JSONDiff) {
      for change in diff.changes where change.kind == .removed { removed[change.path] = change.old }
    }

    func note(_ change: JSONDiff.Change) -> String? {
      guard change.kind == .added, !removed.isEmpty, let new = change.new,
        let old = removed[change.path],
        let difference = JSONLookalike(keysOf: old, new)
      else { return nil }
      return "another key, at character \(difference.position + 1): \(difference.words)"
    }
  }

  /// `Payrun Finalised · Month 8, 12:00:30`: what a payload is called, with its time, since two of one
  /// person are told apart by it.
  static func head(_ document: Document, event: String, _ times: TimeText, isMasked: Bool) -> String
  {
    switch document.source {
    case .sample(let event): return "the sample of \(event.title)"
    case .exchange(let id, let part): return exchange(id, part)
    case .delivery(let id, _):
      guard let delivery = document.delivery else { return id.description }
      let title = DeliveryTitle.text(
        delivery,
        event: event,
        showsEvent: true,
        isMasked: isMasked
      )
      let time = times.medium(delivery.created)
      return time.isEmpty ? title : "\(title), \(time)"
    }
  }

  private static func exchange(_ id: ExchangeRecord.ID, _ part: Document.ExchangePart) -> String {
    switch id {
    case .session(let number): "\(part.text) \(number)"
    case .attempt(_, let number): "\(part.text) of attempt \(number)"
    }
  }

  /// A text in exactly so many columns.
  static func padded(_ text: String, _ columns: Int) -> String {
    let cut = TerminalSafeText(text).cut(to: columns)
    return cut.text + String(repeating: " ", count: max(0, columns - cut.columns))
  }
}
