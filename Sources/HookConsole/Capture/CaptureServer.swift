import ConsoleCore
import Foundation
import HookCapture
import HookHTTP
import HookJSON
import HookModel
import HookServer
import HookSupport

/// A capture as the console asks it, and as it tells the console of news: pushed, never polled. A source
/// stands for a webhook, a request for a delivery.
final class CaptureServer: ConsoleServer, ConsoleFeed {
  let receiver: Receiver
  private let queue: EventQueue
  /// The oldest request of each source that was told of.
  private let oldest = Locked<[Int64: Int64]>([:])

  /// Requests of a source that are brought at once.
  private static let page = 200

  init(_ configuration: ReceiverConfiguration, _ queue: EventQueue) throws {
    self.queue = queue
    let base = Locked("")
    receiver = try Receiver.start(configuration) { request in
      Self.report(request, queue, base.withLock { $0 })
    } arrived: { request, source in
      Self.tell(request, source, queue, base.withLock { $0 })
    }
    let url = receiver.url
    base.withLock { $0 = url }
  }

  var isSandbox: Bool? { true }

  // MARK: News

  private static func report(_ request: ReceivedRequest, _ queue: EventQueue, _ url: String) {
    guard let (captured, source) = request.captured else {
      if let refusal = request.refusal {
        let what = [request.method, request.path].filter { !$0.isEmpty }.joined(separator: " ")
        let subject = what.isEmpty ? "a request" : what
        queue.post(.finished(.failed(Problem("\(subject) was refused: \(refusal)"))))
      }
      return
    }
    tell(captured, source, queue, url)
  }

  private static func tell(
    _ captured: CapturedRequest,
    _ source: CaptureSource,
    _ queue: EventQueue,
    _ url: String
  ) {
    var webhook = CaptureRecord.webhook(source, url)
    webhook.lastDelivery = CaptureRecord.delivery(captured, source, url)
    queue.post(.news(.webhook(webhook)))
    if let delivery = webhook.lastDelivery {
      queue.post(.news(.deliveries(webhook.id, [delivery], isHistory: false)))
    }
  }

  func start() async {
    queue.post(.news(.server(isSandbox: true)))
    await refresh()
    for source in (try? await receiver.sources()) ?? [] { await tell(of: source, before: .max) }
    queue.post(.news(.health(.live)))
  }

  func stop() async { await receiver.stop() }

  func select(_ id: RecordID?) {}

  func noteChange() async { await refresh() }

  func refresh() async {
    let sources = (try? await receiver.sources()) ?? []
    queue.post(.news(.list(sources.map { CaptureRecord.item($0) })))
    for source in sources {
      queue.post(.news(.webhook(CaptureRecord.webhook(source, receiver.url))))
    }
  }

  func older(than ids: [RecordID]) async {
    for id in ids {
      guard let source = try? await source(id) else { continue }
      let first = oldest.withLock { $0[source.id] ?? .max }
      if await tell(of: source, before: first) { return }
    }
  }

  /// - Returns: whether there were any.
  @discardableResult
  private func tell(of source: CaptureSource, before id: Int64) async -> Bool {
    let found =
      (try? await receiver.requests(of: source.id, before: id, limit: Self.page)) ?? []
    let deliveries = found.map { CaptureRecord.delivery($0, source, receiver.url) }
    if let last = found.last { oldest.withLock { $0[source.id] = last.id } }
    let webhook = CaptureRecord.id(ofSource: source.id)
    queue.post(.news(.deliveries(webhook, deliveries, isHistory: true)))
    if found.count < Self.page, !deliveries.isEmpty {
      queue.post(.news(.deliveries(webhook, [], isHistory: true)))
    }
    return !found.isEmpty
  }

  // MARK: What is asked

  private func source(_ id: RecordID) async throws -> CaptureSource {
    guard let number = CaptureRecord.source(id), let source = try await receiver.source(number)
    else {
      throw APIError(.notFound("the source is gone"))
    }
    return source
  }

  func employers(page: Page?, searchTerm: String?) -> [Item] { [] }

  func webhooks() async throws -> [Item] {
    try await receiver.sources().map { CaptureRecord.item($0) }
  }

