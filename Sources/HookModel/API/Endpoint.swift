import Foundation

/// One call of the API as a value: what is asked, not yet of whom.
public struct Endpoint: Sendable, Equatable {
  /// The methods that the API knows.
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  /// How the API is asked.
  public var method: Method
  /// The parts of the path, not yet escaped.
  public var path: [String]
  /// What stands behind the path, not yet escaped.
  public var query: [URLQueryItem] = []
  /// A JSON text.
  public var body: [UInt8]?

  /// Whether asking twice is the same as asking once and changes nothing (RFC 9110, 9.2.1).
  public var isSafe: Bool { method == .get }

  /// The call as people write it: `GET /employers`.
  public var name: String {
    "\(method.rawValue) /\(path.joined(separator: "/"))"
  }

  /// `GET /employers`
  public static func employers(page: Page?, searchTerm: String?) -> Endpoint {
    var query = items(page)
    if let searchTerm { query.append(URLQueryItem(name: "searchTerm", value: searchTerm)) }
    return Endpoint(method: .get, path: ["employers"], query: query)
  }

  /// `GET /employers/{employerId}/webhooks`
  public static func webhooks(_ employer: RecordID) -> Endpoint {
    Endpoint(method: .get, path: base(employer))
  }

  /// `POST /employers/{employerId}/webhooks`
  public static func create(_ employer: RecordID, body: [UInt8]) -> Endpoint {
    Endpoint(method: .post, path: base(employer), body: body)
  }

  /// `GET /employers/{employerId}/webhooks/{id}`
  public static func webhook(_ employer: RecordID, _ id: RecordID) -> Endpoint {
    Endpoint(method: .get, path: base(employer, id))
  }

  /// `PUT /employers/{employerId}/webhooks/{id}`
  public static func update(_ employer: RecordID, _ id: RecordID, body: [UInt8]) -> Endpoint {
    Endpoint(method: .put, path: base(employer, id), body: body)
  }

  /// `DELETE /employers/{employerId}/webhooks/{id}`
  public static func delete(_ employer: RecordID, _ id: RecordID) -> Endpoint {
    Endpoint(method: .delete, path: base(employer, id))
  }

  /// `GET /employers/{employerId}/webhooks/{id}/payloads`
  public static func deliveries(_ employer: RecordID, _ id: RecordID, page: Page?) -> Endpoint {
    Endpoint(method: .get, path: base(employer, id) + ["payloads"], query: items(page))
  }

  /// `GET /employers/{employerId}/webhooks/{id}/payloads/{payloadId}`
  public static func delivery(
    _ employer: RecordID,
    _ id: RecordID,
    _ delivery: RecordID
  ) -> Endpoint {
    Endpoint(method: .get, path: base(employer, id) + ["payloads", delivery.description])
  }

  /// `GET /employers/{employerId}/webhooks/samples/{webhookEvent}`
  public static func sample(_ employer: RecordID, _ event: WebhookEvent) -> Endpoint {
    Endpoint(method: .get, path: base(employer) + ["samples", event.name])
  }

  /// `GET /sandbox/employers/{employerId}/webhooks/{id}/payloads/{payloadId}/attempts`: an endpoint of the
  /// sandbox, not of the API.
  public static func attempts(
    _ employer: RecordID,
    _ id: RecordID,
    _ delivery: RecordID
  ) -> Endpoint {
    let path = base(employer, id) + ["payloads", delivery.description, "attempts"]
    return Endpoint(method: .get, path: ["sandbox"] + path)
  }

  /// `POST /sandbox/employers/{employerId}/events`: an endpoint of the sandbox, not of the API.
  public static func fire(_ employer: RecordID, body: [UInt8]) -> Endpoint {
    Endpoint(
      method: .post,
      path: ["sandbox", "employers", employer.description, "events"],
      body: body
    )
  }

  private static func base(_ employer: RecordID, _ webhook: RecordID? = nil) -> [String] {
    ["employers", employer.description, "webhooks"] + (webhook.map { [$0.description] } ?? [])
  }

  private static func items(_ page: Page?) -> [URLQueryItem] {
    guard let page else { return [] }
    return [
      URLQueryItem(name: "pageNum", value: String(page.number)),
      URLQueryItem(name: "pageSize", value: String(page.size)),
    ]
  }
}
