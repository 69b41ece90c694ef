import HookJSON

/// A subscription: when the event happens, the API POSTs it to the URL (the API's `Webhook`).
public struct Webhook: Sendable, Identifiable {
  /// The API's `id`.
  public let id: RecordID
  /// When it is triggered.
  public var event: WebhookEvent
  /// Where the deliveries go: absolute, 1 to 300 characters.
  public var url: String
  /// False: the webhook is not triggered.
  public var active: Bool
  /// How many times the webhook was triggered.
  public var eventCount: Int
  /// The newest delivery, where the server says it.
  public var lastDelivery: Delivery?
  /// The record as it came: a part of the bytes of the answer.
  package let record: JSONNode?

  /// - Parameter source: the record's bytes; without them `PUT` sends what is known here.
  public init(
    id: RecordID,
    event: WebhookEvent,
    url: String,
    active: Bool,
    eventCount: Int = 0,
    lastDelivery: Delivery? = nil,
    source: [UInt8] = []
  ) {
    self.init(
      id: id,
      event: event,
      url: url,
      active: active,
      eventCount: eventCount,
      lastDelivery: lastDelivery,
      record: (try? JSONIndex(JSONText(source))).map { JSONNode($0) }
    )
  }

  package init(
    id: RecordID,
    event: WebhookEvent,
    url: String,
    active: Bool,
    eventCount: Int,
    lastDelivery: Delivery?,
    record: JSONNode?
  ) {
    self.id = id
    self.event = event
    self.url = url
    self.active = active
    self.eventCount = eventCount
    self.lastDelivery = lastDelivery
    self.record = record
  }

  /// The bytes of the record as they came. `PUT` sends them back with only the changed members
  /// replaced. Empty for a webhook that came from no server.
  public var source: [UInt8] { record?.bytes ?? [] }
}

/// What a person decides about a webhook: the members that `POST` and `PUT` send.
public struct WebhookDraft: Sendable, Hashable {
  public var event: WebhookEvent
  public var url: String
  public var active: Bool

  /// - Parameters:
  ///   - url: absolute, 1 to 300 characters; see `urlProblem`.
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
