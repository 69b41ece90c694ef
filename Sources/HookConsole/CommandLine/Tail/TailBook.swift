import HookModel

/// Decides which news of the feed are news to whoever watches: each delivery that was not there
/// before the start, and each change of any.
struct TailBook: Sendable {
  /// A delivery to be told of.
  struct News: Sendable {
    let webhook: RecordID
    let delivery: Delivery
    /// Whether it is new; otherwise it was known and has changed.
    let isNew: Bool
  }

  enum Step: Sendable {
    case tell(News)
    /// The list says too little of this new delivery: its record is to be asked for.
    case look(RecordID, of: RecordID)

    /// The delivery's id.
    var id: RecordID {
      switch self {
      case .tell(let news): news.delivery.id
      case .look(let id, _): id
      }
    }

    var webhook: RecordID {
      switch self {
      case .tell(let news): news.webhook
      case .look(_, let webhook): webhook
      }
    }
  }

  private struct Watched {
    /// What lies behind it was there before the start.
    var mark: TailMark?
    /// It was made while we watched, so nothing of it was there before.
    var isNewcomer = false
    var isLookedAt = false
    /// All that was there before was told of.
    var hasHistory = false
    var event: WebhookEvent?
  }

  private struct Entry {
    var isHistory: Bool
    /// `nil` until enough is known to say it.
    var wasThere: Bool?
    var stage: Stage?
    /// The last that was shown of it.
    var shown: Stage?
    /// Its record was asked for and is to come; what is heard of it meanwhile must not overtake it.
    var isAwaited = false
    var heard: Stage?
  }

  /// How far a delivery has come, as far as it is shown.
  private struct Stage: Equatable {
    let attempts: Int
    let statusCode: Int
    let taskStatus: TaskStatus

    init(_ delivery: Delivery) {
      attempts = delivery.attempts
      statusCode = delivery.statusCode
      taskStatus = delivery.taskStatus
    }
  }

  private var webhooks: [RecordID: Watched] = [:]
  private var listed: [RecordID]?
  private var entries: [RecordID: Entry] = [:]
  /// Those to which nothing more happens, as they came: the oldest are forgotten, since the feed tells
  /// none of them again.
  private var settled: [RecordID] = []
  private let mostSettled: Int

  /// - Parameters:
  ///   - start: where each webhook is taken up; of one with an empty mark all is new. A webhook that
  ///     is not named starts with what there is at the first look.
  ///   - mostSettled: how many of the deliveries that are at their end are remembered.
  init(start: [RecordID: TailMark] = [:], mostSettled: Int = 10_000) {
    self.mostSettled = mostSettled
    for (id, mark) in start {
      webhooks[id] = Watched(mark: mark.isEmpty ? nil : mark, isNewcomer: mark.isEmpty)
    }
  }

  /// Whether it is known of every webhook what was there before: from then on nothing is missed.
  var isReady: Bool {
    listed?.allSatisfy { webhooks[$0]?.hasHistory == true } ?? false
  }

  /// Those that are watched.
  var watched: [RecordID] { listed ?? [] }

  /// Whether a delivery is known to have been there before the start.
  func wasThere(_ id: RecordID) -> Bool { entries[id]?.wasThere ?? false }

  func event(of webhook: RecordID) -> WebhookEvent? { webhooks[webhook]?.event }

  /// The mark with which a webhook was taken up.
  func start(of webhook: RecordID) -> TailMark { webhooks[webhook]?.mark ?? TailMark() }

  mutating func take(_ news: FeedNews) -> [Step] {
    switch news {
    case .list(let items): list(items.map(\.id))
    case .webhook(let webhook): look(at: webhook)
    case .deliveries(let id, let deliveries, let isHistory):
      guard isHistory else {
        return deliveries.compactMap { take($0, of: id, isHistory: false, mayBeNew: true) }
      }
      if deliveries.isEmpty { webhooks[id]?.hasHistory = true }
      return history(deliveries, of: id)
    case .health, .server: break
    }
    return []
  }

  /// History comes newest first, and what is new in it is told oldest first. Of what a list of ids
  /// alone has in it, only the mark's own are known to be old.
  private mutating func history(_ deliveries: [Delivery], of webhook: RecordID) -> [Step] {
    let mark = webhooks[webhook]?.mark
    return deliveries.reversed().compactMap { delivery in
      let mayBeNew = mark.map { !$0.ids.contains(delivery.id) } ?? false
      return take(delivery, of: webhook, isHistory: true, mayBeNew: mayBeNew)
    }
  }

