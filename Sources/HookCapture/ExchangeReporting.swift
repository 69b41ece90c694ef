import Foundation
import HookHTTP
import HookServer
import HookSupport

/// What a receiver was sent and what it responded, as exchanges.
struct ExchangeReporting: Sendable {
  /// The receiver's own.
  let port: UInt16
  private let last = Locked<(host: String?, url: HTTPURL?)?>(nil)

  init(port: UInt16) {
    self.port = port
  }

  /// - Parameters:
  ///   - response: `nil` if there is none, or none yet.
  ///   - failure: what the sender sees in place of a whole response.
  ///   - time: when the request came, in seconds since 1970.
  func exchange(
    _ request: HTTPRequest,
    _ response: HTTPResponse?,
    _ failure: ExchangeFailure? = nil,
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
    var phases = ExchangePhases()
    phases.startedAt = time
    // The request was there at once, and the response is given at the end.
    phases.sent = 0
    phases.end = max(0, Date().timeIntervalSince1970 - time)
    phases.firstByte = response == nil ? nil : phases.end
    return Exchange(
      request: received,
      // Empty: the bytes of the head are not known, only its headers.
      sentHead: [],
      response: response.map { response in
        var body = ExchangeBody()
        body.raw = response.body
        body.count = response.body.count
        return ExchangeResponse(
          status: response.status,
          head: Array("HTTP/1.1 \(response.status) \(response.reason)\r\n".utf8)
            + Self.sent(response, to: request).lines,
          body: body
        )
      },
      failure: failure,
      phases: phases,
      remoteAddress: "127.0.0.1:\(port)",
      security: nil
    )
  }

  /// The header lines as they went out: the library adds the length.
  private static func sent(_ response: HTTPResponse, to request: HTTPRequest) -> HeaderFields {
    var headers = response.headers
    let hasLength = response.status != 204 && response.status != 304 && response.fault == nil
    guard hasLength, headers["Content-Length"] == nil else { return headers }
    let length = request.method == "HEAD" ? response.announcedLength : nil
    headers.add("Content-Length", String(length ?? response.body.count))
    return headers
  }

  /// The server that the sender named, otherwise this one. Most senders name the same again and again.
  private func url(_ request: HTTPRequest) -> HTTPURL? {
    let host = request.header("Host")
    return last.withLock { last in
      if let last, last.host == host { return last.url }
      let named = host.flatMap { try? HTTPURL("http://\($0)") }
      let url = named ?? (try? HTTPURL("http://127.0.0.1:\(port)"))
      last = (host, url)
      return url
    }
  }
}
