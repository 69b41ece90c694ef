import HookJSON

/// Through the panes and their rows.
extension ConsoleState {
  package mutating func move(_ pane: Pane, by step: Int) -> [Effect] {
    switch pane {
    case .webhooks: return selectWebhook(row: webhooks.cursor.row + step)
    case .events: return selectEvent(row: deliveries.cursor.row + step)
    case .codes: return []
    case .payload:
      movePayload(by: step)
      return []
    }
  }

  /// What the wheel does: the selected row stays selected.
  mutating func scroll(_ pane: Pane, by step: Int) -> [Effect] {
    let height = height(of: pane)
    switch pane {
    case .webhooks: webhooks.scroll(by: step, count: webhookRowCount, height: height)
    case .events:
      deliveries.scroll(by: step, count: eventCount, height: height)
      return older()
    case .codes: break
    case .payload:
      payload.update { $0.cursor.scroll(by: step, count: $0.rowCount, height: height) }
    }
    return []
  }

  mutating func selectWebhook(row: Int) -> [Effect] {
    let before = webhooks.cursor.row
    webhooks.select(row: row, count: webhookRowCount, height: height(of: .webhooks))
    return webhooks.cursor.row == before ? [] : scopeChanged()
  }

  mutating func selectEvent(row: Int) -> [Effect] {
    deliveries.select(row: row, count: eventCount, height: height(of: .events))
    return openSelected(isByHand: true) + older()
  }

  /// Near the last row older deliveries are fetched: of the selected webhook, or of the one whose oldest
  /// is the newest, since before that one something is missing.
  private func older() -> [Effect] {
    let last = max(deliveries.cursor.row, deliveries.cursor.top) + height(of: .events)
    guard last >= eventCount else { return [] }
    let gaps = hooks.gaps.filter { selectedWebhook == nil || $0 == selectedWebhook?.id }
    return gaps.isEmpty ? [] : [.feed(.older(gaps))]
  }

  mutating func toggleFollowing() -> [Effect] {
    guard deliveries.toggleFollowing() else {
      session.say(.done("following stopped: new deliveries are counted above the selected one"))
      return []
    }
    deliveries.selectNewest(count: eventCount, height: height(of: .events))
    return openSelected(isByHand: true)
  }

  /// Enter: into the next pane, or fold and unfold.
  package mutating func open() -> [Effect] {
    switch session.focus {
    case .webhooks: focus(.events)
    case .events, .codes: focus(.payload)
    case .payload: toggleFold()
    }
    return []
  }

  /// `z`: the focused pane has the whole screen, or shares it again.
  mutating func toggleZoom() {
    session.setZoomed(!session.isZoomed)
    resize(session.layout.size)
    session.say(session.isZoomed ? .done("zoomed: z shows all panes") : nil)
  }

  /// Esc: out of what was opened or narrowed.
  package mutating func back() -> [Effect] {
    if session.isZoomed {
      toggleZoom()
      return []
    }
    switch session.focus {
    case .payload where payload.open?.matches != nil: payload.update { $0.forgetMatches() }
    case .payload where payload.isPinned: return openSelected(isByHand: true)
    case .payload, .codes: focus(.events)
    case .events where deliveries.filter != nil, .webhooks where deliveries.filter != nil:
      return setFilter("")
    case .events: focus(.webhooks)
    case .webhooks: return selectWebhook(row: 0)
    }
    return []
  }

  // MARK: The payload

  mutating func movePayload(by step: Int) {
    let height = height(of: .payload)
    payload.update { $0.cursor.move(by: step, count: $0.rowCount, height: height) }
  }

  mutating func placePayload(at row: Int) {
    let height = height(of: .payload)
    payload.update { $0.cursor.select(row: row, count: $0.rowCount, height: height) }
  }

  mutating func toggleRaw() {
    guard payload.open?.rows != nil else {
      session.say(.problem("not JSON: shown as text"))
      return
    }
    payload.update { $0.toggleRaw() }
    movePayload(by: 0)
  }

  /// The tree and the selected row of it; `nil` while text is shown.
  private var tree: (rows: JSONRows, row: Int)? {
    guard let open = payload.open, open.raw == nil, let rows = open.rows else { return nil }
    return (rows, open.cursor.row)
  }

  /// Changes the folds at the selected row and keeps to it.
  mutating func changeRows(_ change: (inout JSONRows, Int) -> Void) {
    guard tree != nil else { return }
    payload.update { open in
      guard var rows = open.rows else { return }
      open.rows = nil
      change(&rows, open.cursor.row)
      open.rows = rows
    }
    movePayload(by: 0)
  }

  mutating func toggleFold() {
    guard let (rows, position) = tree else { return }
    let row = rows.row(position)
    if row.isFoldable, !row.isFolded {
      fold(at: position)
    } else {
      changeRows { rows, row in rows.toggle(row) }
    }
  }

  /// Folds a container, also from its closing bracket, and goes to its row.
  private mutating func fold(at position: Int) {
    guard let (rows, _) = tree else { return }
    let opening = rows.row(of: rows.row(position).value)
    changeRows { rows, row in rows.fold(row) }
    placePayload(at: opening)
  }

  /// Left: folds an open container, else goes to the one that holds the row.
  mutating func foldOrLeave() {
    guard let (rows, position) = tree else { return }
    let row = rows.row(position)
    if row.isFoldable, !row.isFolded {
      fold(at: position)
    } else if let parent = rows.parent(of: position) {
      placePayload(at: parent)
    }
  }

  /// Right: unfolds a folded container, else goes to its first value.
  mutating func unfoldOrEnter() {
    guard let (rows, position) = tree else { return }
    let row = rows.row(position)
    if row.isFoldable, row.isFolded {
      changeRows { rows, row in rows.unfold(row) }
    } else if row.isFoldable {
      movePayload(by: 1)
    }
  }

  mutating func moveToSibling(_ sibling: (JSONRows, Int) -> Int?) {
    guard let (rows, position) = tree, let row = sibling(rows, position) else { return }
    placePayload(at: row)
  }
}
