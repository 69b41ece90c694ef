import Foundation
import HookHTTP
import HookServer
import HookSupport

/// What a receiver was sent and what it responded, as exchanges.
struct ExchangeReporting: Sendable {
  /// The receiver's own.
  let port: UInt16

  /// - Parameters:
  ///   - request: `nil` if not even its first line could be read; that is not an exchange.
  ///   - time: when the request came, in seconds since 1970.
  ///   - onward: the exchange that the response is from.
  func exchanges(
    _ request: HTTPRequest?,
    _ response: HTTPResponse,
    at time: Double,
    onward: Exchange? = nil
  ) -> [Exchange] {
    [request.flatMap { exchange($0, response, at: time) }, onward].compactMap { $0 }
  }

  private func exchange(
    _ request: HTTPRequest,
    _ response: HTTPResponse,
    at time: Double
  ) -> Exchange? {
    guard let url = url(request) else { return nil }
    var received = ExchangeRequest(
      method: request.method,
      url: url,
      headers: request.headers,
      body: request.body.isEmpty ? nil : request.body
    )
    received.target = request.targetBytes
    var body = ExchangeBody()
    body.raw = response.body
    body.count = response.body.count
    var phases = ExchangePhases()
    phases.startedAt = time
    // The request was there at once, and the response is given at the end.
    phases.sent = 0
    phases.end = max(0, Date().timeIntervalSince1970 - time)
    phases.firstByte = phases.end
    return Exchange(
      request: received,
      // Empty: the bytes of the head are not known, only its headers.
      sentHead: [],
      response: ExchangeResponse(
        status: response.status,
        head: Array("HTTP/1.1 \(response.status)\r\n".utf8) + response.headers.lines,
        body: body
      ),
      failure: nil,
      phases: phases,
      remoteAddress: "127.0.0.1:\(port)",
      security: nil
    )
  }

  /// The server that the sender named, otherwise this one.
  private func url(_ request: HTTPRequest) -> HTTPURL? {
    let named = request.header("Host").flatMap { try? HTTPURL("http://\($0)") }
    return named ?? (try? HTTPURL("http://127.0.0.1:\(port)"))
  }
}
