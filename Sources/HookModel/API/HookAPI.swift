/// The calls of the REST API for one employer, as the feed and the console use them.
///
/// Each throws `APIError`, or `CancellationError` when its task is cancelled.
public protocol HookAPI: Sendable {
  /// `GET /employers`
  func employers(page: Page?, searchTerm: String?) async throws -> [Item]
  /// `GET /employers/{employerId}/webhooks`
  func webhooks() async throws -> [Item]
  /// `GET /employers/{employerId}/webhooks/{id}`
  func webhook(_ id: RecordID) async throws -> Webhook
  /// `POST /employers/{employerId}/webhooks`. The API promises no body; the answer is the id from the
  /// `Location` header or the body, `nil` if neither came.
  func create(_ draft: WebhookDraft) async throws -> RecordID?
  /// `PUT /employers/{employerId}/webhooks/{id}`: what the draft does not say goes back as it came.
  func update(_ webhook: Webhook, to draft: WebhookDraft) async throws -> Webhook
  /// `DELETE /employers/{employerId}/webhooks/{id}`
  func delete(_ id: RecordID) async throws
  /// `GET /employers/{employerId}/webhooks/{id}/payloads`
  func deliveries(of webhook: RecordID, page: Page?) async throws -> [Item]
  /// `GET /employers/{employerId}/webhooks/{id}/payloads/{payloadId}`
  func delivery(_ id: RecordID, of webhook: RecordID) async throws -> Delivery
  /// Whether the server is a sandbox, by its responses; `nil` before the first of them.
  var isSandbox: Bool? { get }
  /// `GET /employers/{employerId}/webhooks/samples/{webhookEvent}`
  func sample(of event: WebhookEvent) async throws -> Payload
}

extension HookAPI {
  public var isSandbox: Bool? { nil }
}

/// A part of a list: the API's `pageNum`, from zero, and `pageSize`. A server may ignore both.
public struct Page: Sendable, Hashable {
  /// `pageNum`, from zero.
  public var number: Int
  /// `pageSize`: how many items a page has.
  public var size: Int

  /// - Parameters:
  ///   - number: from zero.
  ///   - size: items, one at least.
  public init(number: Int, size: Int) {
    self.number = number
    self.size = size
  }
}
