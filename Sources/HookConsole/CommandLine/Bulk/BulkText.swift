import ConsoleCore
import HookJSON
import HookSupport

/// The report of `send --each`, for people and for scripts.
enum BulkText {
  static func lines(_ report: BulkRun.Report, of total: Int) -> [String] {
    var lines = [
      "\(report.sent) of \(total) sent in \(ResponseText.time(report.seconds))"
        + (report.sent > 0
          ? ", \(RateText.of(Double(report.sent) / max(report.seconds, 0.000_001)))" : "")
        + (report.repeated > 0 ? ", \(report.repeated) repeated after a pause" : "")
    ]
    let codes = report.codes.sorted { $0.key < $1.key }.map { code, count in
      "\(code == 0 ? CodeText.noResponse : String(code)) ×\(count)"
    }
    if !codes.isEmpty { lines.append("codes      \(codes.joined(separator: "  "))") }
    for (reason, count) in report.failures.sorted(by: { $0.value > $1.value }) {
      lines.append("failed     \(reason) ×\(count)")
    }
    lines += report.firstFailed.map { "           \($0.delivery)  \($0.reason)" }
    let more = report.sent - report.succeeded - report.firstFailed.count
    if more > 0 { lines.append("           and \(more) more, which --json names") }
    if report.left > 0 {
      lines.append("not sent   \(report.left), the first is \(report.firstLeft ?? "?")")
    }
    guard report.sent > 0 else { return lines }
    let times = percentiles.map { "\($0.0) \(time(report.latencies.percentile($0.1)))" }
    lines.append(
      "latency    \(times.joined(separator: "  "))  max \(time(report.latencies.maximum))"
    )
    let most = report.latencies.rows.map(\.count).max() ?? 1
    for row in report.latencies.rows {
      let bar = String(repeating: "█", count: max(row.count > 0 ? 1 : 0, row.count * 40 / most))
      lines.append("≤ \(padded(time(row.bound), 8)) \(padded(String(row.count), 9)) \(bar)")
    }
    return lines
  }

  static func json(_ report: BulkRun.Report, of total: Int) -> JSON {
    let codes = report.codes.sorted { $0.key < $1.key }.map { (String($0.key), JSON.int($0.value)) }
    let failures = report.failures.sorted { $0.key < $1.key }.map { ($0.key, JSON.int($0.value)) }
    let latency = percentiles.map { ($0.0, milliseconds(report.latencies.percentile($0.1))) }
    return [
      "total": .int(total), "sent": .int(report.sent), "succeeded": .int(report.succeeded),
      "repeated": .int(report.repeated), "left": .int(report.left),
      "firstLeft": .text(report.firstLeft), "seconds": .number(String(report.seconds)),
      "codes": .object(codes), "failures": .object(failures),
      "latency": .object(latency + [("max", milliseconds(report.latencies.maximum))]),
    ]
  }

  /// Why the run is not a success; `nil` if it is.
  /// - Parameter rest: the file that has what was not sent.
  static func ending(_ report: BulkRun.Report, of total: Int, rest: String?) -> Failure? {
    let failed = report.sent - report.succeeded
    let response = "did not get a complete 2xx response"
    guard report.left > 0 else {
      guard failed > 0 else { return nil }
      let isUnreachable = report.codes.keys.allSatisfy { $0 == 0 }
      return Failure(
        isUnreachable ? .unreachable : .failed,
        "\(failed) of \(total) \(response)"
      )
    }
    let left = "\(report.left) \(report.left == 1 ? "was" : "were") not sent"
    let it = report.left == 1 ? "it is" : "they are"
    let parts = [
      failed > 0 ? "\(failed) of \(report.sent) \(response)" : nil,
      rest.map { "\(left); \(it) in \($0)" } ?? left,
    ]
    return Failure(
      .failed,
      (report.isInterrupted ? "interrupted: " : "")
        + parts.compactMap { $0 }.joined(separator: ", and "),
      hint: rest.map { "try: --file \($0)" } ?? "try: --rest FILE, which keeps what was not sent"
    )
  }

  private static let percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]

  private static func milliseconds(_ seconds: Double) -> JSON {
    .number(Milliseconds.text(seconds: seconds))
  }

  private static func time(_ seconds: Double) -> String {
    seconds < 1
      ? "\(Milliseconds.text(seconds: (seconds * 1e5).rounded() / 1e5)) ms"
      : ResponseText.time(seconds)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
