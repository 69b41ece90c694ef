import HookSupport

/// One delivery of an event to a webhook's URL (the API's `WebhookPayload`).
public struct Delivery: Sendable, Identifiable {
  /// The API's `id`.
  public let id: RecordID
  /// What it is about, as the server names it.
  public var name: String?
  /// Where it was sent.
  public var url: String?
  /// The tries made so far.
  public var attempts: Int
  /// The HTTP status code of the last answer; 0 where no response came.
  public var statusCode: Int
  /// How far it has come.
  public var taskStatus: TaskStatus
  /// What the server adds to the code, 150 characters at most by its description.
  public var statusMessage: String?
  /// `nil` if the server said nothing that could be read as a time.
  public var created: Timestamp?
  /// The header lines of a captured request, for searches; `nil` from an API, which does not tell them.
  package var headerText: String?
  /// The body that is sent; `nil` if the record has no such member.
  public var payload: Payload?

  /// A delivery as far as it is known; only the id is needed.
  public init(
    id: RecordID,
    name: String? = nil,
    url: String? = nil,
    attempts: Int = 0,
    statusCode: Int = 0,
    taskStatus: TaskStatus = .queued,
    statusMessage: String? = nil,
    created: Timestamp? = nil,
    payload: Payload? = nil
  ) {
    self.id = id
    self.name = name
    self.url = url
    self.attempts = attempts
    self.statusCode = statusCode
    self.taskStatus = taskStatus
    self.statusMessage = statusMessage
    self.created = created
    self.payload = payload
  }
}
