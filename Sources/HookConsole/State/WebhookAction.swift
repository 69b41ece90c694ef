import HookModel

/// One change of a webhook: what is to be different, from what a person saw.
struct WebhookChange: Sendable, Equatable {
  enum Kind: Sendable, Equatable { case activate, deactivate, edit, undo }

  let webhook: RecordID
  let kind: Kind
  let before: WebhookDraft
  let after: WebhookDraft
}

/// Something that was done on the server and can be taken back.
enum Undoable: Sendable {
  case change(WebhookChange)
  case deletion(WebhookDraft)
}
