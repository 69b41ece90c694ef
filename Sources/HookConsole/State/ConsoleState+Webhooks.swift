import HookModel

/// Changes of webhooks: each asks first or can be taken back.
extension ConsoleState {
  /// Why the chosen webhook cannot be changed now; nil where it can.
  var changeIsBlocked: String? {
    if isChanging { return "the last change is still on its way" }
    guard let webhook = chosenWebhook else { return "choose one webhook first" }
    return webhook.record == nil ? "\(webhook.title) has not been fetched yet" : nil
  }

  /// `a`: an active webhook becomes inactive, an inactive one active.
  mutating func toggleActive() -> [Effect] {
    guard let webhook = chosenWebhook?.record else { return [] }
    var after = webhook.draft
    after.active.toggle()
    let kind: WebhookChange.Kind = after.active ? .activate : .deactivate
    return change(webhook.id, kind, from: webhook.draft, to: after)
  }

  mutating func openForm(changing webhook: Webhook?) {
    if let webhook {
      overlay = .form(HookForm(changing: webhook))
    } else {
      let event = chosenWebhook?.event ?? WebhookEvent.known[0]
      overlay = .form(HookForm(creating: event))
    }
  }

  mutating func create(_ draft: WebhookDraft) -> [Effect] {
    isChanging = true
    return [.create(draft)]
  }

  mutating func edit(_ webhook: Webhook, to draft: WebhookDraft) -> [Effect] {
    change(webhook.id, .edit, from: webhook.draft, to: draft)
  }

  /// `d`: asks, and names what it would delete.
  mutating func askToDelete() -> [Effect] {
    guard let webhook = chosenWebhook?.record else { return [] }
    overlay = .menu(
      Menu(
        "Delete \(webhook.event.title) → \(webhook.url)?",
        [
          Menu.Item(letter: "n", title: "no, keep it", detail: "") { _ in [] },
          Menu.Item(
            letter: "y",
            title: "yes, delete it",
            detail: "its deliveries go too; a service that made it may break"
          ) { state in
            state.isChanging = true
            return [.delete(webhook)]
          },
        ]
      )
    )
    return []
  }

  /// `u`: takes back the last change of a webhook.
  mutating func undo() -> [Effect] {
    switch done.last {
    case .change(let last): return change(last.webhook, .undo, from: last.after, to: last.before)
    case .deletion(let draft): return create(draft)
    case nil: return []
    }
  }

  private mutating func change(
    _ id: RecordID,
    _ kind: WebhookChange.Kind,
    from before: WebhookDraft,
    to after: WebhookDraft
  ) -> [Effect] {
    isChanging = true
    notice = .done("sending the change…")
    return [.change(WebhookChange(webhook: id, kind: kind, before: before, after: after))]
  }

  /// `q`: a change that is on its way is not left without a word.
  mutating func quit() -> [Effect] {
    if isChanging, !isLeaving {
      isLeaving = true
      notice = .problem("a change is still on its way; q again leaves without its answer")
    } else if edited != nil, !isLeaving {
      isLeaving = true
      notice = .problem("an edited text is neither sent nor saved; S offers it, q again drops it")
    } else {
      isOver = true
    }
    return []
  }

  // MARK: What came of it

  mutating func changed(_ change: WebhookChange, _ webhook: Webhook) {
    isChanging = false
    closeForm()
    if change.kind == .undo { _ = done.popLast() } else { done.append(.change(change)) }
    let state = webhook.active ? "active" : "inactive"
    let what = change.kind == .edit ? "was changed" : "is \(state)"
    let hint = done.isEmpty ? "nothing more to undo" : "u undoes it"
    notice = .done("\(webhook.event.title) \(what); \(hint)")
  }

  /// - Parameter what: what did not come of it, for a person who has no form open.
  mutating func notDone(_ what: String, _ message: String, now current: Webhook? = nil) {
    isChanging = false
    guard case .form(var form) = overlay else {
      notice = .problem("\(what): \(message)")
      return
    }
    form.failed(message, now: current)
    // The form says it.
    notice = nil
    overlay = .form(form)
  }

  /// A change that was refused. What somebody else has changed since is not taken back; the change
  /// before it still can be.
  mutating func notChanged(_ change: WebhookChange, _ message: String, now current: Webhook?) {
    guard change.kind == .undo else { return notDone("not changed", message, now: current) }
    if current != nil { _ = done.popLast() }
    let hasMore = current != nil && !done.isEmpty
    notDone("not undone", message + (hasMore ? "; u takes back the change before" : ""))
  }

  mutating func created(_ draft: WebhookDraft, _ id: RecordID?) -> [Effect] {
    isChanging = false
    closeForm()
    let name = id.map { ", its id is \($0)" } ?? ""
    if case .deletion(draft) = done.last {
      done.removeLast()
      notice = .done("\(draft.event.title) was created again as a new webhook\(name)")
    } else {
      notice = .done("\(draft.event.title) was created\(name)")
    }
    awaited = id
    return chooseAwaited()
  }

  mutating func deleted(_ webhook: Webhook) {
    isChanging = false
    deletedHere = webhook.id
    done.append(.deletion(webhook.draft))
    notice = .done("\(webhook.event.title) was deleted; u creates it again, with a new id")
  }

  /// Chooses the webhook that was made here once the list has it.
  mutating func chooseAwaited() -> [Effect] {
    guard let id = awaited, let position = hooks.position(of: id) else { return [] }
    awaited = nil
    return chooseWebhook(row: position + 1)
  }

  private mutating func closeForm() {
    if case .form = overlay { overlay = nil }
  }
}
