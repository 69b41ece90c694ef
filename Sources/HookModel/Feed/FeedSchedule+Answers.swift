extension FeedSchedule {
  /// Takes in the list of webhooks.
  public mutating func received(list items: [Item], now: Double) {
    answered(.list)
    let ids = Set(items.map(\.id))
    for id in order where !ids.contains(id) { drop(id) }
    var seen: Set<RecordID> = []
    order = items.map(\.id).filter { seen.insert($0).inserted }
    for item in items {
      let listed = Listed(item.hints)
      if hooks[item.id] == nil {
        var hook = Hook(due: now)
        hook.hasWalked = item.hints.eventCount == 0
        hooks[item.id] = hook
      }
      let isChanged = listed != nil && listed != hooks[item.id]?.listed
      hooks[item.id]?.listed = listed
      if isChanged, let due = hooks[item.id]?.due { hooks[item.id]?.due = min(due, now) }
    }
    listDue = now + listInterval
  }

  private mutating func drop(_ id: RecordID) {
    hooks[id] = nil
    watches = watches.filter { $0.value.webhook != id }
  }

  /// Takes in a webhook.
  /// - Returns: the delivery it brought with it where that is news.
  public mutating func received(webhook: Webhook, now: Double) -> [Delivery] {
    let id = webhook.id
    answered(.webhook(id))
    // Out of the table while it changes, so that what is known is not copied.
    guard var hook = hooks.removeValue(forKey: id) else { return [] }
    let due = hook.walk == nil ? now : hook.due
    let news = look(&hook, webhook, now: now)
    hook.failures = 0
    hook.due = hook.walk == nil ? now + interval(of: id, hook) : due
    goBack(&hook, now: now)
    hooks[id] = hook
    return news
  }

  private mutating func look(_ hook: inout Hook, _ webhook: Webhook, now: Double) -> [Delivery] {
    let last = webhook.lastDelivery
    let isFirst = hook.count == nil
    let more = webhook.eventCount - (hook.count ?? 0)
    hook.count = webhook.eventCount
    hook.newest = last
    let isNew = last.map { !hook.known.contains($0.id) } ?? false
    // Neither count nor last payload tell of news here, or they told wrong before.
    let isBlind =
      last == nil
      && (!webhook.saysCount || (webhook.eventCount == 0 && hook.known.count > 0))
    guard !isFirst, !isBlind, more == 0 ? !isNew : more == 1 && isNew else {
      // What the walk brings includes the last one, in its order.
      begin(&hook, expected: isFirst ? 0 : max(0, more))
      return []
    }
    guard let last else { return [] }
    hook.known.insert(last.id)
    let stage = Stage(last)
    guard isNew || stage != hook.stage else { return [] }
    hook.stage = stage
    watch(last, of: webhook.id, isNew: isNew, now: now)
    return [last]
  }

  /// Whether older deliveries may exist; `false` for what is not a webhook.
  public func hasOlder(_ id: RecordID) -> Bool {
    hooks[id].map { !$0.isAtEnd } ?? false
  }

  /// Asks for a part of what lies before the oldest delivery of a webhook that is known. Where there
  /// is nothing more, or it is walked through already, nothing is asked.
  public mutating func older(than id: RecordID, now: Double) {
    guard hasOlder(id), var hook = hooks.removeValue(forKey: id) else { return }
    hook.wantsOlder = true
    // What the webhook is about to say of news comes first.
    if !inFlight.contains(.webhook(id)) { goBack(&hook, now: now) }
    hooks[id] = hook
  }

  /// Begins the walk through older deliveries that was asked for, unless another is under way.
  private func goBack(_ hook: inout Hook, now: Double) {
    guard hook.wantsOlder, hook.walk == nil, hook.hasWalked else { return }
    hook.wantsOlder = false
    begin(&hook, expected: 0, isHistory: true)
    hook.due = now
  }

  private func begin(_ hook: inout Hook, expected: Int, isHistory: Bool = false) {
    guard hook.walk == nil else { return }
    let walk = PageWalk(
      pageSize: settings.pageSize,
      isHistory: isHistory || !hook.hasWalked,
      history: settings.history,
      known: isHistory ? hook.known.count : 0,
      eventCount: hook.count ?? 0,
      expected: expected,
      knowsOlder: hook.known.count + expected >= hook.count ?? 0,
      memory: hook.memory
    )
    hook.walk = walk
    hook.nextPage = walk.start
  }

  /// Takes in a page of a webhook's deliveries.
  /// - Returns: those that were not known, as far as the list says what they are, and whether they
  ///   are history: it comes newest first, news oldest first.
  public mutating func received(
    page: Int,
    of id: RecordID,
    items: [Item],
    now: Double
  ) -> (deliveries: [Delivery], isHistory: Bool) {
    answered(.page(id, page))
    guard var hook = hooks.removeValue(forKey: id) else { return ([], false) }
    defer { hooks[id] = hook }
    guard var walk = hook.walk, hook.nextPage == page else { return ([], false) }
    let newest = hook.newest
    let find = walk.take(page: page, items: items, newest: newest?.id) { hook.known.contains($0) }
    hook.failures = 0
    hook.memory = walk.memory
    hook.nextPage = find.next
    hook.walk = find.next == nil ? nil : walk
    // The webhook brought the newest in full.
    var told = find.items.map { item in
      newest.flatMap { $0.id == item.id ? $0 : nil } ?? Delivery(listed: item)
    }
    if find.next == nil {
      end(walk, of: &hook)
      // The webhook names the newest, so it is told, wherever the pages have it.
      if let newest, !hook.known.contains(newest.id), !told.contains(where: { $0.id == newest.id })
      {
        told.insert(newest, at: walk.isHistory ? 0 : told.count)
      }
    }
    for delivery in told { hook.known.insert(delivery.id) }
    if let newest, told.contains(where: { $0.id == newest.id }) { hook.stage = Stage(newest) }
    hook.due = find.next == nil ? now + interval(of: id, hook) : now
    goBack(&hook, now: now)
    follow(told, find.items, of: id, newest: newest?.id, isHistory: walk.isHistory, now: now)
    return (told, walk.isHistory)
  }

  /// Whether what there was at the start was told: what a webhook brings from then on is news.
  func knowsHistory(of id: RecordID) -> Bool {
    hooks[id].map { $0.hasWalked && $0.walk == nil } ?? false
  }

  private func end(_ walk: PageWalk, of hook: inout Hook) {
    // The count may run ahead of the list: it is taken at its word a few times.
    if walk.isHistory { hook.isAtEnd = walk.isAtEnd }
    if !walk.isHistory, walk.missing > 0, hook.doubts < 3 {
      hook.doubts += 1
      hook.count = hook.count.map { $0 - walk.missing }
    } else {
      hook.doubts = 0
    }
    hook.hasWalked = true
  }

  /// Looks after those that are not known in full or not at their end.
  private mutating func follow(
    _ told: [Delivery],
    _ items: [Item],
    of id: RecordID,
    newest: RecordID?,
    isHistory: Bool,
    now: Double
  ) {
    let full = Set(items.filter(\.saysAll).map(\.id)).union(newest.map { [$0] } ?? [])
    // The newest is to be looked at first; the last of these ranks highest.
    for delivery in isHistory ? told.reversed() : told {
      if full.contains(delivery.id) {
        watch(delivery, of: id, isNew: true, now: now)
      } else {
        rank += 1
        watches[delivery.id] = Watch(webhook: id, due: now, pause: settings.chosen, rank: rank)
      }
    }
  }

  /// Takes in one delivery.
  public mutating func received(delivery: Delivery, of id: RecordID, now: Double) {
    answered(.delivery(delivery.id, of: id))
    watch(delivery, of: id, isNew: false, now: now)
  }

  /// Keeps looking at a delivery until nothing more will happen to it.
  private mutating func watch(_ delivery: Delivery, of id: RecordID, isNew: Bool, now: Double) {
    guard !delivery.taskStatus.isFinal else {
      watches[delivery.id] = nil
      return
    }
    if isNew || watches[delivery.id] == nil { rank += 1 }
    // A delivery that waits for its next attempt may wait for hours.
    let old = watches[delivery.id]
    let pause = old.map { min($0.pause * 1.3, settings.longestPause / 2) } ?? settings.chosen
    watches[delivery.id] = Watch(
      webhook: id,
      due: now + pause,
      pause: pause,
      rank: old?.rank ?? rank
    )
  }
}

extension Webhook {
  /// Whether the record has a count, from which something can be concluded.
  var saysCount: Bool {
    record.map { $0["eventCount"]?.int != nil } ?? true
  }
}

extension Item {
  /// Whether the list says all of a delivery that the timeline shows.
  public var saysAll: Bool {
    hints.statusCode != nil && hints.taskStatus != nil && hints.created != nil
  }
}

extension Delivery {
  /// A delivery as far as the list of deliveries tells.
  public init(listed item: Item) {
    let hints = item.hints
    self.init(
      id: item.id,
      name: item.name,
      url: hints.url,
      attempts: hints.attempts ?? 0,
      statusCode: hints.statusCode ?? 0,
      taskStatus: hints.taskStatus ?? .queued,
      statusMessage: hints.statusMessage,
      created: hints.created
    )
  }
}
