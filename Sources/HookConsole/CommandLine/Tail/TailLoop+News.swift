import ConsoleCore
import Foundation
import HookModel

extension TailLoop {
  mutating func take(_ event: Event) async throws {
    switch event {
    case .news(.health(let health)): note(health)
    case .news(let news):
      let batch = TailBatch(
        entries: book.take(news).map { ($0, needsRecord($0, book.event(of: $0.webhook))) }
      )
      if let webhook = batch.webhook { await lines.add(batch, of: webhook) }
      becomeReady()
    case .step(let step, let answer): try await take(step, answer, of: nil)
    case .reported: try takeReports()
    }
    save(isLast: false)
  }

  func needsRecord(_ step: TailBook.Step, _ event: WebhookEvent?) -> Bool {
    switch step {
    case .look: true
    case .tell(let news): options.isJSON && (event == nil || isWanted(news.delivery, event))
    }
  }

  func isWanted(_ delivery: Delivery, _ event: WebhookEvent?) -> Bool {
    (event.map(options.query.takes) ?? options.query.events.isEmpty)
      && options.query.takes(delivery)
  }

  mutating func take(
    _ step: TailBook.Step,
    _ answer: TailRecords.Answer?,
    of event: WebhookEvent?
  ) async throws {
    let event = event ?? book.event(of: step.webhook)
    switch (step, answer) {
    case (.tell(let news), nil): try await tell(news.delivery, of: news.webhook, nil, event)
    case (.tell, .found(let found)):
      // It may have changed meanwhile; then this tells that, too.
      _ = book.resolve(found.delivery, of: found.webhook)
      try await tell(found.delivery, of: found.webhook, found.source, event)
    case (.look, .found(let found)):
      if let news = book.resolve(found.delivery, of: found.webhook) {
        try await tell(news.delivery, of: news.webhook, found.source, event)
      }
      if let again = book.end(step, found.delivery) {
        await lines.add(TailBatch(entries: [(again, needsRecord: true)]), of: again.webhook)
      }
    case (_, .missing(let reason)): leaveOut(step, reason)
    case (.look, nil): break
    }
  }

  mutating func leaveOut(_ step: TailBook.Step, _ reason: String) {
    _ = book.end(step, nil)
    guard !isFull else { return }
    Output.problem(TerminalSafeText.sanitised("delivery \(step.id) is left out: \(reason)"))
    if case .tell(let news) = step {
      pass(progress.take(news.delivery, of: news.webhook, isAwaited: false), of: news.webhook)
    }
  }

  /// - Parameter record: its own bytes, where they were asked for.
  mutating func tell(
    _ delivery: Delivery,
    of webhook: RecordID,
    _ record: [UInt8]?,
    _ event: WebhookEvent?
  ) async throws {
    let id = delivery.id
    // What is not shown any more is not passed either, so that the next run brings it.
    guard !isFull, book.show(delivery) else { return }
    if event.map(options.query.takes) ?? true, !book.wasThere(id) { failures.take(delivery) }
    guard isWanted(delivery, event) else { return pass(delivery, of: webhook, event) }
    if !options.isJSON {
      try Output.line(text.line(delivery, event))
    } else if let record {
      try JSONOutput.line(record)
    }
    if options.rings { Output.ring() }
    printed += 1
    await work(on: delivery, of: webhook, event)
  }

  /// Hands a delivery that is new to the forwarder, and to the command once its outcome is known.
  private mutating func work(
    on delivery: Delivery,
    of webhook: RecordID,
    _ event: WebhookEvent?
  ) async {
    let id = delivery.id
    let isNew = !book.wasThere(id)
    let posts = forwarder != nil && isNew && forwarded.insert(id)
    let runs =
      exec != nil && isNew && delivery.taskStatus.isFinal && executed.insert(id)
    pass(delivery, of: webhook, handedTo: (posts ? 1 : 0) + (runs ? 1 : 0), event)
    if posts { await forwarder?.add(delivery, of: webhook) }
    if runs { await exec?.add(id, of: webhook, event) }
  }

