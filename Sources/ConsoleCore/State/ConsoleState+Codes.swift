import HookModel

/// The pane of response codes: what came of the selected delivery and of those beside it.
extension ConsoleState {
  /// What became of the deliveries of the selected webhook, or of all.
  package var tally: CodeTally {
    selectedWebhook.map { hooks.tally(of: $0.id) } ?? hooks.tally
  }

  private var codes: CodesText {
    let entry = selectedEntry
    let webhook = selectedWebhook
    let isInactive = webhook?.active == false
    return CodesText(
      delivery: entry?.delivery,
      url: entry?.delivery.url ?? webhook?.url,
      inactive: isInactive ? webhook.flatMap { inactiveReason($0.id) } ?? "" : nil,
      attempts: selectedAttempts ?? [],
      attemptsProblem: attempts.problem.flatMap {
        $0.delivery == entry?.delivery.id ? $0.message : nil
      },
      recordsAttempts: hooks.isSandbox,
      isCapture: session.isCapture,
      local: localResponse?.response,
      tally: tally,
      times: times,
      isMasked: session.isMasked
    )
  }

  /// The lines of the pane, as they fit into it.
  var codesLines: [Viewer.Line] {
    codes.lines(columns: session.layout.inside(.codes).columns - 2)
  }

  /// The first of so many lines that is on the screen.
  func codesTop(_ lines: Int) -> Int {
    min(deliveries.codesTop, max(0, lines - height(of: .codes)))
  }

  mutating func scrollCodes(by step: Int) {
    let lines = codesLines.count
    let most = max(0, lines - height(of: .codes))
    deliveries.setCodesTop(min(max(0, codesTop(lines) + min(step, most)), most))
  }

  /// Enter: all attempts, or all of what the pane says.
  mutating func openCodes() {
    if selectedAttempts != nil { return openAttempts() }
    show(Viewer("Response", codes.lines(columns: max(20, session.layout.size.columns - 8))))
  }

  /// `i`: what became of the deliveries of the selected webhook, or of all, as far as they are known.
  mutating func showStatistics() -> [Effect] {
    var statistics = DeliveryStatistics()
    for row in 0..<min(hooks.timeline.count(in: scope), Self.mostCounted) {
      if let entry = hooks.timeline.entry(at: row, in: scope) { statistics.add(entry.delivery) }
    }
    let title = selectedWebhook?.title ?? (session.isCapture ? "All sources" : "All webhooks")
    let lines = StatisticsText.lines(title, statistics, times, isMasked: session.isMasked)
    let known = hooks.timeline.count(in: scope)
    let note = known > Self.mostCounted ? "the newest \(Self.mostCounted) of \(known)" : ""
    show(
      Viewer(
        "Statistics",
        lines.map { line in Viewer.Line(line.map { ($0.text, Style(role: $0.role)) }) }
          + (note.isEmpty ? [] : [Viewer.Line(note, .faint)])
      )
    )
    return []
  }

  /// Deliveries that are counted without a pause that is felt.
  private static let mostCounted = 50_000

  package var times: TimeText { TimeText(zone: session.zone, now: session.clock()) }

  /// `410 at 11:58`: why a webhook is inactive, where a delivery shows it.
  func inactiveReason(_ id: RecordID) -> String? {
    guard let gone = hooks.tally(of: id).gone else { return nil }
    // What was delivered after it shows that the webhook was active again.
    let newest = hooks.timeline.entry(at: 0, in: .webhook(id))?.delivery
    if let newest, let created = newest.created, created > gone, newest.taskStatus == .sent {
      return nil
    }
    return "410 \(times.when(gone))"
  }
}
