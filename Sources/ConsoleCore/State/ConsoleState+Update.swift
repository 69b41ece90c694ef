import HookModel

extension ConsoleState {
  /// What to do when the console opens.
  package mutating func start() -> [Effect] {
    session.employer == nil ? [.api(.employers)] : [.api(.employers), .feed(.select(nil))]
  }

  /// Takes in what happened.
  package mutating func update(_ event: ConsoleEvent) -> [Effect] {
    let effects = take(event) + keepSearching() + wantAttempts() + wantSignature() + wantDrift()
    deliveries.begin(posts: effects.count { $0.isPost })
    guard hasMoreToDo, !session.isGoingOn else { return effects }
    session.setGoingOn(true)
    return effects + [.goOn]
  }

  private mutating func take(_ event: ConsoleEvent) -> [Effect] {
    switch event {
    case .goOn: return goOn()
    case .input(let input): return take(input)
    case .news(let news): return take(news)
    case .finished(let result):
      let before = session.notice
      let effects = take(result)
      // A search follows the typing; all else came without a key.
      if case .found = result { return effects }
      if session.notice != before { session.holdProblem() }
      return effects
    case .tick:
      session.expireNotice()
      return []
    case .interrupted: return interrupt()
    case .ended:
      session.end()
      return []
    // The loop, which has the terminal, sees to these.
    case .resized, .resumed, .stopped, .copy: return []
    }
  }

  /// A filter or a search that has not looked at everything.
  private var hasMoreToDo: Bool { hooks.isFiltering || session.seeking != nil }

  /// A part of what would take too long at once.
  private mutating func goOn() -> [Effect] {
    session.setGoingOn(false)
    guard hooks.isFiltering else { return seekOn() }
    hooks.filterMore()
    return keepEvent()
  }

  private mutating func take(_ news: FeedNews) -> [Effect] {
    let wasSelected = selectedWebhook?.id
    if case .health(let health) = news { heard(health) }
    let fresh = hooks.apply(news, now: session.clock())
    var effects: [Effect] = []
    if case .list = news {
      // The pane is as high as its list.
      resize(session.layout.size)
      effects += keepWebhook(wasSelected) + selectAwaited()
    }
    if case .deliveries(let webhook, _, false) = news {
      if !deliveries.isFollowing {
        deliveries.count(
          unseen: fresh.count { hooks.timeline.position(of: $0, in: shownScope) != nil }
        )
      }
      effects += forwards(fresh, of: webhook)
    }
    return effects + keepEvent()
  }

  /// What was said before an outage is not what matters now; its end is said.
  private mutating func heard(_ health: FeedHealth) {
    switch (hooks.health, health) {
    case (.failing, .failing): break
    case (_, .failing(let problem)):
      session.say(nil)
      session.keep(.problem(problem.message))
    case (.failing, .live): session.say(.done("the server responds again"))
    default: break
    }
  }

  /// The selected webhook stays chosen wherever it now stands in the list.
  private mutating func keepWebhook(_ id: RecordID?) -> [Effect] {
    guard let id else { return [] }
    if let position = hooks.position(of: id) {
      webhooks.shift(
        to: position + 1,
        count: webhookRowCount,
        height: height(of: .webhooks)
      )
      return []
    }
    if id != webhooks.deletedHere {
      session.say(.done("the selected webhook is gone: it was deleted elsewhere"))
    }
    // Its neighbour took its row.
    webhooks.select(
      row: webhooks.cursor.row,
      count: webhookRowCount,
      height: height(of: .webhooks)
    )
    return scopeChanged()
  }

  /// The selected delivery stays chosen, and where it is on the screen, when others come in.
  private mutating func keepEvent() -> [Effect] {
    placeCursor()
    return openSelected(isByHand: false)
  }

  /// Selects what was selected where it is now, otherwise the newest.
  mutating func placeCursor() {
    let height = height(of: .events)
    func row(_ id: RecordID?) -> Int? {
      deliveries.isFollowing ? nil : id.flatMap { hooks.timeline.position(of: $0, in: shownScope) }
    }
    if let row = row(deliveries.wanted) ?? row(deliveries.selected) {
      deliveries.shift(to: row, count: eventCount, height: height)
    } else {
      deliveries.selectNewest(count: eventCount, height: height)
    }
  }

