import HookTesting
@testable import HookModel
@testable import HookSupport

/// A server of the API as far as the feed asks it, with the habits that are met on the wire.
struct QuirkyServer: Sendable {
  enum Order: Sendable, CaseIterable { case newestFirst, oldestFirst, mixed }

  struct Quirks: Sendable, CustomStringConvertible {
    var order = Order.newestFirst
    /// The most rows of a page, whatever is asked for; nil gives what is asked for.
    var pageSize: Int?
    /// Gives all rows, whatever is asked for.
    var ignoresPaging = false
    /// Gives the first page, whatever its number.
    var ignoresNumber = false
    /// How many rows of the page before stand on a page once more.
    var overlap = 0
    var repeatsRows = false
    /// Also on a page that has as many rows as were asked for.
    var repeatsFull = false
    var saysCount = true
    var saysLast = true
    /// The count is of all that ever was; only so many are kept.
    var keeps: Int?
    /// Rows tell code, state and time.
    var tellsAll = false
    /// All deliveries have one and the same date, as far as rows tell.
    var hasTimes = true
    /// The list of webhooks says how often each was triggered.
    var listsHints = false

    var description: String {
      "\(order) size \(pageSize ?? 0) overlap \(overlap) count \(saysCount) last \(saysLast)"
        + " keeps \(keeps ?? -1) all \(tellsAll) times \(hasTimes) hints \(listsHints)"
        + (ignoresPaging ? " ignoresPaging" : "") + (ignoresNumber ? " ignoresNumber" : "")
        + (repeatsRows ? " repeatsRows" : "") + (repeatsFull ? " repeatsFull" : "")
    }
  }

  let quirks: Quirks
  /// Of each webhook, oldest first.
  private(set) var deliveries: [RecordID: [Delivery]] = [:]
  private var counts: [RecordID: Int] = [:]
  private var made = 0
  /// The deliveries of a list without an order, by their position: the same order each time, and one that has
  /// nothing to do with time.
  private var mixed: [RecordID: [Int]] = [:]
  private(set) var hooks: [RecordID]

  init(_ quirks: Quirks, hooks count: Int) {
    self.quirks = quirks
    hooks = (0..<count).map { RecordID("w\($0)") }
    for hook in hooks { (deliveries[hook], counts[hook]) = ([], 0) }
  }

  mutating func deliver(to hook: RecordID, status: TaskStatus = .sent) {
    made += 1
    let delivery = Delivery(
      id: RecordID("d\(made)"),
      attempts: 1,
      statusCode: status == .sent ? 200 : 0,
      taskStatus: status,
      created: Timestamp(seconds: 1e9 + Double(made))
    )
    deliveries[hook, default: []].append(delivery)
    counts[hook, default: 0] += 1
    if let keeps = quirks.keeps, let count = deliveries[hook]?.count, count > keeps {
      deliveries[hook]?.removeFirst()
      mixed[hook] = mixed[hook]?.filter { $0 > 0 }.map { $0 - 1 }
    }
    if quirks.order == .mixed { mix(hook) }
  }

  /// Takes the last delivery into the order.
  private mutating func mix(_ hook: RecordID) {
    guard let all = deliveries[hook], let last = all.last else { return }
    let key = Self.scramble(last.id)
    var order = mixed[hook] ?? []
    let position = firstIndex(in: 0..<order.count) { Self.scramble(all[order[$0]].id) > key }
    order.insert(all.count - 1, at: position)
    mixed[hook] = order
  }

  mutating func finish(_ id: RecordID, of hook: RecordID) {
    guard let position = deliveries[hook]?.firstIndex(where: { $0.id == id }) else { return }
    deliveries[hook]?[position].taskStatus = .sent
    deliveries[hook]?[position].statusCode = 200
  }

  mutating func drop(_ hook: RecordID) {
    hooks.removeAll { $0 == hook }
  }

  var list: [Item] {
    hooks.map { hook in
      var hints = Item.Hints()
      if quirks.listsHints {
        hints.event = WebhookEvent(name: "JobCompleted")
        hints.active = true
        hints.eventCount = counts[hook]
      }
      return Item(id: hook, hints: hints)
    }
  }

