import HookHTTP
import HookSupport

/// Requests over URLSession.
///
/// Redirects are followed as far as nothing is changed by them and the key stays where it may go.
package final class URLSessionTransport: Transport {
  private let sessions: ExchangeSessions

  private static let maximumRedirects = 5

  /// - Parameter connections: requests at a time; others wait in line.
  package init(connections: Int = 6) {
    sessions = ExchangeSessions(size: connections)
  }

  package func send(_ request: ExchangeRequest) async throws -> Reply {
    var request = request
    var redirects = 0
    while true {
      let reply = try await exchange(request)
      guard request.method == "GET", [301, 302, 303, 307, 308].contains(reply.status),
        let location = reply.headers["Location"], !location.isEmpty
      else { return reply }
      redirects += 1
      guard redirects <= Self.maximumRedirects else {
        throw TransportError.redirect("redirected more than \(Self.maximumRedirects) times")
      }
      guard let next = request.url.following(location) else {
        throw TransportError.redirect(
          "redirected to \(HTTPURL.shown(location)), which is not a URL that can be used"
        )
      }
      if !next.isSameServer(as: request.url) {
        request.headers = request.headers.without(["authorization"])
      }
      request.url = next
    }
  }

  private func exchange(_ request: ExchangeRequest) async throws -> Reply {
    let body = ReplyBody()
    let outcome = try await sessions.perform(request, sink: body)
    let exchange = outcome.exchange
    guard exchange.failure == nil, let response = outcome.response else {
      let unknown = ExchangeFailure(.other("no response"), in: .response, mayHaveArrived: true)
      throw TransportError.failed(exchange.failure ?? unknown, status: exchange.statusCode)
    }
    return Reply(
      status: response.statusCode,
      headers: exchange.response?.headers ?? [],
      body: body.text
    )
  }
}
