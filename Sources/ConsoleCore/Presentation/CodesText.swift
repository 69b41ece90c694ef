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
  /// The oldest first; empty if they are not known.
  var attempts: [ExchangeRecord] = []
  /// Why they are not.
  var attemptsProblem: String?
  /// Whether the server tells of them.
  var recordsAttempts = false
  /// Whether it is a request that came to us.
  var isCapture = false
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
    lines += attemptLines.flatMap { $0.wrapped(columns) }
    if let message = delivery?.statusMessage, !message.isEmpty, message != lastProblem {
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
        ("last failure ", Style(role: .faint)), (times.medium(failure), .plain),
        (" · \(tally.attempts) attempts in all", Style(role: .faint)),
      ]).wrapped(columns)
    }
    return lines
  }

  private var lastProblem: String? { attempts.last?.exchange.failure?.description }

  /// The newest first: time, code, duration, and why there is no response.
  private var attemptLines: [Viewer.Line] {
    if let attemptsProblem { return [Viewer.Line("attempts: \(attemptsProblem)", .problem)] }
    // One that went right says nothing that the first line does not.
    guard attempts.count > 1 || lastProblem != nil else {
      guard attempts.isEmpty, let delivery, delivery.attempts > 1 else { return [] }
      let text =
        recordsAttempts
        ? "its attempts were not recorded" : "this server tells only the number of attempts"
      return [Viewer.Line(text, .faint)]
    }
    return attempts.reversed().map { record in
      let row = ExchangeRowText(record, title: "", times)
      return Viewer.Line([
        ("\(record.number)  \(row.time)  ", Style(role: .faint)),
        (row.code.text, Style(role: row.code.role)), ("  \(row.duration)", .plain),
        (row.problem.isEmpty ? "" : "  \(row.problem)", Style(role: .problem)),
      ])
    }
  }

  private func result(of delivery: Delivery) -> [(String, Style)] {
    guard delivery.created != nil || delivery.attempts > 0 || delivery.statusCode != 0 else {
      return [("not fetched yet", Style(role: .faint))]
    }
    let count = delivery.attempts == 1 ? "1 attempt" : "\(delivery.attempts) attempts"
    let attempts = isCapture ? "" : " · \(count)"
    return [
      (CodeText.long(delivery), Style(role: CodeText.role(delivery), bold: true)),
      ("\(CodeText.status(delivery).map { " · \($0)" } ?? "")\(attempts)", .plain),
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
