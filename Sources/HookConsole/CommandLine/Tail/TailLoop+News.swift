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
    case .forwarded: try takeReports()
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
    if case .tell(let news) = step { pass(news.delivery, of: news.webhook) }
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
    guard isWanted(delivery, event) else { return pass(delivery, of: webhook) }
    if !options.isJSON {
      try Output.line(text.line(delivery, event))
    } else if let record {
      try JSONOutput.line(record)
    }
    printed += 1
    if let forwarder, !book.wasThere(id), forwarded.insert(id).inserted {
      underway.insert(id)
      progress.begin(delivery, of: webhook)
      await forwarder.add(delivery, of: webhook)
    } else {
      pass(delivery, of: webhook)
    }
  }

  /// Nothing is to be done with it but what may be under way: until the endpoint has it, the mark stays
  /// before it, whatever else is told of it meanwhile.
  mutating func pass(_ delivery: Delivery, of webhook: RecordID) {
    guard !underway.contains(delivery.id) else { return }
    progress.begin(delivery, of: webhook)
    finish(delivery.id, of: webhook)
  }

  mutating func finish(_ id: RecordID, of webhook: RecordID) {
    for delivery in progress.finish(id, of: webhook) { state.pass(delivery, of: webhook) }
  }

  mutating func takeReports() throws {
    let reports = self.reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
    // A closed output ends the run, but what the endpoint has it has.
    let results = reports.map { report in Result { try take(report) } }
    for result in results { try result.get() }
  }

  private mutating func take(_ report: TailForwarder.Report) throws {
    switch report {
    case .answered(let found, let answer):
      underway.remove(found.delivery.id)
      finish(found.delivery.id, of: found.webhook)
      try recording.append(answer.exchange)
      if options.isJSON, let url = options.forward {
        try JSONOutput.line(text.object(answer, for: found, to: url))
      } else {
        let event = book.event(of: found.webhook)
        try Output.line(text.line(answer, for: found.delivery, event))
      }
    case .skipped(let delivery, let webhook, let reason):
      underway.remove(delivery.id)
      finish(delivery.id, of: webhook)
      Output.problem(TerminalSafeText.sanitised("\(delivery.id) was not forwarded: \(reason)"))
    case .down(let problem):
      Output.problem(TerminalSafeText.sanitised("forwarding waits: \(problem)"))
    case .up: Output.note("the endpoint responds again")
    }
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
