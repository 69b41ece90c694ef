import Foundation
import HookHTTP
import HookJSON
import HookServer
import HookSignatures
import HookSupport

/// An endpoint that records what it is sent, and responds as it is told to. With a capture everything is on
/// the disk before it is acknowledged.
package final class Receiver: Sendable {
  private let daemon: HTTPDaemon
  private let record: ReceiverRecord
  private let store: CaptureStore?

  package var port: UInt16 { daemon.port }
  package let url: String

  /// Returns once so many requests came, also those without a response yet.
  func arrived(_ count: Int) async {
    await record.arrived(count)
  }

  /// The requests so far, in the order in which they came. Of very many the oldest are dropped.
  package var requests: [ReceivedRequest] { record.requests }

  /// A request is kept whose response takes a while.
  package typealias Arrived = @Sendable (CapturedRequest, CaptureSource) -> Void

  /// - Parameters:
  ///   - report: called with each request when its response is given, one at a time.
  ///   - arrived: called when a captured request is kept whose response takes a while; `report` follows.
  package static func start(
    _ configuration: ReceiverConfiguration,
    report: @escaping @Sendable (ReceivedRequest) -> Void = { _ in },
    arrived: @escaping Arrived = { _, _ in }
  ) throws -> Receiver {
    try Receiver(configuration, arrived: arrived, report: report)
  }

  private init(
    _ configuration: ReceiverConfiguration,
    arrived: @escaping Arrived,
    report: @escaping @Sendable (ReceivedRequest) -> Void
  ) throws {
    try configuration.check()
    let store = try configuration.capture.map { try CaptureStore(path: $0.path, keep: $0.keep) }
    self.store = store
    // What is captured stands in the store already.
    let record = store == nil ? ReceiverRecord(report: report) : .short(report: report)
    self.record = record
    let socket = try ListeningSocket(port: configuration.port, address: configuration.address)
    let isAny = configuration.address == "0.0.0.0"
    url = "http://\(isAny ? "127.0.0.1" : configuration.address):\(socket.port)"
    let handler = try ReceiverHandler(
      configuration,
      store: store,
      record: record,
      port: socket.port,
      arrived: arrived
    )
    let hosts = HostRule(configuration.hosts, address: configuration.address)
    var limits = HTTPLimits()
    limits.body = configuration.maximumBody
    daemon = try HTTPDaemon(
      socket: socket,
      limits: limits,
      authorize: { hosts.refusal($0) },
      refused: { request, failure in handler.refused(request, failure) }
    ) { request in await handler.respond(to: request) }
  }

  /// Waits until at least that many were received in all, and returns `requests`; after the stop it
  /// waits for nothing.
  package func next(_ count: Int) async -> [ReceivedRequest] {
    await record.next(count)
  }

  package func stop() async {
    await daemon.stop()
    record.stop()
    await store?.close()
  }

  // MARK: What was captured

  package func sources() async throws -> [CaptureSource] { try await store?.sources() ?? [] }

  package func source(_ id: Int64) async throws -> CaptureSource? { try await store?.source(id) }

  /// The requests of a source before another one, the newest first.
  package func requests(of source: Int64, before id: Int64 = .max, limit: Int) async throws
    -> [CapturedRequest]
  {
    try await store?.requests(of: source, before: id, limit: limit) ?? []
  }

  /// A request with its exchanges: ours, and the one that it was forwarded in; `nil` if it is not kept.
  package func captured(_ id: Int64) async throws -> (CapturedRequest, exchanges: [Exchange])? {
    try await store?.captured(id)
  }

  /// Changes how a source responds.
  /// - Parameter isActive: whether it responds with anything but 410.
  /// - Throws: `ServerError` if it cannot respond so.
  package func configure(_ source: Int64, isActive: Bool, response: SourceResponse) async throws {
    try response.check()
    try await store?.configure(source, isActive: isActive, response: response)
  }

  /// Deletes one request.
  package func delete(request id: Int64) async throws { try await store?.delete(request: id) }

  /// Deletes a source with its requests.
  package func delete(source: Int64) async throws { try await store?.delete(source: source) }

  /// Deletes all sources with their requests.
  package func deleteAll() async throws { try await store?.deleteAll() }
}

extension ReceiverConfiguration {
  /// - Throws: `ServerError` if something cannot be done.
  fileprivate func check() throws {
    try SourceResponse(steps: steps, delay: delay).check()
  }
}
