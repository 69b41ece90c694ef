import HookModel
import HookSupport

/// What came of the selected delivery, and of the selected webhook's deliveries together.
///
///     200 OK · Sent · ×1 · 2026-11-24 12:01:03
///     2xx ████████████ 92%  5xx ██ 6%  410 ▏1%
///     ▁▁▂▁▃▁█▂ 60 min · 92% delivered · last failure 12:00
enum CodesPane {
  static func note(_ state: ConsoleState) -> String {
    state.tally.successRate.map { "\(percent($0)) delivered" } ?? ""
  }

  static func draw(_ state: ConsoleState, in area: Rect, into canvas: inout Canvas) {
    let lines = lines(state, columns: area.columns - 2)
    for (offset, line) in lines.prefix(area.rows).enumerated() {
      canvas.put(
        line,
        at: Position(row: area.row + offset, column: area.column + 1),
        in: area.inset(rows: 0, columns: 1)
      )
    }
  }

  private static func lines(_ state: ConsoleState, columns: Int) -> [[(String, Style)]] {
    var lines: [[(String, Style)]] = []
    let tally = state.tally
    if let entry = state.selectedEntry { lines.append(answer(entry.delivery, state)) }
    if let webhook = state.selectedWebhook, webhook.active == false {
      lines.append(inactive(webhook, state))
    } else if let message = state.selectedEntry?.delivery.statusMessage, !message.isEmpty {
      lines.append([(state.shown(message), .plain)])
    } else {
      lines.append(target(state))
    }
    if let entry = state.selectedEntry,
      let answer = state.deliveries.forwarding.answers[entry.delivery.id]
    {
      lines.append([
        ("local ", Style(role: .faint)), ResponseText.status(answer),
        (" after \(ResponseText.time(answer.seconds)) · L shows the response", Style(role: .faint)),
      ])
    }
    if tally.total > 0 {
      lines.append(CodeBars.classes(tally, columns: columns))
      lines.append(trend(tally, state, columns: columns))
    }
    if state.session.layout.inside(.codes).rows > lines.count {
      if let message = state.selectedEntry?.delivery.statusMessage, !message.isEmpty {
        lines.append(target(state))
      }
      if tally.total > 0 { lines.append(codes(tally)) }
      if let failure = tally.lastFailure {
        lines.append([
          ("last failure ", Style(role: .faint)), (state.times.full(failure), .plain),
          (" · \(tally.attempts) attempts in all", Style(role: .faint)),
        ])
      }
    }
    return lines
  }

  private static func answer(_ delivery: Delivery, _ state: ConsoleState) -> [(String, Style)] {
    guard delivery.created != nil || delivery.attempts > 0 || delivery.statusCode != 0 else {
      return [("not fetched yet", Style(role: .faint))]
    }
    let role = CodeText.role(delivery)
    let attempts = delivery.attempts == 1 ? "1 attempt" : "\(delivery.attempts) attempts"
    return [
      (CodeText.long(delivery), Style(role: role, bold: true)),
      (" · \(delivery.taskStatus.name) · \(attempts)", .plain),
      (" · \(state.times.full(delivery.created))", Style(role: .faint)),
    ]
  }

  private static func target(_ state: ConsoleState) -> [(String, Style)] {
    let url = state.selectedEntry?.delivery.url ?? state.selectedWebhook?.url
    return url.map { [("→ ", Style(role: .faint)), (HTTPURL.shown($0), Style(role: .faint))] } ?? []
  }

  private static func inactive(
    _ webhook: HookState.KnownWebhook,
    _ state: ConsoleState
  ) -> [(String, Style)] {
    guard let reason = state.inactiveReason(webhook.id) else {
      return [("inactive, reason unknown", Style(role: .clientError))]
    }
    return [("inactive since \(reason)", Style(role: .clientError))]
  }

  private static func trend(
    _ tally: CodeTally,
    _ state: ConsoleState,
    columns: Int
  ) -> [(String, Style)] {
    let width = min(30, columns / 3)
    let now = Int(state.session.clock() / 60)
    return Sparkline.pieces(tally.minutes, endingAt: now, columns: width)
      + [(" last \(width) min", Style(role: .faint))]
  }

  private static func codes(_ tally: CodeTally) -> [(String, Style)] {
    let most = tally.byCode.filter { $0.value > 0 }
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(8)
    return most.flatMap { code, count in
      let kind = CodeClass(code: code)
      return [
        (code == 0 ? "none" : String(code), Style(role: CodeText.role(kind))),
        (" ×\(count)  ", Style(role: .faint)),
      ]
    }
  }

  static func percent(_ part: Double) -> String {
    let hundredths = (part * 100).rounded()
    // Neither all nor nothing is claimed where it is only nearly so.
    if hundredths == 100, part < 1 { return ">99%" }
    if hundredths == 0, part > 0 { return "<1%" }
    return "\(Int(hundredths))%"
  }
}

extension ConsoleState {
  /// What became of the deliveries of the selected webhook, or of all.
  package var tally: CodeTally {
    selectedWebhook.map { hooks.tally(of: $0.id) } ?? hooks.tally
  }
}
