import Foundation
import HookHTTP
import HookJSON
import HookSupport

/// The API for one employer over a transport: endpoints go out, records come back.
public struct HookClient: HookAPI {
  /// Whom it asks.
  public let address: ServerAddress
  /// Whose webhooks it asks for; `nil` if none is selected yet: then it can list employers only.
  public let employer: RecordID?
  private let credentials: Credentials
  private let transport: any Transport
  private let retry: RetryPolicy
  private let limits: ExchangeLimits
  private let trust: Trust
  private let server: Locked<Bool?>

  /// A header of each response of a sandbox.
  private static let sandboxMark = "X-HookConsole-Sandbox"

  /// - Parameters:
  ///   - retry: which safe calls are tried again; `never` for callers with a schedule of their own.
  ///   - timeout: seconds for each exchange; `nil`: as long as bytes come, and half a minute of silence.
  public init(
    address: ServerAddress,
    employer: RecordID?,
    credentials: Credentials,
    retry: RetryPolicy = RetryPolicy(),
    timeout: Double? = nil
  ) {
    self.init(
      address: address,
      employer: employer,
      credentials: credentials,
      transport: URLSessionTransport(),
      retry: retry,
      limits: .api.timeout(timeout)
    )
  }

  package init(
    address: ServerAddress,
    employer: RecordID?,
    credentials: Credentials,
    transport: any Transport,
    retry: RetryPolicy = RetryPolicy(),
    limits: ExchangeLimits = .api,
    trust: Trust = .system,
    server: Locked<Bool?> = Locked(nil)
  ) {
    self.address = address
    self.employer = employer
    self.credentials = credentials
    self.transport = transport
    self.retry = retry
    self.limits = limits
    self.trust = trust
    self.server = server
  }

  public var isSandbox: Bool? { server.withLock { $0 } }

  /// The same client over the same connections with another way of trying again.
  public func retrying(_ policy: RetryPolicy) -> HookClient {
    HookClient(
      address: address,
      employer: employer,
      credentials: credentials,
      transport: transport,
      retry: policy,
      limits: limits,
      trust: trust,
      server: server
    )
  }

  public func employers(page: Page?, searchTerm: String?) async throws -> [Item] {
    try await items(.employers(page: page, searchTerm: searchTerm))
  }

  /// The employer that is selected.
  /// - Throws: `APIError` if none is.
  package var scope: RecordID {
    get throws {
      guard let employer else { throw APIError(.address("no employer is selected")) }
      return employer
    }
  }

  public func webhooks() async throws -> [Item] {
    try await items(.webhooks(scope))
  }

  public func webhook(_ id: RecordID) async throws -> Webhook {
    try await record(.webhook(scope, id), "a webhook", Webhook.init)
  }

  public func create(_ draft: WebhookDraft) async throws -> RecordID? {
    let reply = try await send(.create(scope, body: draft.json))
    if let id = reply.headers["Location"].flatMap(Self.webhook(in:)) { return id }
    // No body is promised; what comes may be the webhook, its id alone or nothing.
    guard let index = try? JSONIndex(reply.body) else { return nil }
    return Item(JSONNode(index))?.id
  }

  /// The id in the address of a webhook: what stands behind `webhooks`, or a last part that is a UUID.
  private static func webhook(in location: String) -> RecordID? {
    let path = location.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
    if let position = parts.lastIndex(where: { $0.lowercased() == "webhooks" }) {
      return position + 1 < parts.count ? RecordID(parts[position + 1]) : nil
    }
    return parts.last.map { RecordID($0) }.flatMap { $0.isUUID ? $0 : nil }
  }

  public func update(_ webhook: Webhook, to draft: WebhookDraft) async throws -> Webhook {
    let endpoint = try Endpoint.update(
      scope,
      webhook.id,
      body: draft.json(changing: webhook)
    )
    let reply = try await send(endpoint)
    // It is done; a server that says no more about it is asked what came of it.
    guard !reply.body.isBlank else { return try await self.webhook(webhook.id) }
    return try record(try node(reply.body, endpoint), endpoint, "a webhook", Webhook.init)
  }

  public func delete(_ id: RecordID) async throws {
    _ = try await send(.delete(scope, id))
  }

  public func deliveries(of webhook: RecordID, page: Page?) async throws -> [Item] {
    try await items(.deliveries(scope, webhook, page: page))
  }

  public func delivery(_ id: RecordID, of webhook: RecordID) async throws -> Delivery {
    try await record(.delivery(scope, webhook, id), "a delivery", Delivery.init)
  }

  /// `GET /employers/{employerId}/webhooks/{id}/payloads/{payloadId}`, a large one in two steps.
  /// - Parameter beginning: called with what the first bytes of a large answer tell, its payload
  ///   unfinished, before the whole is read.
  public func delivery(
    _ id: RecordID,
    of webhook: RecordID,
    beginning: (Delivery) -> Void
  ) async throws -> Delivery {
    let endpoint = try Endpoint.delivery(scope, webhook, id)
    let text = try await send(endpoint).body
    if let delivery = Delivery(beginningOf: text) { beginning(delivery) }
    return try record(try node(text, endpoint), endpoint, "a delivery", Delivery.init)
  }

