import HookModel

/// What the keys do. The table of keys names these.
extension ConsoleState {
  mutating func move(_ pane: Pane, by step: Int) -> [Effect] {
    switch pane {
    case .webhooks: return chooseWebhook(row: webhookCursor.row + step)
    case .events: return chooseEvent(row: eventCursor.row + step)
    case .codes: return []
    case .payload:
      movePayload(by: step)
      return []
    }
  }

  mutating func chooseWebhook(row: Int) -> [Effect] {
    let before = webhookCursor.row
    webhookCursor.place(at: row, count: webhookRowCount, height: height(of: .webhooks))
    return webhookCursor.row == before ? [] : scopeChanged()
  }

  mutating func chooseEvent(row: Int) -> [Effect] {
    let wasAtTop = eventCursor.row == 0
    eventCursor.place(at: row, count: eventCount, height: height(of: .events))
    if eventCursor.row > 0 { isFollowing = false }
    if eventCursor.row == 0, !wasAtTop || row < 0 { follow() }
    return openChosen(isByHand: true)
  }

  private mutating func follow() {
    isFollowing = true
    unseen = 0
  }

  mutating func toggleFollowing() -> [Effect] {
    if isFollowing {
      isFollowing = false
      notice = .done("the chosen row stays; new deliveries are counted above it")
      return []
    }
    follow()
    eventCursor.place(at: 0, count: eventCount, height: height(of: .events))
    return openChosen(isByHand: true)
  }

  mutating func movePayload(by step: Int) {
    let height = height(of: .payload)
    payload.update { $0.cursor.move(by: step, count: $0.rowCount, height: height) }
  }

  mutating func placePayload(at row: Int) {
    let height = height(of: .payload)
    payload.update { $0.cursor.place(at: row, count: $0.rowCount, height: height) }
  }

  /// Enter: into the next pane, or fold and unfold.
  mutating func open() -> [Effect] {
    switch focus {
    case .webhooks: focus(.events)
    case .events, .codes: focus(.payload)
    case .payload: toggleFold()
    }
    return []
  }

  /// Esc: out of what was opened.
  mutating func back() -> [Effect] {
    switch focus {
    case .payload, .codes: focus(.events)
    case .events: focus(.webhooks)
    case .webhooks: return chooseWebhook(row: 0)
    }
    return []
  }

  mutating func toggleFold() {
    guard let open = payload.open, let rows = open.rows else { return }
    let row = rows.row(open.cursor.row)
    if row.isFoldable, !row.isFolded {
      foldAt(rows, open.cursor.row)
    } else {
      changeRows { rows, row in rows.toggle(row) }
    }
  }

  /// Changes the folds at the chosen row and keeps to it.
  mutating func changeRows(_ change: (inout JSONRows, Int) -> Void) {
    payload.update { open in
      guard var rows = open.rows else { return }
      open.rows = nil
      change(&rows, open.cursor.row)
      open.rows = rows
    }
    movePayload(by: 0)
  }

  /// Left: folds an open container, else goes to the one that holds the row.
  mutating func foldOrLeave() {
    guard let open = payload.open, let rows = open.rows else { return }
    let row = rows.row(open.cursor.row)
    if row.isFoldable, !row.isFolded {
      foldAt(rows, open.cursor.row)
    } else if let parent = rows.parent(of: open.cursor.row) {
      placePayload(at: parent)
    }
  }

  /// Folds a container, also from its closing bracket, and goes to its row.
  private mutating func foldAt(_ rows: JSONRows, _ row: Int) {
    let opening = rows.row(of: rows.row(row).value)
    changeRows { rows, row in rows.fold(row) }
    placePayload(at: opening)
  }

  /// Right: unfolds a folded container, else goes to its first value.
  mutating func unfoldOrEnter() {
    guard let open = payload.open, let rows = open.rows else { return }
    let row = rows.row(open.cursor.row)
    if row.isFoldable, row.isFolded {
      changeRows { rows, row in rows.unfold(row) }
    } else if row.isFoldable {
      movePayload(by: 1)
    }
  }

  mutating func moveToSibling(_ sibling: (JSONRows, Int) -> Int?) {
    guard let open = payload.open, let rows = open.rows,
      let row = sibling(rows, open.cursor.row)
    else { return }
    placePayload(at: row)
  }

  /// `a`: an active webhook becomes inactive, an inactive one active.
  mutating func toggleActive() -> [Effect] {
    guard let webhook = chosenWebhook?.record else { return [] }
    var after = webhook.draft
    after.active.toggle()
    let kind: WebhookChange.Kind = after.active ? .activate : .deactivate
    return change(webhook.id, kind, from: webhook.draft, to: after)
  }

  /// `u`: takes back the last change of a webhook.
  mutating func undo() -> [Effect] {
    guard let last = done.last else { return [] }
    return change(last.webhook, .undo, from: last.after, to: last.before)
  }

  private mutating func change(
    _ id: RecordID,
    _ kind: WebhookChange.Kind,
    from before: WebhookDraft,
    to after: WebhookDraft
  ) -> [Effect] {
    isChanging = true
    return [.change(WebhookChange(webhook: id, kind: kind, before: before, after: after))]
  }
}
