import HookModel
import HookSupport

/// The form of a webhook, and what it asks before it does something.
extension ConsoleState {
  mutating func openForm(changing webhook: Webhook?) -> [Effect] {
    let event = selectedWebhook?.event ?? WebhookEvent.known[0]
    open(webhook.map { HookForm(changing: $0) } ?? HookForm(creating: event))
    return []
  }

  private mutating func open(_ form: HookForm) {
    session.open(.form(form))
  }

  /// The list of events, over the form.
  mutating func chooseEvent(in form: HookForm) -> [Effect] {
    let items = form.events.map { event in
      Menu.Item(title: event.title, detail: event.name) { state in
        state.open(form.choosing(event))
        return []
      }
    }
    session.open(
      .menu(
        Menu("Event", items, row: form.eventRow) { state in
          state.open(form)
          return []
        }
      )
    )
    return []
  }

  /// What was typed is not thrown away by one key.
  mutating func askToDiscard(_ form: HookForm) -> [Effect] {
    let back = reopening(form)
    session.open(
      .menu(
        Menu.question(
          form.before == nil ? "Discard the new webhook?" : "Discard the changes?",
          no: ("no, go on editing", back),
          yes: ("yes, discard it", ""),
          then: { _ in [] }
        )
      )
    )
    return []
  }

  /// Sends a form, and asks first about a host that only the local network could know.
  package mutating func submit(_ form: HookForm) -> [Effect] {
    guard let host = form.draft.hostWithoutDomain, form.draft.url != form.before?.url else {
      return send(form)
    }
    session.open(
      .menu(
        Menu.question(
          "\(host) is not a full host name. Use it?",
          no: ("no, go on editing", reopening(form)),
          yes: ("yes, use \(HTTPURL.shown(form.draft.url))", ""),
          then: { $0.send(form) }
        )
      )
    )
    return []
  }

  private func reopening(
    _ form: HookForm
  ) -> @Sendable (inout ConsoleState) -> [Effect] {
    { state in
      state.open(form)
      return []
    }
  }

  private mutating func send(_ form: HookForm) -> [Effect] {
    var form = form
    guard !webhooks.isChanging else {
      form.failed("the last change is still on its way: press Enter again once it is done")
      open(form)
      return []
    }
    form.startSending()
    open(form)
    guard let before = form.before else { return create(form.draft) }
    return change(before.id, .edit, from: before.draft, to: form.draft)
  }

  package mutating func create(_ draft: WebhookDraft) -> [Effect] {
    webhooks.beginChange()
    return [.api(.create(draft))]
  }
}
