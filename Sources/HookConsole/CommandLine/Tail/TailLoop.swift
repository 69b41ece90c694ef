import Foundation
import HookModel
import HookSupport

/// One run of `tail`: catches up, then takes news one after the other, prints and forwards.
struct TailLoop {
  enum Event: Sendable {
    case news(FeedNews)
    /// A step whose turn it is in the line of its webhook, with the record where it needs one.
    case step(TailBook.Step, TailRecords.Answer?)
    /// There are reports of the forwarder or of commands to take.
    case reported
  }

  let options: TailOptions
  let recording: ExchangeRecording
  let client: HookClient
  /// The webhooks that are watched; nil: all.
  let ids: Set<RecordID>?
  let inbox: AsyncStream<Event>.Continuation
  let text: TailText
  let forwarder: TailForwarder?
  /// Apart from the inbox, which is closed when the run is to end: these are taken all the same.
  let reports = Locked<[TailForwarder.Report]>([])
  let exec: TailExec?
  let execReports = Locked<[TailExec.Report]>([])
  let trouble: TailTroubleReport
  let records: TailRecords
  let lines: WebhookLines<TailBatch>

  var book = TailBook()
  var state: TailState
  var printed = 0
  var progress = TailProgress()
  /// Those handed to the forwarder, and those that the command was run for.
  var forwarded = SeenIDs()
  var executed = SeenIDs()
  var failures: TailFailures
  var runs = (count: 0, failed: 0)
  var isReady = false
  var saved = ContinuousClock.now

  init(
    _ options: TailOptions,
    _ recording: ExchangeRecording,
    _ client: HookClient,
    _ poster: Poster,
    _ ids: Set<RecordID>?,
    _ inbox: AsyncStream<Event>.Continuation
  ) throws {
    self.options = options
    self.recording = recording
    self.client = client
    self.ids = ids
    self.inbox = inbox
    text = TailText(
      isJSON: options.isJSON,
      paint: .standardOutput,
      columns: Output.columns,
      zone: .current
    )
    trouble = TailTroubleReport(server: client.address.description)
    let records = TailRecords(client: client, trouble: trouble)
    self.records = records
    // What needs a record waits for it in its line, and the loop does not wait with it.
    lines = WebhookLines { batch in
      for (step, answer) in try await batch.answered(by: records) {
        inbox.yield(.step(step, answer))
      }
    }
    let reports = reports
    forwarder = options.forward.map { url in
      TailForwarder(url: url, poster: poster, records: records) { report in
        reports.withLock { $0.append(report) }
        inbox.yield(.reported)
      }
    }
    let execReports = execReports
    exec = try options.exec.map { command in
      try TailExec(command, timeout: options.execTimeout, records: records) { report in
        execReports.withLock { $0.append(report) }
        inbox.yield(.reported)
      }
    }
    failures = TailFailures(options.failAfter)
    state = TailState(
      server: client.address.base.text,
      employer: try client.scope.description,
      forward: options.forward?.description ?? "",
      directory: BaseDirectory.state.path(ProcessInfo.processInfo.environment)
    )
  }

  mutating func run(_ events: AsyncStream<Event>) async throws {
    let inbox = inbox
    let feed = DeliveryFeed(
      api: SomeWebhooks(api: client.retries(false), ids: ids),
      settings: options.settings
    ) { inbox.yield(.news($0)) }
    let result: Result<Void, any Error>
    do {
      try await catchUp()
      await feed.start()
      for await event in events {
        try await take(event)
        if isEnough { break }
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await feed.stop()
    await lines.stop()
    await forwarder?.stop()
    await exec?.end()
    // Whoever reads our output may be gone.
    try? takeReports()
    if runs.failed > 0 { Output.note("\(runs.failed) of \(runs.count) commands failed") }
    save(isLast: true)
    try result.get()
    if let end = failures.end { throw end }
  }

  /// No more is to be printed.
  var isFull: Bool { failures.end != nil || options.count.map { printed >= $0 } ?? false }

  /// The commands of the last ones have ended, and what is forwarded has arrived; after too many failures that
  /// is not waited for, since it may never.
  var isEnough: Bool {
    isFull && (progress.isIdle || failures.end != nil && executed.count == runs.count)
  }

  // MARK: What was there before

  private mutating func catchUp() async throws {
    // Also tells at once where the server, the key or the employer is wrong.
    let webhooks = try await client.webhooks().map(\.id).filter { ids?.contains($0) ?? true }
    var start: [RecordID: TailMark] = [:]
    if options.goesOn {
      if let before = state.before() {
        // Of a webhook that no run has watched yet, what is newer than all that one has.
        let newest = TailMark(seconds: before.values.compactMap(\.seconds).max())
        for id in webhooks { start[id] = before[id] ?? newest }
      } else {
        Output.note("no earlier run to resume: starting now")
      }
    } else if let since = options.since {
      for id in webhooks { start[id] = TailMark(since: since) }
    }
    book = TailBook(start: start)
    for (id, mark) in start { state.start(id, at: mark) }
    let missed = try await TailHistory.read(client, webhooks.filter { start[$0] != nil }, start)
    for found in missed {
      guard let news = book.resolve(found.delivery, of: found.webhook) else { continue }
      let step = TailBook.Step.tell(news)
      let answer = needsRecord(step, found.event) ? try await records.find(step) : nil
      try await take(step, answer, of: found.event)
      if isEnough { break }
    }
  }
}
