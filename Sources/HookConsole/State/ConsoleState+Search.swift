import HookModel

/// `/`, `n` and `N` in the lists.
extension ConsoleState {
  /// Asks for what to look for in the focused pane; the rows follow the typing.
  mutating func askToSearch() -> [Effect] {
    if focus == .payload { return askToSearchPayload() }
    let (webhooks, events) = (webhookCursor, eventCursor)
    overlay = .prompt(
      Prompt(
        "/",
        change: { state, text in
          state.search = text
          state.seeking = nil
          return text.isEmpty ? [] : state.findNext(1, isFirst: true)
        },
        cancel: { state in
          state.search = ""
          state.seeking = nil
          return state.focus == .webhooks
            ? state.chooseWebhook(row: webhooks.row) : state.chooseEvent(row: events.row)
        },
        accept: { state, text in
          state.search = text
          // Says once more that it is not there; a row that was found stays.
          return text.isEmpty ? [] : state.findNext(1, isFirst: true)
        }
      )
    )
    return []
  }

  /// Goes to the next row that holds what is looked for, round the end.
  /// - Parameter isFirst: true where the row that is chosen counts, too.
  mutating func findNext(_ step: Int, isFirst: Bool = false) -> [Effect] {
    if focus == .payload { return findInPayload(step) }
    guard !search.isEmpty else {
      notice = .problem("nothing is looked for yet; / begins a search")
      return []
    }
    let (row, count) =
      focus == .webhooks ? (webhookCursor.row, webhookRowCount) : (eventCursor.row, eventCount)
    seeking = Seek(from: row, step: step, count: count, isFirst: isFirst)
    return seekOn()
  }

  /// Looks at some more rows for what is looked for.
  mutating func seekOn() -> [Effect] {
    guard var seek = seeking else { return [] }
    let wanted = search.lowercased()
    let hit = seek.next { rowText($0).lowercased().contains(wanted) }
    seeking = hit == nil && !seek.isOver ? seek : nil
    guard let hit else {
      notice = seek.isOver ? .problem("\(search) is not found") : .done("looking for \(search)…")
      return []
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
    return "\(TimelinePane.name(entry, self)) \(CodeText.long(delivery)) "
      + "\(delivery.taskStatus.name) \(delivery.statusMessage ?? "") \(delivery.id)"
  }
}
