import Foundation
import HookModel
import HookSupport

/// What became of some deliveries, as lines.
///
///     Employee Created
///     1,000 deliveries, 98.2% delivered, 1,034 attempts
///     codes     200 ×982  500 ×12  --- ×6
///     attempts  1 ×970  2 ×26  3 ×4
///     failed    500: the database is locked ×12
///     busiest   25 Nov 14:00 ×120, 3 failed
///     ▁▁▂▃█▅▂▁ the last 24 hours
package enum StatisticsText {
  package typealias Line = [(text: String, role: Role)]

  /// - Parameter columns: what is longer goes on in the next line; `nil` for lines of any length.
  package static func lines(
    _ title: String,
    _ statistics: DeliveryStatistics,
    _ times: TimeText,
    columns: Int?
  ) -> [Line] {
    let lines = lines(title, statistics, times)
    guard let columns else { return lines }
    return lines.flatMap { line in
      Viewer.Line(line.map { ($0.text, Style(role: $0.role)) }).wrapped(columns).map { part in
        part.pieces.map { (text: $0.0, role: $0.1.role) }
      }
    }
  }

  static func lines(
    _ title: String,
    _ statistics: DeliveryStatistics,
    _ times: TimeText,
    isMasked: Bool = false
  ) -> [Line] {
    var lines: [[(text: String, role: Role)]] = [[(title, .heading)]]
    let rate = statistics.successRate.map { ", \(PercentText.of($0)) delivered" } ?? ""
    let pending = statistics.pending > 0 ? ", \(statistics.pending) pending" : ""
    let count = statistics.total == 1 ? "1 delivery" : "\(statistics.total) deliveries"
    lines.append([("\(count)\(rate)\(pending), \(statistics.attempts) attempts", .plain)])
    guard statistics.total > 0 else { return lines }
    lines.append(row("codes", statistics.byCode, name: code))
    lines.append(row("attempts", statistics.byAttempts) { (String($0), .plain) })
    let reasons = statistics.reasons.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    for (reason, count) in reasons.prefix(5) {
      lines.append([label("failed"), (isMasked ? "•••" : reason, .problem), (" ×\(count)", .faint)])
    }
    for hour in statistics.busiest(3) {
      let time = times.full(Timestamp(seconds: Double(hour.hour) * 3600))
      let failed = hour.failed > 0 ? ", \(hour.failed) failed" : ""
      lines.append([
        label("busiest"), ("\(time.dropLast(3))", .plain), (" ×\(hour.total)\(failed)", .faint),
      ])
    }
    lines.append(trend(statistics, times))
    return lines
  }

  private static func label(_ text: String) -> (text: String, role: Role) {
    (text + String(repeating: " ", count: max(1, 10 - text.count)), .faint)
  }

  private static func code(_ code: Int) -> (String, Role) {
    (code == 0 ? CodeText.noResponse : String(code), CodeText.role(CodeClass(code: code)))
  }

  private static func row(
    _ title: String,
    _ counts: [Int: Int],
    name: (Int) -> (String, Role)
  ) -> [(text: String, role: Role)] {
    let parts = counts.sorted { $0.key < $1.key }.flatMap { key, count in
      [(text: name(key).0, role: name(key).1), (text: " ×\(count)  ", role: Role.faint)]
    }
    return [label(title)] + parts
  }

  /// Deliveries an hour, one column each.
  private static func trend(_ statistics: DeliveryStatistics, _ times: TimeText)
    -> [(text: String, role: Role)]
  {
    let last = Int((times.now / 3600).rounded(.down))
    let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let window = (last - 23)...last
    let most = max(1, window.map { statistics.hours[$0]?.total ?? 0 }.max() ?? 1)
    return window.map { hour in
      guard let here = statistics.hours[hour], here.total > 0 else { return ("▁", .faint) }
      let role: Role =
        here.failed == 0 ? .success : here.failed * 2 > here.total ? .serverError : .clientError
      return (levels[max(1, here.total * 7 / most)], role)
    } + [(" the last 24 hours", .faint)]
  }
}
