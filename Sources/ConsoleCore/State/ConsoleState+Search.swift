import HookJSON

/// `/`, `n` and `N` in the lists.
extension ConsoleState {
  /// Asks for what to look for in the focused pane; the rows follow the typing.
  mutating func askToSearch() -> [Effect] {
    if isReading { return askToSearchPayload() }
    session.setSearchOrigin(SearchOrigin(self))
    session.open(
      .prompt(
        Prompt(
          "/",
          change: { state, text in state.searchList(text) },
          cancel: { state in
            state.session.setSearch("")
            state.session.setSeek(nil)
            defer { state.session.setSearchOrigin(nil) }
            return state.session.searchOrigin?.restore(&state) ?? []
          },
          // Says once more that it is not there; a row that was found stays.
          accept: { state, text in state.searchList(text) }
        )
      )
    )
    return []
  }

  /// Searches from the row where the search began.
  private mutating func searchList(_ text: String) -> [Effect] {
    session.setSearch(text)
    session.setSeek(nil)
    session.say(nil)
    return text.isEmpty ? session.searchOrigin?.restore(&self) ?? [] : findNext(1, isFirst: true)
  }

  /// Goes to the next row that holds what is looked for, round the end.
  /// - Parameter isFirst: whether the row where it begins counts, too.
  mutating func findNext(_ step: Int, isFirst: Bool = false) -> [Effect] {
    if isReading { return findInPayload(step) }
    guard !session.search.isEmpty else {
      session.say(.problem("no search yet: press /"))
      return []
    }
    let (row, count) =
      session.focus == .webhooks
      ? (session.searchOrigin?.webhook ?? webhooks.cursor.row, webhookRowCount)
      : (session.searchOrigin?.event ?? deliveries.cursor.row, eventCount)
    session.setSeek(Seek(from: row, step: step, count: count, isFirst: isFirst))
    return seekOn()
  }

  /// Looks at some more rows for what is looked for.
  mutating func seekOn() -> [Effect] {
    guard var seek = session.seeking else { return [] }
    let needle = TextNeedle(session.search)
    let hit = seek.next { needle.isIn(rowText($0)) }
    session.setSeek(hit == nil && !seek.isOver ? seek : nil)
    // Once the prompt is closed the search ends with what it finds.
    defer { if session.seeking == nil, session.overlay == nil { session.setSearchOrigin(nil) } }
    guard let hit else {
      let hint = session.search.hasPrefix("re:") ? " (re: works in a payload only)" : ""
      session.say(
        seek.isOver
          ? .problem("not found: \(session.search)\(hint)")
          : .done("searching for \(session.search)…")
      )
      return seek.isOver ? session.searchOrigin?.restore(&self) ?? [] : []
    }
    session.say(nil)
    return session.focus == .webhooks ? selectWebhook(row: hit) : selectEvent(row: hit)
  }

  /// What is looked through of a row.
  private func rowText(_ row: Int) -> String {
    if session.focus == .webhooks {
      guard hooks.webhooks.indices.contains(row - 1) else { return "All webhooks" }
      let webhook = hooks.webhooks[row - 1]
      return "\(webhook.title) \(webhook.url ?? "") \(webhook.id)"
    }
    guard let entry = self.entry(at: row) else { return "" }
    let delivery = entry.delivery
    return "\(title(of: entry)) \(CodeText.long(delivery)) "
      + "\(delivery.taskStatus.name) \(delivery.statusMessage ?? "") \(delivery.id) "
      + (delivery.headerText ?? "")
  }
}