  func webhook(_ id: RecordID) async throws -> Webhook {
    CaptureRecord.webhook(try await source(id), receiver.url)
  }

  func create(_ draft: WebhookDraft) throws -> RecordID? { throw Self.notHere }

  func update(_ webhook: Webhook, to draft: WebhookDraft) async throws -> Webhook {
    let source = try await source(webhook.id)
    try await receiver.configure(source.id, isActive: draft.active, response: source.response)
    return try await self.webhook(webhook.id)
  }

  func delete(_ id: RecordID) async throws {
    try await receiver.delete(source: try await source(id).id)
  }

  func settings(ofSource id: RecordID) async throws -> SourceSettings {
    let response = try await source(id).response
    return SourceSettings(
      steps: response.steps.map(\.text),
      delay: response.delay,
      headers: response.headers,
      body: String(decoding: response.body, as: UTF8.self)
    )
  }

  func respond(_ id: RecordID, with settings: SourceSettings) async throws {
    let source = try await source(id)
    let response = SourceResponse(
      steps: try settings.steps.map { text in
        guard let step = ResponseStep(text) else {
          throw APIError(.refused(status: 400, "\(text) is not \(ResponseStep.form)"))
        }
        return step
      },
      delay: settings.delay,
      headers: settings.headers,
      body: Array(settings.body.utf8)
    )
    try await receiver.configure(source.id, isActive: source.isActive, response: response)
  }

  func deleteAllSources() async throws { try await receiver.deleteAll() }

  func deliveries(of webhook: RecordID, page: Page?) async throws -> [Item] {
    let source = try await source(webhook)
    let found = try await receiver.requests(of: source.id, limit: page?.size ?? Self.page)
    return found.map { Item(id: CaptureRecord.delivery($0, source, receiver.url).id) }
  }

  func delivery(_ id: RecordID, of webhook: RecordID) async throws -> Delivery {
    let (request, exchanges) = try await captured(id)
    var delivery = CaptureRecord.delivery(request, try await source(webhook), receiver.url)
    if let sent = exchanges.first?.request, let body = sent.body, !body.isEmpty {
      let readable = ReadableBody(sent.headers, body)
      delivery.payload = Payload(bytes: readable.bytes)
      delivery.payload?.isText = readable.isText
    }
    return delivery
  }

  func delivery(
    _ id: RecordID,
    of webhook: RecordID,
    beginning: (Delivery) -> Void
  ) async throws -> Delivery {
    try await delivery(id, of: webhook)
  }

  func sample(of event: WebhookEvent) throws -> Payload { throw Self.notHere }

  func fire(_ event: WebhookEvent, data: [UInt8]?) throws -> [RecordID] { throw Self.notHere }

  func attempts(at id: RecordID, of webhook: RecordID) async throws -> [Attempt] {
    try await captured(id).exchanges.enumerated().map { number, exchange in
      Attempt(number: number + 1, exchange: exchange)
    }
  }

  func record(_ id: RecordID, of webhook: RecordID) async throws -> [UInt8] {
    let delivery = try await delivery(id, of: webhook)
    let members: [(String, JSON)] = [
      ("id", .string(id.description)), ("name", .text(delivery.name)),
      ("statusCode", .int(delivery.statusCode)),
      ("payload", delivery.payload.flatMap { $0.node?.bytes }.map { .raw($0) } ?? .null),
    ]
    return JSON.object(members).bytes
  }

  func deleteDelivery(_ id: RecordID) async throws {
    guard let number = CaptureRecord.request(id) else { return }
    try await receiver.delete(request: number)
  }

  func original(_ id: RecordID, of webhook: RecordID) async throws -> ExchangeRequest? {
    try await captured(id).exchanges.first?.request
  }

  private func captured(_ id: RecordID) async throws -> (CapturedRequest, exchanges: [Exchange]) {
    guard let number = CaptureRecord.request(id), let found = try await receiver.captured(number)
    else { throw APIError(.notFound("the request is no longer kept")) }
    return found
  }

  private static let notHere = APIError(.refused(status: 405, "a capture has no webhooks"))
}
