import HookModel
import HookSupport

/// Changes of webhooks: each asks first or can be undone.
extension ConsoleState {
  /// Why the selected webhook cannot be changed now; `nil` if it can.
  var changeIsBlocked: String? {
    if isChanging { return "the last change is still on its way" }
    guard let webhook = chosenWebhook else { return "no webhook selected: select one first" }
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

  /// `d`: asks, and names what it would delete.
  mutating func askToDelete() -> [Effect] {
    guard let webhook = chosenWebhook?.record else { return [] }
    overlay = .menu(
      Menu.question(
        "Delete \(webhook.event.title) → \(HTTPURL.shown(webhook.url))?",
        no: ("no, keep it", nil),
        yes: ("yes, delete it", "its deliveries go too; a service that made it may break"),
        then: { $0.delete(webhook) }
      )
    )
    return []
  }

  package mutating func delete(_ webhook: Webhook) -> [Effect] {
    isChanging = true
    return [.delete(webhook)]
  }

  package mutating func change(
    _ id: RecordID,
    _ kind: WebhookChange.Kind,
    from before: WebhookDraft,
    to after: WebhookDraft
  ) -> [Effect] {
    isChanging = true
    notice = .done("sending the change…")
    return [.change(WebhookChange(webhook: id, kind: kind, before: before, after: after))]
  }

  // MARK: What came of it

  package mutating func changed(_ change: WebhookChange, _ webhook: Webhook) {
    isChanging = false
    closeSentForm()
    if change.kind == .undo { _ = done.popLast() } else { done.append(.change(change)) }
    let state = webhook.active ? "active" : "inactive"
    let what = change.kind == .edit ? "was changed" : "is \(state)"
    let hint = done.isEmpty ? "nothing more to undo" : "u undoes it"
    notice = .done("\(webhook.event.title) \(what); \(hint)")
  }

  /// - Parameter what: what did not come of it, for a person who has no form open.
  mutating func notDone(_ what: String, _ message: String, now current: Webhook? = nil) {
    isChanging = false
    guard case .form(var form) = overlay, form.isSending else {
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
  package mutating func notChanged(
    _ change: WebhookChange,
    _ message: String,
    now current: Webhook?
  ) {
    guard change.kind == .undo else { return notDone("not changed", message, now: current) }
    if current != nil { _ = done.popLast() }
    let hasMore = current != nil && !done.isEmpty
    notDone("not undone", message + (hasMore ? "; u undoes the change before" : ""))
  }

  package mutating func created(_ draft: WebhookDraft, _ id: RecordID?) -> [Effect] {
    isChanging = false
    closeSentForm()
    let name = id.map { ", ID \($0)" } ?? ""
    if case .deletion(draft) = done.last {
      done.removeLast()
      notice = .done("\(draft.event.title) was created again\(name)")
    } else {
      done.append(.creation(draft, id))
      notice = .done("\(draft.event.title) was created\(name); u deletes it")
    }
    awaited = id
    return chooseAwaited()
  }

  package mutating func deleted(_ webhook: Webhook) {
    isChanging = false
    deletedHere = webhook.id
    // What was done to it before went with it.
    done.removeAll { $0.webhook == webhook.id }
    done.append(.deletion(webhook.draft))
    notice = .done("\(webhook.event.title) was deleted; u creates it again, with a new ID")
  }

  /// Chooses the webhook that was made here once the list has it.
  mutating func chooseAwaited() -> [Effect] {
    guard let id = awaited, let position = hooks.position(of: id) else { return [] }
    awaited = nil
    return chooseWebhook(row: position + 1)
  }

  /// Another form that was opened meanwhile stays.
  private mutating func closeSentForm() {
    if case .form(let form) = overlay, form.isSending { overlay = nil }
  }
}