  /// Until all that a delivery is handed to are done with it, and until its outcome is known if somebody may
  /// get it then, the mark stays before it, whatever else is told of it meanwhile.
  private mutating func pass(
    _ delivery: Delivery,
    of webhook: RecordID,
    handedTo receivers: Int = 0,
    _ event: WebhookEvent?
  ) {
    pass(
      progress.take(
        delivery,
        of: webhook,
        handedTo: receivers,
        isAwaited: isAwaited(delivery, event)
      ),
      of: webhook
    )
  }

  private mutating func pass(_ mark: TailMark?, of webhook: RecordID) {
    if let mark { state.pass(mark, of: webhook) }
  }

  /// Whether the forwarder or the command has not had a delivery, and may get it at a later stage: the
  /// command gets none before its end, and a filter may want none before that.
  private func isAwaited(_ delivery: Delivery, _ event: WebhookEvent?) -> Bool {
    guard delivery.awaitsOutcome(at: Date().timeIntervalSince1970), !book.wasThere(delivery.id),
      event.map(options.query.takes) ?? true
    else { return false }
    return forwarder != nil && !forwarded.contains(delivery.id)
      || exec != nil && !executed.contains(delivery.id)
  }

  /// One of those that a delivery was handed to is done with it.
  private mutating func leave(_ id: RecordID, of webhook: RecordID) {
    pass(progress.leave(id, of: webhook), of: webhook)
  }

  mutating func takeReports() throws {
    let reports = self.reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
    let ended = execReports.withLock { reports in
      defer { reports = [] }
      return reports
    }
    for report in ended { take(report) }
    // A closed output ends the run, but what the endpoint has it has.
    let results = reports.map { report in Result { try take(report) } }
    for result in results { try result.get() }
  }

  private mutating func take(_ report: TailForwarder.Report) throws {
    switch report {
    case .answered(let found, let answer):
      leave(found.delivery.id, of: found.webhook)
      try recording.append(answer.exchange)
      if options.isJSON, let url = options.forward {
        try JSONOutput.line(text.object(answer, for: found, to: url))
      } else {
        let event = book.event(of: found.webhook)
        try Output.line(text.line(answer, for: found.delivery, event))
      }
    case .skipped(let delivery, let webhook, let reason):
      leave(delivery.id, of: webhook)
      Output.problem(TerminalSafeText.sanitised("\(delivery.id) was not forwarded: \(reason)"))
    case .down(let problem):
      Output.problem(TerminalSafeText.sanitised("forwarding waits: \(problem)"))
    case .up: Output.note("the endpoint responds again")
    }
  }

  private mutating func take(_ report: TailExec.Report) {
    leave(report.delivery, of: report.webhook)
    runs.count += 1
    guard let problem = report.problem else { return }
    runs.failed += 1
    Output.problem(
      TerminalSafeText.sanitised("the command for delivery \(report.delivery): \(problem)")
    )
  }

  func note(_ health: FeedHealth) {
    switch health {
    case .failing(let problem): trouble.fails(.feed, problem.message)
    case .live: trouble.answers(.feed)
    case .starting, .waiting: break
    }
  }

  mutating func becomeReady() {
    guard !isReady, book.isReady else { return }
    isReady = true
    for id in book.watched where state.marks[id] == nil { state.start(id, at: book.start(of: id)) }
    let count = book.watched.count == 1 ? "1 webhook" : "\(book.watched.count) webhooks"
    Output.note("watching \(count) at \(client.address)")
  }

  /// Not more often than once a second; what is lost with a crash is told again.
  mutating func save(isLast: Bool) {
    // A run that is ended while it catches up has told some of what was missed.
    guard isReady || !state.marks.isEmpty, isLast || saved.duration(to: .now) > .seconds(1) else {
      return
    }
    saved = .now
    do {
      try state.save()
    } catch {
      if isLast { Output.problem("warning: \(error)") }
    }
  }
}
