import ConsoleCore
import Foundation
import HookJSON
import HookModel
import HookSupport

/// What `schema --check` found: each drift once, with the first delivery that shows it.
struct DriftLog {
  struct Row {
    let drift: ShapeDrift
    /// How many deliveries show it.
    var count = 1
    /// The first of them.
    var first: PayloadSource.Origin
  }

  private struct Key: Hashable {
    let change: ShapeDrift.Change
    let path: String
    let found: String
  }

  /// In the order in which they were found.
  private(set) var rows: [Row] = []
  private var positions: [Key: Int] = [:]
  private let isNewestFirst: Bool

  /// - Parameter isNewestFirst: whether deliveries come in this order, where their times do not tell.
  init(isNewestFirst: Bool) {
    self.isNewestFirst = isNewestFirst
  }

  mutating func add(_ found: PayloadDrift, of origin: PayloadSource.Origin) {
    for drift in found.drifts {
      let key = Key(change: drift.change, path: drift.path, found: drift.found)
      guard let position = positions[key] else {
        positions[key] = rows.count
        rows.append(Row(drift: drift, first: origin))
        continue
      }
      rows[position].count += 1
      if isEarlier(origin, than: rows[position].first) { rows[position].first = origin }
    }
  }

  private func isEarlier(
    _ origin: PayloadSource.Origin,
    than first: PayloadSource.Origin
  ) -> Bool {
    guard let one = origin.created, let other = first.created, one != other else {
      return isNewestFirst
    }
    return one < other
  }

  /// `2 new, 1 missing`; `nil` if there are none.
  var summary: String? { ShapeDrift.summary(rows.map(\.drift.change)) }

  var table: TextTable {
    var table = TextTable(
      [.left, .wrapped, .left, .right, .id, .whole],
      titles: ["change", "path", "type", "count", "first", "time"],
      spare: [5, 3, 2]
    )
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    for row in rows {
      let line = row.first.line.map { "line \($0)" } ?? ""
      table.add([
        row.drift.change.rawValue,
        row.drift.path,
        row.drift.types,
        String(row.count),
        row.first.delivery?.description ?? line,
        row.first.created.map { times.full($0) } ?? "",
      ])
    }
    return table
  }
}

extension DriftLog.Row {
  /// One object for scripts.
  var json: [UInt8] {
    var object = JSONObject()
    object.add("change", drift.change.rawValue)
    object.add("path", drift.path)
    object.add("expected", drift.expected.isEmpty ? nil : drift.expected)
    object.add("found", drift.found.isEmpty ? nil : drift.found)
    object.add("deliveries", count)
    object.add("webhookId", first.webhook?.description)
    object.add("deliveryId", first.delivery?.description)
    object.add("created", first.created.map { Moment.text(seconds: $0.seconds) })
    object.add("line", first.line.map { .int($0) } ?? .null)
    return object.bytes
  }
}

extension ShapeDrift {
  /// `number → string`, or the only type that is known.
  var types: String {
    [expected, found].filter { !$0.isEmpty }.joined(separator: " → ")
  }
}
