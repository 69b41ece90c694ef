import HookModel

/// `f`: events narrowed by text, code, event, state, time.
extension ConsoleState {
  /// Asks for the filter; the events follow the typing.
  mutating func askToFilter() -> [Effect] {
    let before = filter
    let label = "only events with (code:5xx event:payrun since:1h status:failed text) "
    overlay = .prompt(
      Prompt(
        label,
        text: filter ?? "",
        change: { $0.setFilter($1) },
        cancel: { $0.setFilter(before ?? "") },
        accept: { $0.setFilter($1) }
      )
    )
    return []
  }

  private mutating func setFilter(_ text: String) -> [Effect] {
    let text = text.trimmingBlanks
    notice = nil
    do {
      let parsed = text.isEmpty ? nil : try DeliveryFilter(text, now: clock())
      filter = parsed == nil ? nil : text
      hooks.setFilter(parsed, in: scope)
    } catch {
      notice = .problem("\(error)")
      return []
    }
    eventCursor.place(at: 0, count: eventCount, height: height(of: .events))
    return openChosen(isByHand: true)
  }

  /// The filter looks at the deliveries of the scope, which has changed.
  mutating func sift() {
    guard filter != nil else { return }
    hooks.setFilter(hooks.filter, in: scope)
  }
}
