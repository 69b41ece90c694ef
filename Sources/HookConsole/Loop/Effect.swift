import HookModel

/// What the state wants done outside of it.
enum Effect: Sendable, Equatable {
  /// Fetch a delivery with its payload.
  case load(RecordID, of: RecordID)
  /// Change a webhook on the server.
  case change(WebhookChange)
  /// Ask for the employers, for the name of ours.
  case nameEmployer
  /// Tell the feed what is looked at.
  case choose(RecordID?)
  case refresh
  case copy(String)
}

/// One change of a webhook: what is to be different, from what a person saw.
struct WebhookChange: Sendable, Equatable {
  enum Kind: Sendable, Equatable { case activate, deactivate, undo }

  let webhook: RecordID
  let kind: Kind
  let before: WebhookDraft
  let after: WebhookDraft
}

/// What came of an effect.
enum EffectResult: Sendable {
  case employers([Item])
  case loaded(RecordID, LoadedPayload)
  case notLoaded(RecordID, String)
  case changed(WebhookChange, Webhook)
  case notChanged(WebhookChange, String)
}

/// A delivery's payload, indexed and ready to be shown.
struct LoadedPayload: Sendable {
  let delivery: Delivery
  /// Nil where it has no payload.
  let rows: JSONRows?
}
