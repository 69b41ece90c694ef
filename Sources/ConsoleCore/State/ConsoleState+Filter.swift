import HookModel

/// `f`: events narrowed by text, code, event, state, time.
extension ConsoleState {
  /// Asks for the filter; the events follow the typing.
  mutating func askToFilter() -> [Effect] {
    ask(deliveries.filter ?? "", before: FilterOrigin(deliveries))
    return []
  }

  /// What was shown before a filter is typed: Esc goes back to it.
  private struct FilterOrigin: Sendable {
    let filter: String?
    /// `nil` while the newest is followed.
    let selected: RecordID?

    init(_ deliveries: DeliveriesState) {
      filter = deliveries.filter
      selected = deliveries.isFollowing ? nil : deliveries.selected
    }

    func restore(_ state: inout ConsoleState) -> [Effect] {
      if let selected { state.deliveries.want(selected) }
      return state.setFilter(filter ?? "")
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
          change: { $0.setFilter(Self.begun($1)) },
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

  /// What is typed, without a key that has no value yet: `zoë code:`.
  private static func begun(_ text: String) -> String {
    let last = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    return last.hasSuffix(":") ? String(text.dropLast(last.count)) : text
  }

  /// The selected delivery stays selected where the filter shows it, and is again once one does.
  package mutating func setFilter(_ text: String) -> [Effect] {
    let text = text.trimmingBlanks
    session.say(nil)
    deliveries.keepSelected()
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
    placeCursor()
    return openSelected(isByHand: true)
  }

  /// Esc: all events again, the selected one still selected. The newest is followed on if it is that one.
  mutating func clearFilter() -> [Effect] {
    let wasFollowing = deliveries.isFollowing
    if let selected = deliveries.selected { deliveries.want(selected) }
    let effects = setFilter("")
    if wasFollowing, deliveries.cursor.row == 0 { deliveries.follow() }
    return effects
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
