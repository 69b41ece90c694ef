import HookModel

/// `f`: events narrowed by text, code, event, state, time.
extension ConsoleState {
  /// Asks for the filter; the events follow the typing.
  mutating func askToFilter() -> [Effect] {
    ask(deliveries.filter ?? "", before: deliveries.filter)
    return []
  }

  private mutating func ask(_ text: String, before: String?) {
    session.open(
      .prompt(
        Prompt(
          "only events with ",
          text: text,
          example: "code:5xx event:payrun since:1h status:failed text",
          change: { $0.setFilter($1) },
          cancel: { $0.setFilter(before ?? "") },
          accept: { state, text in
            let effects = state.setFilter(text)
            // What cannot be read can be mended.
            if state.session.notice != nil { state.ask(text, before: before) }
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

  /// The filter looks at the deliveries of the scope, which has changed.
  package mutating func applyFilter() {
    guard deliveries.filter != nil else { return }
    hooks.setFilter(hooks.filter, in: scope)
  }
}
