import HookModel
import HookSupport

/// Changes of webhooks: each asks first or can be undone.
extension ConsoleState {
  /// Why the selected webhook cannot be changed now; `nil` if it can.
  var changeIsBlocked: String? {
    if webhooks.isChanging { return "the last change is still on its way" }
    guard let webhook = selectedWebhook else {
      return "no \(session.isCapture ? "source" : "webhook") selected: select one first"
    }
    return webhook.record == nil ? "\(webhook.title) has not been fetched yet" : nil
  }

  /// `a`: an active webhook becomes inactive, an inactive one active.
  mutating func toggleActive() -> [Effect] {
    guard let webhook = selectedWebhook?.record else { return [] }
    var after = webhook.draft
    after.active.toggle()
    let kind: WebhookChange.Kind = after.active ? .activate : .deactivate
    return change(webhook.id, kind, from: webhook.draft, to: after)
  }

  /// `d`: asks, and names what it would delete.
  mutating func askToDelete() -> [Effect] {
    guard let webhook = selectedWebhook?.record else { return [] }
    session.open(
      .menu(
        Menu.question(
          session.isCapture
            ? "Delete \(webhook.event.title)?"
            : "Delete \(webhook.event.title) → \(HTTPURL.shown(webhook.url))?",
          no: ("no, keep it", nil),
          yes: (
            "yes, delete it",
            session.isCapture
              ? "its requests go too; it cannot be undone"
              : "its deliveries go too; a service that made it may break"
          ),
          then: { $0.delete(webhook) }
        )
      )
    )
    return []
  }

  package mutating func delete(_ webhook: Webhook) -> [Effect] {
    webhooks.beginChange()
    return [.api(.delete(webhook))]
  }

  package mutating func change(
    _ id: RecordID,
    _ kind: WebhookChange.Kind,
    from before: WebhookDraft,
    to after: WebhookDraft
  ) -> [Effect] {
    webhooks.beginChange()
    session.say(.done("sending the change…"))
    return [.api(.change(WebhookChange(webhook: id, kind: kind, before: before, after: after)))]
  }

  // MARK: What came of it

  package mutating func changed(_ change: WebhookChange, _ webhook: Webhook) {
    webhooks.endChange()
    closeSentForm()
    if change.kind == .undo { webhooks.dropLast() } else { webhooks.record(.change(change)) }
    let states =
      session.isCapture ? ("responds as before", "responds 410") : ("is active", "is inactive")
    let what = change.kind == .edit ? "was changed" : webhook.active ? states.0 : states.1
    let hint = webhooks.done.isEmpty ? "nothing more to undo" : "u undoes it"
    session.say(.done("\(webhook.event.title) \(what); \(hint)"))
  }

  /// - Parameter what: what did not come of it, for a person who has no form open.
  mutating func notDone(_ what: String, _ message: String, now current: Webhook? = nil) {
    webhooks.endChange()
    guard case .form(var form) = session.overlay, form.isSending else {
      session.say(.problem("\(what): \(message)"))
      return
    }
    form.failed(message, now: current)
    // The form says it.
    session.say(nil)
    session.open(.form(form))
  }

  /// A change that was refused. What somebody else has changed since is not taken back; the change
  /// before it still can be.
  package mutating func notChanged(_ change: WebhookChange, _ failure: ChangeFailure) {
    let message = ResultText.sentence(failure)
    let current: Webhook? = if case .elsewhere(let now) = failure { now } else { nil }
    guard change.kind == .undo else { return notDone("not changed", message, now: current) }
    if current != nil { webhooks.dropLast() }
    let hasMore = current != nil && !webhooks.done.isEmpty
    notDone("not undone", message + (hasMore ? "; u undoes the change before" : ""))
  }

  package mutating func created(_ draft: WebhookDraft, _ id: RecordID?) -> [Effect] {
    webhooks.endChange()
    closeSentForm()
    let name = id.map { " (ID \($0))" } ?? ""
    if case .deletion(draft) = webhooks.done.last {
      webhooks.dropLast()
      session.say(.done("created the webhook of \(draft.event.title) again\(name)"))
    } else {
      webhooks.record(.creation(draft, id))
      session.say(.done("created the webhook of \(draft.event.title); u deletes it\(name)"))
    }
    webhooks.setAwaited(id)
    return selectAwaited()
  }

  package mutating func deleted(_ webhook: Webhook) {
    webhooks.endChange()
    guard !session.isCapture else {
      webhooks.drop { $0.webhook == webhook.id }
      return session.say(.done("\(webhook.event.title) is deleted with its requests"))
    }
    webhooks.recordDeletion(of: webhook)
    session.say(.done("\(webhook.event.title) was deleted; u creates it again, with a new ID"))
  }

  /// Chooses the webhook that was made here once the list has it.
  mutating func selectAwaited() -> [Effect] {
    guard let id = webhooks.awaited, let position = hooks.position(of: id) else { return [] }
    webhooks.setAwaited(nil)
    return selectWebhook(row: position + 1)
  }

  /// Another form that was opened meanwhile stays.
  private mutating func closeSentForm() {
    if case .form(let form) = session.overlay, form.isSending { session.open(nil) }
  }
}
