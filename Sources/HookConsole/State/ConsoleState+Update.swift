import HookModel

extension ConsoleState {
  /// What to do when the console opens.
  mutating func start() -> [Effect] {
    [.nameEmployer, .choose(nil)]
  }

  /// Takes in what happened.
  mutating func update(_ event: ConsoleEvent) -> [Effect] {
    switch event {
    case .input(let input): return take(input)
    case .news(let news): return take(news)
    case .finished(let result): return take(result)
    case .ended:
      isOver = true
      return []
    // The loop, which has the terminal, sees to these.
    case .resized, .resumed, .stopped: return []
    }
  }

  private mutating func take(_ news: FeedNews) -> [Effect] {
    let wasChosen = chosenWebhook?.id
    let fresh = hooks.apply(news, now: clock())
    var effects: [Effect] = []
    if case .list = news {
      effects += keepWebhook(wasChosen)
    }
    if case .deliveries(let webhook, _, false) = news, !isFollowing,
      scope == .all || scope == .webhook(webhook)
    {
      unseen += fresh.count
    }
    return effects + keepEvent()
  }

  /// The chosen webhook stays chosen wherever it now stands in the list.
  private mutating func keepWebhook(_ id: RecordID?) -> [Effect] {
    guard let id else { return [] }
    if let position = hooks.position(of: id) {
      webhookCursor.shift(
        to: position + 1,
        count: webhookRowCount,
        height: height(of: .webhooks)
      )
      return []
    }
    notice = .done("the webhook that was chosen is no longer there")
    webhookCursor.place(at: 0, count: webhookRowCount, height: height(of: .webhooks))
    return scopeChanged()
  }

  /// The chosen delivery stays chosen, and where it is on the screen, when others come in.
  private mutating func keepEvent() -> [Effect] {
    let height = height(of: .events)
    if isFollowing {
      eventCursor.place(at: 0, count: eventCount, height: height)
    } else if let id = chosenDelivery, let row = hooks.timeline.position(of: id, in: scope) {
      eventCursor.shift(to: row, count: eventCount, height: height)
    }
    return openChosen(isByHand: false)
  }

  /// Opens the delivery on the chosen row.
  /// - Parameter isByHand: false where the row changed by itself; then a fetch that is under way is
  ///   let to its end, or under many deliveries a second none would ever be shown.
  mutating func openChosen(isByHand: Bool) -> [Effect] {
    guard let entry = chosenEntry else {
      chosenDelivery = nil
      payload.close()
      return []
    }
    chosenDelivery = entry.delivery.id
    guard isByHand || payload.loading == nil else { return [] }
    return payload.want(entry.delivery.id) ? [.load(entry.delivery.id, of: entry.webhook)] : []
  }

  /// Another webhook was chosen: its events from the newest on.
  mutating func scopeChanged() -> [Effect] {
    eventCursor = ListCursor()
    isFollowing = true
    unseen = 0
    return [.choose(chosenWebhook?.id)] + openChosen(isByHand: true)
  }

  private mutating func take(_ result: EffectResult) -> [Effect] {
    switch result {
    case .employers(let employers):
      if let name = employers.first(where: { $0.id == employer })?.name { place.employer = name }
      return []
    case .loaded(_, let loaded):
      payload.loaded(loaded)
      return openChosen(isByHand: false)
    case .notLoaded(let id, let message):
      payload.failed(id, message)
      return chosenDelivery == id ? [] : openChosen(isByHand: false)
    case .changed(let change, let webhook):
      isChanging = false
      if change.kind == .undo { done.removeLast() } else { done.append(change) }
      let state = webhook.active ? "active" : "inactive"
      notice = .done("\(webhook.event.title) is \(state); \(undoHint)")
      return []
    case .notChanged(_, let message):
      isChanging = false
      notice = .problem(message)
      return []
    }
  }

  private var undoHint: String {
    done.isEmpty ? "nothing more to undo" : "u undoes it"
  }
}
