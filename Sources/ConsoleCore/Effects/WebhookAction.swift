import HookModel
import HookSupport

/// One change of a webhook: from what a person saw to what it should be.
package struct WebhookChange: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case activate, deactivate, edit, undo }

  package let webhook: RecordID
  package let kind: Kind
  package let before: WebhookDraft
  package let after: WebhookDraft
}

/// Something that was done on the server and can be undone.
package enum Undoable: Sendable {
  case change(WebhookChange)
  /// The ID is `nil` if the server did not tell it.
  case creation(WebhookDraft, RecordID?)
  case deletion(WebhookDraft)

  /// The webhook that it is about; `nil` if there is none any more.
  var webhook: RecordID? {
    switch self {
    case .change(let change): change.webhook
    case .creation(_, let id): id
    case .deletion: nil
    }
  }
}

extension WebhookDraft {
  /// What is different in another one, what is long at the end: `inactive · https://…`
  package func changes(to other: WebhookDraft) -> String {
    let changes = [
      event == other.event ? nil : other.event.title,
      active == other.active ? nil : other.active ? "active" : "inactive",
      url == other.url ? nil : HTTPURL.shown(other.url),
    ]
    return changes.compactMap { $0 }.joined(separator: " · ")
  }
}
