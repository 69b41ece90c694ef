import HookModel

/// `f`: events narrowed by text, code, event, state, time.
extension ConsoleState {
  /// Asks for the filter; the events follow the typing.
  mutating func askToFilter() -> [Effect] {
    ask(deliveries.filter ?? "", before: FilterOrigin(self))
    return []
  }

  /// What was shown before a filter is typed: Esc goes back to it.
  private struct FilterOrigin: Sendable {
    let filter: String?
    let selected: RecordID?
    let isFollowing: Bool

    init(_ state: ConsoleState) {
      filter = state.deliveries.filter
      selected = state.deliveries.selected
      isFollowing = state.deliveries.isFollowing
    }

    func restore(_ state: inout ConsoleState) -> [Effect] {
      let effects = state.setFilter(filter ?? "")
      return isFollowing ? effects : effects + state.keep(selected)
    }
  }

  private mutating func ask(_ text: String, before: FilterOrigin) {
    session.open(
      .prompt(
        Prompt(
          "only events with ",
          text: text,
          example: "code:5xx event:payrun since:1h status:failed zoë (Tab completes)",
          complete: { DeliveryFilter.completions(of: $0) },
          change: { $0.setFilter($1) },
          cancel: { before.restore(&$0) },
          accept: { state, text in
            let effects = state.setFilter(text)
            // What cannot be read can be mended.
            if state.session.notice?.isProblem == true { state.ask(text, before: before) }
            return effects
          }
        )
      )
    )
  }

  package mutating func setFilter(_ text: String) -> [Effect] {
    let text = text.trimmingBlanks
    session.say(nil)
    do {
      let parsed =
        text.isEmpty ? nil : try DeliveryFilter(text, now: session.clock(), zone: session.zone)
      deliveries.setFilter(parsed == nil ? nil : text)
      hooks.setFilter(parsed, in: scope)
    } catch {
      // What was typed before it is not a filter that anybody meant.
      deliveries.setFilter(nil)
      hooks.setFilter(nil, in: scope)
      session.say(.problem("\(error)"))
    }
    deliveries.selectNewest(count: eventCount, height: height(of: .events))
    return openSelected(isByHand: true)
  }

  /// Esc: all events again, the selected one still selected.
  mutating func clearFilter() -> [Effect] {
    let selected = deliveries.selected
    return setFilter("") + keep(selected)
  }

  /// Selects a delivery that was selected before the filter changed; the newest is followed only if
  /// it is that one.
  private mutating func keep(_ id: RecordID?) -> [Effect] {
    guard let id, let row = hooks.timeline.position(of: id, in: shownScope), row > 0 else {
      return []
    }
    deliveries.stopFollowing()
    return selectEvent(row: row)
  }

  private static let failedOnly = "status:failed"

  private var filterWords: [Substring] { (deliveries.filter ?? "").split(separator: " ") }

  /// Whether only failed deliveries are shown.
  var showsFailedOnly: Bool { filterWords.contains { $0 == Self.failedOnly } }

  /// `b`: failed deliveries only, or all that the rest of the filter shows.
  mutating func toggleFailedOnly() -> [Effect] {
    let others = filterWords.filter { $0 != Self.failedOnly }
    let words = showsFailedOnly ? others : others + [Self.failedOnly[...]]
    return setFilter(words.joined(separator: " "))
  }

  /// The filter looks at the deliveries of the scope, which has changed.
  package mutating func applyFilter() {
    guard deliveries.filter != nil else { return }
    hooks.setFilter(hooks.filter, in: scope)
  }
}
