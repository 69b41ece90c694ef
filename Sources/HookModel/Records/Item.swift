/// A row of one of the API's lists (its `Item`): an employer, a webhook or a delivery.
///
/// Only the id is promised. `metadata` is untyped; the hints are what could be read out of it, each
/// nil where it was not there.
public struct Item: Sendable, Identifiable {
  public let id: RecordID
  public let name: String?
  public let url: String?
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

    public init() {}
  }

  public init(id: RecordID, name: String? = nil, url: String? = nil, hints: Hints = Hints()) {
    self.id = id
    self.name = name
    self.url = url
    self.hints = hints
  }
}
