extension FeedSchedule {
  /// Takes in the list of webhooks.
  public mutating func took(list items: [Item], now: Double) {
    answered(.list)
    let ids = Set(items.map(\.id))
    for id in order where !ids.contains(id) { drop(id) }
    var seen: Set<RecordID> = []
    order = items.map(\.id).filter { seen.insert($0).inserted }
    for item in items {
      var hook = hooks[item.id] ?? Hook(due: now)
      let hints = item.hints
      hook.isListed = hints.eventCount != nil && hints.active != nil && hints.event != nil
      let changed =
        hints.eventCount != hook.listedCount || hints.active != hook.listedActive
        || hints.url != hook.listedURL
      if hook.isListed, changed { hook.due = min(hook.due, now) }
      hook.listedCount = hints.eventCount
      hook.listedActive = hints.active
      hook.listedURL = hints.url
      hooks[item.id] = hook
    }
    setListDue(now + listInterval)
  }

  private mutating func drop(_ id: RecordID) {
    hooks[id] = nil
    watches = watches.filter { $0.value.webhook != id }
  }

  /// Takes in a webhook.
  /// - Returns: the delivery it brought with it where that is news.
  public mutating func took(webhook: Webhook, now: Double) -> [Delivery] {
    let id = webhook.id
    answered(.webhook(id))
    guard var hook = hooks[id] else { return [] }
    defer { hooks[id] = hook }
    hook.failures = 0
    hook.due = now + interval(of: id)
    let last = webhook.lastDelivery
    let more = webhook.eventCount - (hook.count ?? 0)
    let isFirst = hook.count == nil
    hook.count = webhook.eventCount
    hook.newest = last?.id
    guard let last else {
      lookWithoutLast(&hook, isFirst: isFirst, more: more, now: now)
      return []
    }
    hook.isBlind = false
    let isNew = !hook.known.contains(last.id)
    if isFirst || more > 1 || more < 0 || (isNew && more != 1) {
      // What the walk brings includes it, in its order.
      begin(&hook, isFirst: isFirst)
      return []
    }
    hook.known.insert(last.id)
    let stage = Stage(last)
    guard isNew || stage != hook.stage else { return [] }
    hook.stage = stage
    watch(last, of: id, isNew: isNew, now: now)
    return [last]
  }

  /// What to do about a webhook that names no newest delivery.
  ///
  /// Where it counts none either, it may have none, or the server may not tell. The first page shows
  /// which, but does not show whether what it holds was there before or came just now: that the next
  /// look does.
  private func lookWithoutLast(_ hook: inout Hook, isFirst: Bool, more: Int, now: Double) {
    if hook.count != 0 {
      if isFirst || more != 0 { begin(&hook, isFirst: isFirst) }
      return
    }
    switch hook.probe {
    case .none where now >= hook.probeDue:
      hook.probe = .asked
      hook.probeDue = now + settings.listed
      hook.nextPage = 0
    case .found:
      begin(&hook, isFirst: !hook.isBlind)
      hook.isBlind = true
    case .none, .asked: break
    }
  }

  private func begin(_ hook: inout Hook, isFirst: Bool) {
    guard hook.walk == nil else { return }
    let walk = PageWalk(
      pageSize: settings.pageSize,
      isFirst: isFirst && hook.known.isEmpty,
      history: settings.history,
      eventCount: hook.count ?? 0,
      order: hook.order
    )
    hook.walk = walk
    hook.nextPage = walk.start
  }

  /// Takes in a page of a webhook's deliveries.
  /// - Returns: those that were not known, as far as the list says what they are, and whether they
  ///   are history.
  public mutating func took(
    page: Int,
    of id: RecordID,
    items: [Item],
    now: Double
  ) -> (deliveries: [Delivery], isHistory: Bool) {
    answered(.page(id, page))
    guard var hook = hooks[id] else { return ([], false) }
    guard var walk = hook.walk else {
      hook.nextPage = nil
      hook.probe = items.isEmpty ? .none : .found
      if !items.isEmpty { hook.due = now }
      hooks[id] = hook
      return ([], false)
    }
    let find = walk.take(page: page, items: items, newest: hook.newest) { hook.known.contains($0) }
    hook.order = walk.knownOrder
    hook.nextPage = find.next
    hook.walk = find.next == nil ? nil : walk
    hook.known.formUnion(find.items.map(\.id))
    hooks[id] = hook
    let deliveries = find.items.map(Delivery.init(listed:))
    // The newest is to be looked at first; the last of these ranks highest.
    let told = Array(zip(find.items, deliveries))
    for (item, delivery) in find.isHistory ? told.reversed() : told {
      if item.saysAll {
        watch(delivery, of: id, isNew: true, now: now)
      } else {
        rank += 1
        watches[item.id] = Watch(webhook: id, due: now, pause: settings.chosen, rank: rank)
      }
    }
    return (deliveries, find.isHistory)
  }

  /// Takes in one delivery.
  public mutating func took(delivery: Delivery, of id: RecordID, now: Double) {
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

extension Item {
  /// True where the list says all of a delivery that the timeline shows.
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