  public func sample(of event: WebhookEvent) async throws -> Payload {
    Payload(try await send(.sample(scope, event)).body)
  }

  /// Fires an event in the sandbox.
  /// - Parameter data: the event's data, any JSON; nil sends the event's sample.
  /// - Returns: the ids of the deliveries that were made.
  public func fire(_ event: WebhookEvent, data: [UInt8]?) async throws -> [RecordID] {
    var body = Array("{\"webhookEvent\":\(JSONString.encode(event.name))".utf8)
    if let data { body += Array(",\"data\":".utf8) + data }
    body.append(UInt8(ascii: "}"))
    let endpoint = try Endpoint.fire(scope, body: body)
    guard let deliveries = try await get(endpoint)["deliveries"], deliveries.kind == .array else {
      throw error(.unexpected("no list of deliveries"), endpoint)
    }
    return deliveries.children.compactMap { RecordID($0["payloadId"]) }
  }

  /// The attempts at a delivery that the sandbox recorded, the oldest first; at most the last 20.
  package func attempts(at delivery: RecordID, of webhook: RecordID) async throws -> [Attempt] {
    try await list(.attempts(scope, webhook, delivery)).compactMap(Attempt.init)
  }

  // MARK: Sending

  /// Any call as JSON, for those who want the answer's own bytes.
  public func get(_ endpoint: Endpoint) async throws -> JSONNode {
    try node(try await send(endpoint).body, endpoint)
  }

  private func items(_ endpoint: Endpoint) async throws -> [Item] {
    try await list(endpoint).compactMap(Item.init)
  }

  /// The rows of a list, for those who want their own bytes. A list inside of an envelope is one, too.
  public func list(_ endpoint: Endpoint) async throws -> [JSONNode] {
    let node = try await get(endpoint)
    let list = node.kind == .array ? node : node["items"] ?? node["data"]
    guard let list, list.kind == .array else { throw error(.unexpected("no list"), endpoint) }
    return list.children
  }

  private func record<Record>(
    _ endpoint: Endpoint,
    _ what: String,
    _ read: (JSONNode) -> Record?
  ) async throws -> Record {
    try record(try await get(endpoint), endpoint, what, read)
  }

  private func record<Record>(
    _ node: JSONNode,
    _ endpoint: Endpoint,
    _ what: String,
    _ read: (JSONNode) -> Record?
  ) throws -> Record {
    guard let record = read(node) else {
      throw error(.unexpected("\(what) without an id"), endpoint)
    }
    return record
  }

  private func node(_ text: JSONText, _ endpoint: Endpoint) throws -> JSONNode {
    do {
      return JSONNode(try JSONIndex(text))
    } catch {
      throw self.error(.notJSON(error), endpoint)
    }
  }

  private func send(_ endpoint: Endpoint) async throws -> Reply {
    let request = ExchangeRequest(
      endpoint: endpoint,
      address: address,
      credentials: credentials,
      limits: limits,
      trust: trust
    )
    var tries = 0
    while true {
      tries += 1
      do {
        return try await answer(to: request, endpoint)
      } catch let error as APIError {
        let spread = Double.random(in: 0...1)
        guard let pause = retry.wait(after: error, of: endpoint, tries: tries, spread: spread)
        else { throw error }
        try await Task.sleep(for: .seconds(pause))
      }
    }
  }

  private func answer(to request: ExchangeRequest, _ endpoint: Endpoint) async throws -> Reply {
    do {
      let reply = try await transport.send(request)
      server.withLock { $0 = reply.headers[Self.sandboxMark] != nil }
      if (200..<300).contains(reply.status) { return reply }
      throw error(kind(of: reply), endpoint)
    } catch TransportError.failed(let failure, let status) {
      throw error(APIError.Kind(failure, status: status), endpoint)
    } catch TransportError.redirect(let words) {
      throw error(.lost(credentials.covering(words)), endpoint)
    }
  }

  private func error(_ kind: APIError.Kind, _ endpoint: Endpoint) -> APIError {
    APIError(kind, call: endpoint.name, server: address.description)
  }

  private func kind(of reply: Reply) -> APIError.Kind {
    let words = ErrorWords.read(reply.body).map(credentials.covering)
    let seconds = reply.headers["Retry-After"].flatMap {
      RetryAfter.seconds($0, now: Date().timeIntervalSince1970)
    }
    switch reply.status {
    case 401: return .unauthorised
    case 403: return .forbidden(words)
    case 404: return .notFound(words)
    case 410: return .gone(words)
    case 429: return .tooManyRequests(seconds: seconds)
    case 300..<400: return .redirected(reply.headers["Location"].map(credentials.covering))
    case 400..<500: return .refused(status: reply.status, words)
    case 503 where seconds != nil: return .tooManyRequests(seconds: seconds)
    default: return .server(status: reply.status, words)
    }
  }
}
