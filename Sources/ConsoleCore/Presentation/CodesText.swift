import HookModel
import HookSupport

/// What came of a delivery, and of the deliveries of its webhook together, as lines.
///
///     200 OK · Sent · 1 attempt · 2026-11-24 12:01:03
///     → https://crm.example/hooks/1
///     2xx ████████████ 92%  5xx ██ 6%  410 ▏1%
///     ▁▁▂▁▃▁█▂ last 30 min
struct CodesText {
  var delivery: Delivery?
  /// Where it is sent.
  var url: String?
  /// Why the webhook is inactive: `410 at 11:58`; empty if that is not known, `nil` if it is active.
  var inactive: String?
  /// What the local endpoint responded.
  var local: PostResponse?
  var tally: CodeTally
  let times: TimeText
  let isMasked: Bool

  func lines(columns: Int) -> [Viewer.Line] {
    var lines: [Viewer.Line] = []
    if let delivery { lines += Viewer.Line(result(of: delivery)).wrapped(columns) }
    if let inactive {
      let text = inactive.isEmpty ? "inactive, reason unknown" : "inactive since \(inactive)"
      lines += Viewer.Line(text, .clientError).wrapped(columns)
    }
    if let message = delivery?.statusMessage, !message.isEmpty {
      lines += Viewer.Line(isMasked ? "•••" : message).wrapped(columns)
    }
    if let url { lines += Viewer.Line("→ \(HTTPURL.shown(url))", .faint).wrapped(columns) }
    if let local {
      lines += Viewer.Line([
        ("local ", Style(role: .faint)), ResponseText.status(local),
        (" after \(ResponseText.time(local.seconds)) · H shows it", Style(role: .faint)),
      ]).wrapped(columns)
    }
    guard tally.total > 0 else { return lines }
    lines.append(Viewer.Line(CodeBars.classes(tally, columns: columns)))
    lines.append(trend(columns: columns))
    lines += Viewer.Line(codes).wrapped(columns)
    if let failure = tally.lastFailure {
      lines += Viewer.Line([
        ("last failure ", Style(role: .faint)), (times.full(failure), .plain),
        (" · \(tally.attempts) attempts in all", Style(role: .faint)),
      ]).wrapped(columns)
    }
    return lines
  }

  private func result(of delivery: Delivery) -> [(String, Style)] {
    guard delivery.created != nil || delivery.attempts > 0 || delivery.statusCode != 0 else {
      return [("not fetched yet", Style(role: .faint))]
    }
    let attempts = delivery.attempts == 1 ? "1 attempt" : "\(delivery.attempts) attempts"
    return [
      (CodeText.long(delivery), Style(role: CodeText.role(delivery), bold: true)),
      (" · \(delivery.taskStatus.name) · \(attempts)", .plain),
      (" · \(times.medium(delivery.created))", Style(role: .faint)),
    ]
  }

  private func trend(columns: Int) -> Viewer.Line {
    let width = min(30, columns / 3)
    return Viewer.Line(
      Sparkline.pieces(tally.minutes, endingAt: Int(times.now / 60), columns: width)
        + [(" last \(width) min", Style(role: .faint))]
    )
  }

  private var codes: [(String, Style)] {
    let most = tally.byCode.filter { $0.value > 0 }
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    return most.flatMap { code, count in
      let kind = CodeClass(code: code)
      return [
        (code == 0 ? CodeText.noResponse : String(code), Style(role: CodeText.role(kind))),
        (" ×\(count)  ", Style(role: .faint)),
      ]
    }
  }
}
