import Foundation
import HookModel

/// One run of `tail`: catches up, then takes news one after the other, prints and forwards.
struct TailLoop {
  enum Event: Sendable {
    case news(FeedNews)
    case forward(Forwarder.Report)
  }

  private let options: TailOptions
  private let client: HookClient
  /// The webhooks that are watched; nil: all.
  private let ids: Set<RecordID>?
  private let inbox: AsyncStream<Event>.Continuation
  private let text: TailText
  private let forwarder: Forwarder?

  private var book = TailBook()
  private var state: TailState
  private var printed = 0
  private var progress = TailProgress()
  /// Those handed to the forwarder.
  private var forwarded: Set<RecordID> = []
  private var trouble: ContinuousClock.Instant?
  private var isReady = false
  private var saved = ContinuousClock.now

  init(
    _ options: TailOptions,
    _ client: HookClient,
    _ ids: Set<RecordID>?,
    _ inbox: AsyncStream<Event>.Continuation
  ) {
    self.options = options
    self.client = client
    self.ids = ids
    self.inbox = inbox
    text = TailText(
      isJSON: options.isJSON,
      paint: .standardOutput,
      columns: Output.columns,
      zone: .current
    )
    let record: @Sendable (RecordID, RecordID) async throws -> FoundDelivery? = { id, webhook in
      try await client.foundAtLast(id, of: webhook)
    }
    forwarder = options.forward.map { url in
      Forwarder(url: url, poster: Poster(), record: record) {
        inbox.yield(.forward($0))
      }
    }
    state = TailState(
      server: client.address.url.absoluteString,
      employer: client.employer.description,
      forward: options.forward?.absoluteString ?? "",
      directory: BaseDirectory.state.path(ProcessInfo.processInfo.environment)
    )
  }

  mutating func run(_ events: AsyncStream<Event>) async throws {
    let inbox = inbox
    let feed = DeliveryFeed(
      api: SomeWebhooks(api: client.patient(false), ids: ids),
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
    await forwarder?.stop()
    save(isLast: true)
    try result.get()
  }

  /// No more is to be printed.
  private var isFull: Bool { options.count.map { printed >= $0 } ?? false }

  private var isEnough: Bool {
    isFull && progress.open == 0
  }

  // MARK: What was there before

  private mutating func catchUp() async throws {
    // Also tells at once where the server, the key or the employer is wrong.
    let webhooks = try await client.webhooks().map(\.id).filter { ids?.contains($0) ?? true }
    var start: [RecordID: TailMark] = [:]
    if options.goesOn {
      if state.load() {
        start = state.marks
        for id in webhooks where start[id] == nil { start[id] = TailMark() }
      } else {
        Output.note("no run is known to go on from; this one begins now")
      }
    } else if let since = options.since {
      for id in webhooks { start[id] = TailMark(seconds: since.nextDown) }
    }
    book = TailBook(start: start)
    for (id, mark) in start { state.start(id, at: mark) }
    let missed = try await TailHistory.read(client, webhooks.filter { start[$0] != nil }, start)
    for found in missed {
      guard let news = book.resolve(found.delivery, of: found.webhook, isHistory: false) else {
        continue
      }
      try await tell(news, found.event)
      if isEnough { break }
    }
  }

  // MARK: News

  private mutating func take(_ event: Event) async throws {
    switch event {
    case .news(.health(let health)): note(health)
    case .news(let news):
      for step in book.take(news) { try await take(step) }
      becomeReady()
    case .forward(let report): try take(report)
    }
    save(isLast: false)
  }

  private mutating func take(_ step: TailBook.Step) async throws {
    switch step {
    case .tell(let news): try await tell(news, book.event(of: news.webhook))
    case .look(let id, let webhook):
      guard let found = try await client.foundAtLast(id, of: webhook),
        let news = book.resolve(found.delivery, of: webhook)
      else { return }
      try await tell(news, book.event(of: webhook))
    }
  }

  private mutating func tell(_ news: TailBook.News, _ event: WebhookEvent?) async throws {
    let (id, webhook) = (news.delivery.id, news.webhook)
    guard !isFull else { return }
    progress.begin(news.delivery, of: webhook)
    guard event.map(options.query.takes) ?? options.query.events.isEmpty,
      options.query.takes(news.delivery), try await tell(news.delivery, of: webhook, event)
    else { return finish(id, of: webhook) }
    if let forwarder, !book.wasThere(id), forwarded.insert(id).inserted {
      await forwarder.add(news.delivery, of: webhook)
    } else {
      finish(id, of: webhook)
    }
  }

  /// - Returns: false where it is gone.
  private mutating func tell(
    _ delivery: Delivery,
    of webhook: RecordID,
    _ event: WebhookEvent?
  ) async throws -> Bool {
    if options.isJSON {
      guard let found = try await client.foundAtLast(delivery.id, of: webhook) else { return false }
      guard book.print(found.delivery, of: webhook) else { return true }
      try JSONOutput.line(found.source ?? [])
    } else {
      try Output.line(text.line(delivery, event))
    }
    printed += 1
    return true
  }

  private mutating func finish(_ id: RecordID, of webhook: RecordID) {
    for delivery in progress.finish(id, of: webhook) { state.pass(delivery, of: webhook) }
  }

  private mutating func take(_ report: Forwarder.Report) throws {
    switch report {
    case .answered(let found, let answer):
      finish(found.delivery.id, of: found.webhook)
      if options.isJSON, let url = options.forward {
        try JSONOutput.line(text.object(answer, for: found, to: url))
      } else {
        let event = book.event(of: found.webhook)
        try Output.line(text.line(answer, for: found.delivery, event))
      }
    case .skipped(let delivery, let webhook, let reason):
      finish(delivery.id, of: webhook)
      Output.problem("\(delivery.id) was not forwarded: \(reason)")
    case .down(let problem):
      Output.problem(VisibleText.harmless("forwarding waits: \(problem)"))
    case .up: Output.note("the endpoint answers again")
    }
  }

  private mutating func note(_ health: FeedHealth) {
    switch health {
    case .failing(let problem):
      if trouble == nil { trouble = .now }
      Output.problem(VisibleText.harmless("\(problem.message); trying again"))
    case .live:
      guard let since = trouble else { return }
      trouble = nil
      let seconds = Int(since.duration(to: .now) / .seconds(1))
      Output.note("\(client.address) answers again after \(seconds) s")
    case .starting, .paused: break
    }
  }

  private mutating func becomeReady() {
    guard !isReady, book.isReady else { return }
    isReady = true
    for id in book.watched where state.marks[id] == nil { state.start(id, at: book.start(of: id)) }
    let count = book.watched.count == 1 ? "1 webhook" : "\(book.watched.count) webhooks"
    Output.note("watching \(count) at \(client.address)")
  }

  /// Not more often than once a second; what is lost with a crash is told again.
  private mutating func save(isLast: Bool) {
    guard isReady, isLast || saved.duration(to: .now) > .seconds(1) else { return }
    saved = .now
    do {
      try state.save()
    } catch {
      if isLast { Output.problem("warning: \(error)") }
    }
  }
}
