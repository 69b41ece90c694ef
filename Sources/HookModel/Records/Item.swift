import HookSupport

/// A row of one of the API's lists (its `Item`): an employer, a webhook or a delivery.
///
/// Only the id is promised. `metadata` is untyped; the hints are what could be read out of it, each
/// nil where it was not there.
public struct Item: Sendable, Identifiable {
  /// The id of the employer, the webhook or the delivery.
  public let id: RecordID
  /// The name for people.
  public let name: String?
  /// Where the record itself is found in the API.
  public let url: String?
  /// What `metadata` offers.
  public let hints: Hints

  /// What an item's `metadata` may offer; nothing of it is needed.
  public struct Hints: Sendable, Equatable {
    // Of a webhook.
    public var event: WebhookEvent?
    public var active: Bool?
    public var eventCount: Int?
    // Of a delivery.
    public var url: String?
    public var attempts: Int?
    public var statusCode: Int?
    public var taskStatus: TaskStatus?
    public var statusMessage: String?
    public var created: Timestamp?

    /// No hint at all.
    public init() {}
  }

  /// An item as far as it is known; only the id is needed.
  public init(id: RecordID, name: String? = nil, url: String? = nil, hints: Hints = Hints()) {
    self.id = id
    self.name = name
    self.url = url
    self.hints = hints
  }
}
