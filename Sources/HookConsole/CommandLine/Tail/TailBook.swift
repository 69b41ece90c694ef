import HookModel

/// Decides which news of the feed are news to whoever watches: each delivery that was not there
/// before the start, and each change of any.
struct TailBook: Sendable {
  /// A delivery to be told of.
  struct News: Sendable {
    let webhook: RecordID
    let delivery: Delivery
    /// False where it was known and has changed.
    let isNew: Bool
  }

  enum Step: Sendable {
    case tell(News)
    /// The list says too little of this new delivery: its record is to be asked for.
    case look(RecordID, of: RecordID)
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
    /// Nil until enough is known to say it.
    var wasThere: Bool?
    var stage: Stage?
    /// As which its record was printed last.
    var printed: Stage?
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

  /// - Parameter start: where each webhook is taken up; of one with an empty mark all is new. A
  ///   webhook that is not named starts with what there is at the first look.
  init(start: [RecordID: TailMark] = [:]) {
    for (id, mark) in start {
      webhooks[id] = Watched(mark: mark.isEmpty ? nil : mark, isNewcomer: mark.isEmpty)
    }
  }

  /// True once it is known of every webhook what was there before: from then on nothing is missed.
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
      if isHistory, deliveries.isEmpty { webhooks[id]?.hasHistory = true }
      return deliveries.compactMap { take($0, of: id, isHistory: isHistory) }
    case .health: break
    }
    return []
  }

  private mutating func list(_ ids: [RecordID]) {
    for id in ids where webhooks[id] == nil {
      webhooks[id] = Watched(isNewcomer: listed != nil)
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

  private mutating func take(_ delivery: Delivery, of webhook: RecordID, isHistory: Bool) -> Step? {
    guard delivery.isTold else {
      guard entries[delivery.id] == nil else { return nil }
      entries[delivery.id] = Entry(isHistory: isHistory)
      return isHistory && webhooks[webhook]?.isNewcomer != true
        ? nil : .look(delivery.id, of: webhook)
    }
    return resolve(delivery, of: webhook, isHistory: isHistory).map { .tell($0) }
  }

  /// Takes in a whole record.
  /// - Returns: nil where there is nothing new in it.
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

  /// Notes that the record of a delivery is printed.
  /// - Returns: false where it was printed as it is now: what was told of meanwhile is in it.
  mutating func print(_ record: Delivery, of webhook: RecordID) -> Bool {
    // It may have changed since; then this tells that, too.
    _ = resolve(record, of: webhook)
    let stage = Stage(record)
    guard entries[record.id]?.printed != stage else { return false }
    entries[record.id]?.printed = stage
    return true
  }

  private func wasThere(_ delivery: Delivery, of webhook: RecordID, _ isHistory: Bool) -> Bool {
    guard let watched = webhooks[webhook], !watched.isNewcomer else { return false }
    return watched.mark?.covers(delivery) ?? isHistory
  }
}

extension Delivery {
  /// True where more is known than that it exists, which is all that some lists say.
  fileprivate var isTold: Bool {
    payload != nil || attempts > 0 || (created != nil && taskStatus.isFinal)
  }
}