  func webhook(_ id: RecordID) -> Webhook? {
    guard hooks.contains(id) else { return nil }
    var members = [#""id":"\#(id)""#]
    if quirks.saysCount { members.append(#""eventCount":\#(counts[id] ?? 0)"#) }
    guard let record = try? node("{\(members.joined(separator: ","))}"),
      let webhook = Webhook(record)
    else { return nil }
    var full = webhook
    full.lastDelivery = quirks.saysLast ? deliveries[id]?.last : nil
    return full
  }

  func page(_ page: Page, of hook: RecordID) -> [Item] {
    let count = deliveries[hook]?.count ?? 0
    if quirks.ignoresPaging { return rows(0..<count, of: hook) }
    let size = min(page.size, quirks.pageSize ?? page.size)
    let start = quirks.ignoresNumber ? 0 : page.number * size
    guard start < count else { return [] }
    var part = rows(max(0, start - quirks.overlap)..<min(count, start + size), of: hook)
    if let first = part.first, quirks.repeatsFull || quirks.repeatsRows && part.count < page.size {
      part.append(first)
    }
    return part
  }

  /// The rows at some positions of a webhook's list.
  private func rows(_ positions: Range<Int>, of hook: RecordID) -> [Item] {
    guard let deliveries = deliveries[hook] else { return [] }
    return positions.map { position in
      switch quirks.order {
      case .newestFirst: item(deliveries[deliveries.count - 1 - position])
      case .oldestFirst: item(deliveries[position])
      case .mixed: item(deliveries[mixed[hook]?[position] ?? position])
      }
    }
  }

  private static func scramble(_ id: RecordID) -> UInt64 {
    let number = id.description.utf8.reduce(UInt64(7)) { $0 &* 131 &+ UInt64($1) }
    return (number &* 0x9E37_79B9_7F4A_7C15) >> 20
  }

  private func item(_ delivery: Delivery) -> Item {
    var hints = Item.Hints()
    if quirks.tellsAll {
      hints.statusCode = delivery.statusCode
      hints.taskStatus = delivery.taskStatus
      hints.attempts = delivery.attempts
      hints.created = quirks.hasTimes ? delivery.created : Timestamp("2024-01-01")
    }
    return Item(id: delivery.id, hints: hints)
  }
}

/// Runs a schedule against a server, in a time of its own.
struct FeedSimulation {
  var server: QuirkyServer
  var schedule: FeedSchedule
  var now = 0.0
  /// What a listener was told: the newest word on each delivery, and how often it was called new.
  var told: [RecordID: Delivery] = [:]
  var firsts: [RecordID: Int] = [:]
  /// Deliveries in the order in which they were first told.
  var order: [RecordID] = []
  var requests: [FeedSchedule.Ask] = []
  /// What fails, and how.
  var fault: (@Sendable (FeedSchedule.Ask, Double) -> FeedSchedule.Failure?)?

  init(_ quirks: QuirkyServer.Quirks, hooks: Int, settings: FeedSettings = FeedSettings()) {
    server = QuirkyServer(quirks, hooks: hooks)
    schedule = FeedSchedule(settings: settings)
  }

  /// - Parameter latency: from a request to its answer.
  mutating func run(for seconds: Double, latency: Double = 0.02) {
    let end = now + seconds
    var answers: [(due: Double, ask: FeedSchedule.Ask)] = []
    while now < end {
      for ask in schedule.next(now: now) {
        requests.append(ask)
        answers.append((now + latency, ask))
      }
      let wake = max(schedule.wake() ?? .infinity, now + 0.001)
      answers.sort { $0.due < $1.due }
      if let first = answers.first, first.due <= wake {
        guard first.due <= end else { break }
        now = first.due
        answers.removeFirst()
        answer(first.ask)
      } else {
        now = min(wake, end)
      }
    }
    // What is under way at the end is answered, so that the next run begins cleanly.
    for (_, ask) in answers { answer(ask) }
    now = end
  }

  private mutating func answer(_ ask: FeedSchedule.Ask) {
    if let failure = fault?(ask, now) {
      schedule.failed(ask, failure, spread: 0.5, now: now)
      return
    }
    switch ask {
    case .list: schedule.received(list: server.list, now: now)
    case .webhook(let id):
      guard let webhook = server.webhook(id) else { return fail(ask) }
      tell(schedule.received(webhook: webhook, now: now))
    case .page(let id, let number):
      guard server.hooks.contains(id) else { return fail(ask) }
      let items = server.page(Page(number: number, size: schedule.settings.pageSize), of: id)
      tell(schedule.received(page: number, of: id, items: items, now: now).deliveries)
    case .delivery(let id, let hook):
      guard let delivery = server.deliveries[hook]?.first(where: { $0.id == id }) else {
        return fail(ask)
      }
      schedule.received(delivery: delivery, of: hook, now: now)
      told[id] = delivery
    }
  }

  private mutating func fail(_ ask: FeedSchedule.Ask) {
    schedule.failed(ask, .gone, spread: 0.5, now: now)
  }

  private mutating func tell(_ deliveries: [Delivery]) {
    for delivery in deliveries {
      if told[delivery.id] == nil { order.append(delivery.id) }
      firsts[delivery.id, default: 0] += 1
      told[delivery.id] = delivery.merged(over: told[delivery.id] ?? delivery)
    }
  }

  /// Those of the server that were not told.
  var lost: [String] {
    server.deliveries.values.flatMap { $0 }.map(\.id).filter { told[$0] == nil }.map(\.description)
  }
}