  /// Opens the delivery on the selected row.
  /// - Parameter isByHand: false where the row changed by itself; then a fetch that is under way is
  ///   let to its end, or under many deliveries a second none would ever be shown.
  mutating func openSelected(isByHand: Bool) -> [Effect] {
    guard let entry = selectedEntry else {
      deliveries.setSelected(nil)
      if isByHand || !payload.isPinned { payload.close() }
      return []
    }
    deliveries.setSelected(entry.delivery.id)
    guard isByHand || (payload.loading == nil && !payload.isPinned) else { return [] }
    return want(.delivery(entry.delivery.id, of: entry.webhook), isByHand: isByHand)
  }

  /// Another webhook was chosen: its events from the newest on.
  mutating func scopeChanged() -> [Effect] {
    applyFilter()
    deliveries.restart()
    return [.feed(.select(selectedWebhook?.id))] + openSelected(isByHand: true)
  }

  private mutating func take(_ result: EffectResult) -> [Effect] {
    switch result {
    case .employers(let employers):
      return receive(employers)
    case .noEmployers(let error):
      // Where one is chosen the names are a comfort only, and the feed says what is wrong.
      if session.employer == nil { session.say(.problem("\(error); r tries again")) }
    case .loaded(let document):
      payload.loaded(document)
      return openSelected(isByHand: false)
    case .notLoaded(let source, let error):
      payload.failed(source, "\(error)")
      // What fails is not asked for again and again.
      if case .delivery(deliveries.selected, _) = source { return [] }
      return openSelected(isByHand: false)
    case .sourceSettings(let id, let settings): chooseSetting(of: id, settings)
    case .responds(let id, let settings): responds(id, settings)
    case .requestDeleted(let id, let source): return requestDeleted(id, of: source)
    case .attempts(let id, let list): received(list, of: id)
    case .noAttempts(let id, let error): attempts.failed(id, "\(error)")
    case .signatureChecked(let id, let result): checked(id, result)
    case .shapeLearned(let source, let shape, let problem): learned(source, shape, problem: problem)
    case .shapeChecked(let source, let found): drift.checked(source, found)
    case .compared(_, _, nil): session.say(.problem("only JSON payloads can be compared"))
    case .compared(let old, let new, let tree?): compared(old, new, tree)
    case .found(let matches, let search): return found(matches, by: search)
    case .changed(let change, let webhook): changed(change, webhook)
    case .notChanged(let change, let failure): notChanged(change, failure)
    case .created(let draft, let id): return created(draft, id)
    case .notCreated(_, let error): notDone("not created", "\(error)")
    case .deleted(let webhook): deleted(webhook)
    case .notDeleted(let webhook, let error):
      webhooks.endChange()
      session.say(.problem("\(webhook.event.title) was not deleted: \(error)"))
    case .fired(let event, let count): session.say(.done(ResultText.fired(event, count)))
    case .notFired(let error): session.say(.problem(ResultText.notFired(error)))
    case .postedOne(let delivery, let result): postedOne(delivery, result)
    case .postedAll: postedAll()
    case .posted(let request, let answer):
      deliveries.endPost()
      posted(request, answer)
    case .forwarded(let id, let webhook, let answer):
      deliveries.endPost()
      forwarded(id, of: webhook, answer)
    case .notPosted(let failure):
      deliveries.endPost()
      session.say(.problem("nothing was sent: \(ResultText.sentence(failure))"))
    case .notForwarded(let id, let failure):
      deliveries.endPost()
      session.say(.problem("\(id) was not forwarded: \(ResultText.sentence(failure))"))
    case .edited(let text): receive(text)
    case .saved(let file): session.say(.done(ResultText.saved(file)))
    case .savedEdited(let file):
      keep(nil)
      session.say(.done(ResultText.saved(file)))
    case .notSaved(let failure): session.say(.problem(ResultText.notSaved(failure)))
    case .copied(let request, let programs):
      session.say(.done(ResultText.copied(request, to: programs)))
    case .pagedMasked: session.say(.done("the pager showed masked values; p shows them"))
    case .failed(let problem): session.say(.problem("\(problem)"))
    }
    return []
  }
}
