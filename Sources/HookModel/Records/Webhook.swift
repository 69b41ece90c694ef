/// A subscription: when the event happens, the API POSTs it to the URL (the API's `Webhook`).
public struct Webhook: Sendable, Identifiable {
  public let id: RecordID
  public var event: WebhookEvent
  /// Where the deliveries go: absolute, 1 to 300 characters.
  public var url: String
  /// False: the webhook is not triggered.
  public var active: Bool
  /// How many times the webhook was triggered.
  public var eventCount: Int
  /// The newest delivery, where the server says it.
  public var lastDelivery: Delivery?
  /// The record as it came. `PUT` sends it back with only the changed members replaced.
  public let source: [UInt8]

  public init(
    id: RecordID,
    event: WebhookEvent,
    url: String,
    active: Bool,
    eventCount: Int = 0,
    lastDelivery: Delivery? = nil,
    source: [UInt8] = []
  ) {
    self.id = id
    self.event = event
    self.url = url
    self.active = active
    self.eventCount = eventCount
    self.lastDelivery = lastDelivery
    self.source = source
  }
}

/// What a person decides about a webhook: the members that `POST` and `PUT` send.
public struct WebhookDraft: Sendable, Hashable {
  public var event: WebhookEvent
  public var url: String
  public var active: Bool

  public init(event: WebhookEvent, url: String, active: Bool = true) {
    self.event = event
    self.url = url
    self.active = active
  }
}

extension Webhook {
  /// The webhook as far as a person decides about it.
  public var draft: WebhookDraft {
    WebhookDraft(event: event, url: url, active: active)
  }
}
