import HookJSON

/// `/`, `n` and `N` in the lists.
extension ConsoleState {
  /// Asks for what to look for in the focused pane; the rows follow the typing.
  mutating func askToSearch() -> [Effect] {
    if focus == .payload { return askToSearchPayload() }
    searchOrigin = SearchOrigin(self)
    overlay = .prompt(
      Prompt(
        "/",
        change: { state, text in state.searchList(text) },
        cancel: { state in
          state.search = ""
          state.seeking = nil
          defer { state.searchOrigin = nil }
          return state.searchOrigin?.restore(&state) ?? []
        },
        // Says once more that it is not there; a row that was found stays.
        accept: { state, text in state.searchList(text) }
      )
    )
    return []
  }

  /// Searches from the row where the search began.
  private mutating func searchList(_ text: String) -> [Effect] {
    search = text
    seeking = nil
    notice = nil
    return text.isEmpty ? searchOrigin?.restore(&self) ?? [] : findNext(1, isFirst: true)
  }

  /// Goes to the next row that holds what is looked for, round the end.
  /// - Parameter isFirst: whether the row where it begins counts, too.
  mutating func findNext(_ step: Int, isFirst: Bool = false) -> [Effect] {
    if focus == .payload { return findInPayload(step) }
    guard !search.isEmpty else {
      notice = .problem("no search yet: press /")
      return []
    }
    let (row, count) =
      focus == .webhooks
      ? (searchOrigin?.webhook ?? webhookCursor.row, webhookRowCount)
      : (searchOrigin?.event ?? eventCursor.row, eventCount)
    seeking = Seek(from: row, step: step, count: count, isFirst: isFirst)
    return seekOn()
  }

  /// Looks at some more rows for what is looked for.
  mutating func seekOn() -> [Effect] {
    guard var seek = seeking else { return [] }
    let needle = TextNeedle(search)
    let hit = seek.next { needle.isIn(rowText($0)) }
    seeking = hit == nil && !seek.isOver ? seek : nil
    // Once the prompt is closed the search ends with what it finds.
    defer { if seeking == nil, overlay == nil { searchOrigin = nil } }
    guard let hit else {
      notice = seek.isOver ? .problem("not found: \(search)") : .done("searching for \(search)…")
      return seek.isOver ? searchOrigin?.restore(&self) ?? [] : []
    }
    notice = nil
    return focus == .webhooks ? chooseWebhook(row: hit) : chooseEvent(row: hit)
  }

  /// What is looked through of a row.
  private func rowText(_ row: Int) -> String {
    if focus == .webhooks {
      guard hooks.webhooks.indices.contains(row - 1) else { return "All webhooks" }
      let webhook = hooks.webhooks[row - 1]
      return "\(webhook.title) \(webhook.url ?? "") \(webhook.id)"
    }
    guard let entry = self.entry(at: row) else { return "" }
    let delivery = entry.delivery
    return "\(title(of: entry)) \(CodeText.long(delivery)) "
      + "\(delivery.taskStatus.name) \(delivery.statusMessage ?? "") \(delivery.id)"
  }
}
