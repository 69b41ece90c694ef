import HookModel
import HookSupport

/// `u`: takes back the last change of a webhook, after naming it.
extension ConsoleState {
  /// Why nothing can be undone now; `nil` if something can.
  var undoIsBlocked: String? {
    if webhooks.isChanging { return "the last change is still on its way" }
    guard let last = webhooks.done.last(where: { !isGone($0) }) else { return "no change to undo" }
    guard case .creation(let draft, let id) = last, webhook(id) == nil else { return nil }
    return "\(draft.event.title) has not been fetched yet: try again soon"
  }

  /// Whether it is about a webhook that is not there any more, or was never known.
  private func isGone(_ last: Undoable) -> Bool {
    if case .deletion = last { return false }
    guard let id = last.webhook else { return true }
    return hooks.isListed && id != webhooks.awaited && hooks.position(of: id) == nil
  }

  private func webhook(_ id: RecordID?) -> Webhook? { id.flatMap { hooks.webhook($0)?.record } }

  mutating func askToUndo() -> [Effect] {
    let state = self
    webhooks.drop { state.isGone($0) }
    switch webhooks.done.last {
    case .change(let last): ask(toUndo: last)
    case .creation(_, let id):
      guard let webhook = webhook(id) else { return [] }
      ask("Delete \(name(webhook.draft)), created here?", "delete it") { $0.delete(webhook) }
    case .deletion(let draft):
      ask("Create \(name(draft)) again?", "create it again", "with a new ID") { $0.create(draft) }
    case nil: break
    }
    return []
  }

  private mutating func ask(toUndo last: WebhookChange) {
    let (now, then) = (last.after, last.before)
    let back = now.changes(to: then)
    ask("Undo the last change of \(name(now))?", "undo it", "back to: \(back)") {
      $0.change(last.webhook, .undo, from: now, to: then)
    }
  }

  private mutating func ask(
    _ question: String,
    _ yes: String,
    _ detail: String = "",
    then: @escaping @Sendable (inout ConsoleState) -> [Effect]
  ) {
    session.open(
      .menu(
        Menu.question(
          question,
          no: ("no, keep it as it is", nil),
          yes: ("yes, \(yes)", detail),
          then: then
        )
      )
    )
  }

  private func name(_ draft: WebhookDraft) -> String {
    "\(draft.event.title) → \(HTTPURL.shown(draft.url))"
  }
}