  private mutating func list(_ ids: [RecordID]) {
    for id in ids where webhooks[id] == nil {
      webhooks[id] = Watched(isNewcomer: listed != nil)
    }
    // One that a server left out of its list for a moment comes with all that it has. Where no mark
    // tells what was there before, but all of that is known, the rest is news.
    if let listed {
      for id in Set(ids).subtracting(listed) where webhooks[id]?.hasHistory == true {
        if webhooks[id]?.mark == nil { webhooks[id]?.isNewcomer = true }
      }
    }
    listed = ids
  }

  private mutating func look(at webhook: Webhook) {
    var watched = webhooks[webhook.id] ?? Watched(isNewcomer: listed != nil)
    watched.event = webhook.event
    if !watched.isLookedAt, !watched.isNewcomer, watched.mark == nil,
      let last = webhook.lastDelivery
    {
      var mark = TailMark()
      mark.pass(last)
      watched.mark = mark
    }
    watched.isLookedAt = true
    webhooks[webhook.id] = watched
  }

  private mutating func take(
    _ delivery: Delivery,
    of webhook: RecordID,
    isHistory: Bool,
    mayBeNew: Bool
  ) -> Step? {
    guard delivery.isTold else {
      guard entries[delivery.id] == nil else { return nil }
      let isNews = mayBeNew || webhooks[webhook]?.isNewcomer == true
      entries[delivery.id] = Entry(isHistory: isHistory, isAwaited: isNews)
      return isNews ? .look(delivery.id, of: webhook) : nil
    }
    if entries[delivery.id]?.isAwaited == true {
      entries[delivery.id]?.heard = Stage(delivery)
      return nil
    }
    return resolve(delivery, of: webhook, isHistory: isHistory).map { .tell($0) }
  }

  /// Takes in the record that a look brought, `nil` if it brought none.
  /// - Returns: the step to take again, where something else was heard of it meanwhile.
  mutating func end(_ look: Step, _ record: Delivery?) -> Step? {
    guard var entry = entries[look.id] else { return nil }
    let isBehind = record.map { record in entry.heard.map { $0 != Stage(record) } ?? false }
    entry.heard = nil
    entry.isAwaited = isBehind == true
    entries[look.id] = entry
    return entry.isAwaited ? look : nil
  }

  /// Takes in a whole record.
  /// - Returns: `nil` where there is nothing new in it.
  mutating func resolve(
    _ delivery: Delivery,
    of webhook: RecordID,
    isHistory: Bool = false
  ) -> News? {
    var entry = entries[delivery.id] ?? Entry(isHistory: isHistory)
    let wasThere = entry.wasThere ?? wasThere(delivery, of: webhook, entry.isHistory)
    let stage = Stage(delivery)
    let before = entry.stage
    // News that waited while a record was asked for may be older than that record.
    if let before, delivery.attempts < before.attempts { return nil }
    entry.wasThere = wasThere
    entry.stage = stage
    entries[delivery.id] = entry
    guard let before else {
      return wasThere ? nil : News(webhook: webhook, delivery: delivery, isNew: true)
    }
    return before == stage ? nil : News(webhook: webhook, delivery: delivery, isNew: false)
  }

  /// Notes that a delivery is shown as it is now.
  /// - Returns: `false` where that was shown before: two changes may be behind one another when the
  ///   record that both of them bring is asked for.
  mutating func show(_ delivery: Delivery) -> Bool {
    let stage = Stage(delivery)
    guard entries[delivery.id]?.shown != stage else { return false }
    entries[delivery.id, default: Entry(isHistory: false)].shown = stage
    if delivery.taskStatus.isFinal { settle(delivery.id) }
    return true
  }

  private mutating func settle(_ id: RecordID) {
    settled.append(id)
    guard settled.count > mostSettled * 2 else { return }
    for old in settled.prefix(mostSettled) where entries[old]?.isAwaited == false {
      entries[old] = nil
    }
    settled.removeFirst(mostSettled)
  }

  /// How many deliveries are remembered.
  var count: Int { entries.count }

  private func wasThere(_ delivery: Delivery, of webhook: RecordID, _ isHistory: Bool) -> Bool {
    guard let watched = webhooks[webhook], !watched.isNewcomer else { return false }
    return watched.mark?.covers(delivery) ?? isHistory
  }
}

extension Delivery {
  /// Whether more is known than that it exists, which is all that some lists say.
  fileprivate var isTold: Bool {
    payload != nil || attempts > 0 || (created != nil && taskStatus.isFinal)
  }
}
