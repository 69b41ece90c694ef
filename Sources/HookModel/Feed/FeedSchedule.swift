/// Decides what to ask the API next and when: as little as can be, the selected webhook most often.
///
/// It does nothing itself. Times are seconds of a clock that only goes forward, given from outside.
/// A webhook at which nothing happens costs one request a look: its `eventCount` and `lastPayload`
/// tell that there is nothing new.
public struct FeedSchedule: Sendable {
  /// One request.
  public enum Ask: Hashable, Sendable {
    case list
    case webhook(RecordID)
    case page(RecordID, Int)
    case delivery(RecordID, of: RecordID)
  }

  /// What is known of one webhook.
  struct Hook: Sendable {
    /// When it is looked at next, or its next page is asked for.
    var due: Double
    /// What the last look at the webhook said; nil before the first, and where it must be doubted.
    var count: Int?
    /// The deliveries that were told.
    var known = SeenIDs()
    var walk: PageWalk?
    var nextPage: Int?
    var memory = PageWalk.Memory()
    /// Whether a first walk has come to its end, or where there was nothing yet to walk through:
    /// what a walk brings from then on is news.
    var hasWalked = false
    /// Whether a walk has come to the oldest delivery that there is.
    var isAtEnd = false
    /// Whether a person waits for older deliveries.
    var wantsOlder = false
    /// How often in a row the list had less than the count promised.
    var doubts = 0
    /// The newest delivery as the last look told it, kept while a walk is under way.
    var newest: Delivery?
    /// How far the newest delivery had come at the last look.
    var stage: Stage?
    /// What the list of webhooks says of it; where that is enough, it needs few looks of its own.
    var listed: Listed?
    var failures = 0
  }

  /// What a list may say of a webhook: when it changes there is something to look at.
  struct Listed: Equatable, Sendable {
    let eventCount: Int
    let active: Bool
    let url: String?
    let event: WebhookEvent

    /// `nil` if the list does not say enough to go by it.
    init?(_ hints: Item.Hints) {
      guard let count = hints.eventCount, let active = hints.active, let event = hints.event else {
        return nil
      }
      (eventCount, self.active, url, self.event) = (count, active, hints.url, event)
    }
  }

  /// How far a delivery has come.
  package struct Stage: Equatable, Sendable {
    package let id: RecordID
    package let attempts: Int
    package let statusCode: Int
    package let taskStatus: TaskStatus

    package init(_ delivery: Delivery) {
      id = delivery.id
      attempts = delivery.attempts
      statusCode = delivery.statusCode
      taskStatus = delivery.taskStatus
    }
  }

  /// A delivery to be asked for by itself: not known in full, or not at its end.
  struct Watch: Sendable {
    var webhook: RecordID
    var due: Double
    var pause: Double
    /// Larger is asked first among those that are due.
    var rank: Int
  }

  /// How often and how much is asked for.
  public let settings: FeedSettings
  var hooks: [RecordID: Hook] = [:]
  var order: [RecordID] = []
  var watches: [RecordID: Watch] = [:]
  var rank = 0
  private(set) var chosen: RecordID?
  var listDue = 0.0
  /// After trouble on the way; the first answer ends it.
  var pausedUntil = 0.0
  /// The server's own wish; nothing but time ends it.
  var obeyedUntil = 0.0
  var failures = 0
  var inFlight: Set<Ask> = []

  /// A schedule that knows nothing yet: the list of webhooks is due.
  public init(settings: FeedSettings = FeedSettings()) {
    self.settings = settings
  }

  /// The webhook a person looks at, `nil` for none: it is looked at most often, and soon, but not at
  /// once, since a person may only pass by.
  public mutating func select(_ id: RecordID?, now: Double) {
    chosen = id
    guard let id, let hook = hooks[id], hook.failures == 0 else { return }
    hooks[id]?.due = min(hook.due, now + (hook.count == nil ? 0 : settings.chosen))
  }

  /// Everything is due now, also in a pause after failures; only a server that asked for a pause is
  /// left alone.
  public mutating func refresh(now: Double) {
    listDue = now
    pausedUntil = now
    for id in order { hooks[id]?.due = now }
    for id in watches.keys { watches[id]?.due = now }
  }

  /// The requests to start now; they count as under way until their answer is told.
  public mutating func next(now: Double) -> [Ask] {
    guard now >= pausedUntil, now >= obeyedUntil else { return [] }
    // After a failure one request tries whether the way is free again.
    let most = failures > 0 ? 1 : settings.parallel
    var asks: [Ask] = []
    func space() -> Int { most - inFlight.count - asks.count }
    func add(_ ask: Ask) {
      if space() > 0, !inFlight.contains(ask) { asks.append(ask) }
    }
    if listDue <= now { add(.list) }
    for id in urgencyOrder where space() > 0 {
      guard let hook = hooks[id], hook.due <= now else { continue }
      add(hook.nextPage.map { .page(id, $0) } ?? .webhook(id))
    }
    if space() > 0 { for ask in urgentWatches(now, most: space()) { add(ask) } }
    inFlight.formUnion(asks)
    return asks
  }

  /// The selected webhook first, then the others by how long they have waited.
  private var urgencyOrder: [RecordID] {
    let others = order.filter { $0 != chosen }
      .sorted { (hooks[$0]?.due ?? 0, $0) < (hooks[$1]?.due ?? 0, $1) }
    guard let chosen, hooks[chosen] != nil else { return others }
    return [chosen] + others
  }

  /// The deliveries that are due, the highest ranks first. There may be thousands of them, so they are
  /// gone through once and not sorted.
  private func urgentWatches(_ now: Double, most: Int) -> [Ask] {
    var urgent: [(id: RecordID, watch: Watch)] = []
    for (id, watch) in watches where watch.due <= now {
      if urgent.count == most, let last = urgent.last, last.watch.rank > watch.rank { continue }
      if inFlight.contains(.delivery(id, of: watch.webhook)) { continue }
      let position = urgent.firstIndex { $0.watch.rank < watch.rank } ?? urgent.count
      urgent.insert((id, watch), at: position)
      if urgent.count > most { urgent.removeLast() }
    }
    return urgent.map { .delivery($0.id, of: $0.watch.webhook) }
  }

  /// When `next` will have something to start if no answer comes before; `nil` while requests are under
  /// way that must come first.
  public func wake() -> Double? {
    guard inFlight.count < (failures > 0 ? 1 : settings.parallel) else { return nil }
    var time = inFlight.contains(.list) ? Double.infinity : listDue
    for (id, hook) in hooks {
      let ask = hook.nextPage.map { Ask.page(id, $0) } ?? .webhook(id)
      if !inFlight.contains(ask) { time = min(time, hook.due) }
    }
    for (id, watch) in watches where !inFlight.contains(.delivery(id, of: watch.webhook)) {
      time = min(time, watch.due)
    }
    return time == .infinity ? nil : max(time, pausedUntil, obeyedUntil)
  }

  func interval(of id: RecordID, _ hook: Hook) -> Double {
    if id == chosen { return settings.chosen }
    if hook.listed != nil { return settings.listed }
    // With none chosen all are looked at; of a few, each may be asked more often.
    let usual =
      chosen == nil
      ? min(settings.other, max(settings.chosen, 0.4 * Double(order.count))) : settings.other
    return usual * max(1, Double(order.count) / Double(settings.crowd))
  }

  /// Where the list tells of all news and no webhook is chosen, it is all that is asked for.
  var listInterval: Double {
    chosen == nil && hooks.values.allSatisfy { $0.listed != nil } ? settings.chosen : settings.list
  }
}
