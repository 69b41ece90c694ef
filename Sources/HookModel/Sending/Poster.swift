import Foundation
import HookHTTP
import HookSignatures
import HookSupport

/// What an endpoint responded to a body that was posted to it.
package struct PostResponse: Sendable {
  package let exchange: Exchange

  /// The HTTP status code; 0 if no response came.
  package var status: Int { exchange.statusCode }

  /// Why no complete response came, as a sentence that names the endpoint.
  package var problem: String? {
    exchange.problem.map { "\(exchange.request.url.authority): \($0)" }
  }

  /// Whether the endpoint cannot have had the body.
  package var isUnsent: Bool { exchange.isUnsent }

  /// As they came, in their order.
  package var headers: HeaderFields { exchange.response?.headers ?? [] }

  /// The response's body, decoded where it was encoded; of a large one the beginning.
  package var body: [UInt8] { exchange.response?.body.content ?? [] }

  /// From the request to the end of the response.
  package var seconds: Double { exchange.phases.end }

  /// Whether a complete response with a code from 200 to 299 came.
  package var isSuccess: Bool { exchange.isSuccess }

  package init(_ exchange: Exchange) {
    self.exchange = exchange
  }
}

/// Posts payloads to endpoints as a sender of webhooks does: JSON, no key, no redirect followed, each sent
/// once.
package final class Poster: Sendable {
  /// The headers that every payload is sent with.
  private static let headers: HeaderFields = [
    "Content-Type": "application/json", "User-Agent": Product.userAgent,
    "Accept-Encoding": "gzip, deflate",
  ]

  private let limits: ExchangeLimits
  private let trust: Trust
  private let secrets: [SigningSecret]
  private let clock: @Sendable () -> Double
  private let engine: HTTPEngine

  /// - Parameters:
  ///   - timeout: seconds for one exchange.
  ///   - secrets: each makes a signature (Standard Webhooks); none for no signature.
  ///   - clock: seconds since 1970.
  package init(
    timeout: Double = 30,
    trust: Trust = .system,
    secrets: [SigningSecret] = [],
    clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 },
    engine: HTTPEngine = .shared
  ) {
    limits = .post.timeout(timeout)
    self.trust = trust
    self.secrets = secrets
    self.clock = clock
    self.engine = engine
  }

  /// - Parameter delivery: told to the endpoint, so that it can drop what it has had before.
  /// - Throws: `CancellationError`.
  package func post(
    _ body: [UInt8],
    to url: HTTPURL,
    delivery: RecordID? = nil,
    isolation: isolated (any Actor)? = #isolation
  ) async throws(CancellationError) -> PostResponse {
    var headers = Self.headers
    let id =
      delivery?.description ?? (secrets.isEmpty ? nil : "msg_\(UUID().text)")
    if let id { headers.add("webhook-id", id) }
    if let id, !secrets.isEmpty {
      let time = Int64(clock())
      headers.add("webhook-timestamp", String(time))
      let signatures = secrets.map { $0.signature(id: id, timestamp: time, body: body) }
      headers.add("webhook-signature", signatures.joined(separator: " "))
    }
    return try await send(method: "POST", url, headers, body)
  }

  /// Repeats a request that came: method, header lines and bytes, without those of its connection.
  /// - Parameter keepsTarget: whether its path and query go behind those of the URL.
  /// - Throws: `CancellationError`.
  package func replay(
    _ request: ExchangeRequest,
    to url: HTTPURL,
    keepsTarget: Bool = false
  ) async throws(CancellationError) -> PostResponse {
    var again = ExchangeRequest(
      method: request.method,
      url: url,
      headers: request.headers.endToEnd,
      body: request.body,
      limits: limits,
      trust: trust
    )
    if keepsTarget {
      again.target = url.target(with: request.target ?? Array(request.url.target.utf8))
    }
    return PostResponse(try await engine.perform(again))
  }

  /// Asks an endpoint without posting anything to it.
  /// - Throws: `CancellationError`.
  package func ask(_ url: HTTPURL) async throws(CancellationError) -> PostResponse {
    try await send(method: "GET", url, ["User-Agent": Product.userAgent], nil)
  }

  private func send(
    method: String,
    _ url: HTTPURL,
    _ headers: HeaderFields,
    _ body: [UInt8]?,
    isolation: isolated (any Actor)? = #isolation
  ) async throws(CancellationError) -> PostResponse {
    let request = ExchangeRequest(
      method: method,
      url: url,
      headers: headers,
      body: body,
      limits: limits,
      trust: trust
    )
    return PostResponse(try await engine.perform(request))
  }
}
