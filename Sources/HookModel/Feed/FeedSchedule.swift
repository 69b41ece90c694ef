/// Decides what to ask the API next and when: as little as can be, the chosen webhook most often.
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

  /// What a failed request means for the next ones.
  public enum Failure: Equatable, Sendable {
    /// The thing asked for is not there (404, 410).
    case gone
    /// The server wants no request for so many seconds (429, 503 with `Retry-After`).
    case wait(Double)
    /// The key is not accepted; asking often will not mend it.
    case refused
    /// The server or the way to it is in trouble: everything waits.
    case trouble
    /// This answer could not be read; others may be.
    case unreadable
  }

  struct Hook: Sendable {
    var due: Double
    /// What the last look at the webhook said; nil before the first.
    var count: Int?
    var known: Set<RecordID> = []
    var walk: PageWalk?
    var nextPage: Int?
    var order = PageWalk.Order.unknown
    var newest: RecordID?
    /// How far the newest delivery had come at the last look.
    var stage: Stage?
    /// The list of webhooks says how often it was triggered, so it needs no looks of its own.
    var listedCount: Int?
    var listedActive: Bool?
    var listedURL: String?
    var isListed = false
    /// True where neither count nor last payload tell whether there is news: the pages must be asked.
    var isBlind = false
    /// Of a webhook that says it has nothing the first page is asked now and then, whether that is true.
    var probe = Probe.none
    var probeDue = 0.0
    var failures = 0
  }

  enum Probe: Sendable { case none, asked, found }

  /// How far a delivery has come.
  struct Stage: Equatable, Sendable {
    let id: RecordID
    let attempts: Int
    let statusCode: Int
    let taskStatus: TaskStatus

    init(_ delivery: Delivery) {
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

  public let settings: FeedSettings
  var hooks: [RecordID: Hook] = [:]
  var order: [RecordID] = []
  var watches: [RecordID: Watch] = [:]
  var rank = 0
  private(set) var chosen: RecordID?
  private var listDue = 0.0
  private var pausedUntil = 0.0
  private var failures = 0
  private var inFlight: Set<Ask> = []

  public init(settings: FeedSettings = FeedSettings()) {
    self.settings = settings
  }

  /// The webhook a person looks at; it is asked for at once and most often.
  public mutating func choose(_ id: RecordID?, now: Double) {
    chosen = id
    guard let id, let hook = hooks[id] else { return }
    hooks[id]?.due = min(hook.due, now + (hook.count == nil ? 0 : settings.chosen))
  }

  /// Everything is due now, also in a pause after failures.
  public mutating func refresh(now: Double) {
    listDue = now
    pausedUntil = now
    for id in order { hooks[id]?.due = now }
    for id in watches.keys { watches[id]?.due = now }
  }

  /// The requests to start now; they count as under way until their answer is told.
  public mutating func next(now: Double) -> [Ask] {
    guard now >= pausedUntil else { return [] }
    // After a failure one request tries whether the way is free again.
    let most = failures > 0 ? 1 : settings.parallel
    var asks: [Ask] = []
    func hasRoom() -> Bool { inFlight.count + asks.count < most }
    func add(_ ask: Ask) {
      if hasRoom(), !inFlight.contains(ask) { asks.append(ask) }
    }
    if listDue <= now { add(.list) }
    for id in urgencyOrder where hasRoom() {
      guard let hook = hooks[id] else { continue }
      if let page = hook.nextPage {
        add(.page(id, page))
      } else if hook.due <= now {
        add(.webhook(id))
      }
    }
    if hasRoom(), !watches.isEmpty {
      let due = watches.filter { $0.value.due <= now }.sorted { $0.value.rank > $1.value.rank }
      for (id, watch) in due where hasRoom() { add(.delivery(id, of: watch.webhook)) }
    }
    inFlight.formUnion(asks)
    return asks
  }

  /// The chosen webhook first, then the others by how long they have waited.
  private var urgencyOrder: [RecordID] {
    let others = order.filter { $0 != chosen }
      .sorted { (hooks[$0]?.due ?? 0, $0) < (hooks[$1]?.due ?? 0, $1) }
    guard let chosen, hooks[chosen] != nil else { return others }
    return [chosen] + others
  }

  /// When `next` will have something to start if no answer comes before; nil while requests are under
  /// way that must come first.
  public func wake() -> Double? {
    guard inFlight.count < (failures > 0 ? 1 : settings.parallel) else { return nil }
    var time = inFlight.contains(.list) ? Double.infinity : listDue
    for (id, hook) in hooks {
      if let page = hook.nextPage {
        if !inFlight.contains(.page(id, page)) { time = 0 }
      } else if !inFlight.contains(.webhook(id)) {
        time = min(time, hook.due)
      }
    }
    for (id, watch) in watches where !inFlight.contains(.delivery(id, of: watch.webhook)) {
      time = min(time, watch.due)
    }
    return time == .infinity ? nil : max(time, pausedUntil)
  }

  /// Any answer at all: the way is free.
  mutating func answered(_ ask: Ask) {
    inFlight.remove(ask)
    failures = 0
    pausedUntil = 0
  }

  /// An answer that came too late to be believed: it is asked for again.
  mutating func discard(_ ask: Ask, now: Double) {
    answered(ask)
    if case .webhook(let id) = ask { hooks[id]?.due = now } else { listDue = now }
  }

  /// - Parameter spread: 0 to 1, drawn by chance, so that many consoles do not ask in step.
  public mutating func failed(_ ask: Ask, _ failure: Failure, spread: Double, now: Double) {
    inFlight.remove(ask)
    switch failure {
    case .gone: forget(ask, now: now)
    case .wait(let seconds): pausedUntil = now + min(max(1, seconds), 3600)
    case .refused: pausedUntil = now + settings.longestPause
    case .unreadable: postpone(ask, spread: spread, now: now)
    case .trouble:
      failures += 1
      pausedUntil = now + pause(after: failures, spread: spread)
    }
  }

  func pause(after failures: Int, spread: Double) -> Double {
    let doubled = 0.5 * Double(1 << min(failures, 10))
    return min(doubled, settings.longestPause) * (0.75 + 0.5 * spread)
  }

  private mutating func forget(_ ask: Ask, now: Double) {
    switch ask {
    case .list: listDue = now + settings.longestPause
    case .webhook(let id), .page(let id, _):
      // The list tells whether it is really gone.
      hooks[id]?.due = now + settings.longestPause
      hooks[id]?.nextPage = nil
      hooks[id]?.walk = nil
      listDue = now
    case .delivery(let id, _): watches[id] = nil
    }
  }

  private mutating func postpone(_ ask: Ask, spread: Double, now: Double) {
    switch ask {
    case .list: listDue = now + pause(after: 3, spread: spread)
    case .webhook(let id), .page(let id, _):
      let count = (hooks[id]?.failures ?? 0) + 1
      hooks[id]?.failures = count
      let pause = pause(after: count, spread: spread)
      hooks[id]?.due = now + pause
      hooks[id]?.nextPage = nil
      hooks[id]?.walk = nil
    case .delivery(let id, _):
      let pause = min(settings.longestPause, 2 * (watches[id]?.pause ?? 1))
      watches[id]?.pause = pause
      watches[id]?.due = now + pause
    }
  }

  mutating func setListDue(_ time: Double) { listDue = time }

  func interval(of id: RecordID) -> Double {
    if id == chosen { return settings.chosen }
    if hooks[id]?.isListed == true { return settings.listed }
    // With none chosen all are looked at; of a few, each may be asked more often.
    return chosen == nil
      ? min(settings.other, max(settings.chosen, 0.4 * Double(order.count))) : settings.other
  }

  /// Where the list tells of all news and no webhook is chosen, it is all that is asked for.
  var listInterval: Double {
    chosen == nil && hooks.values.allSatisfy(\.isListed) ? settings.chosen : settings.list
  }
}
