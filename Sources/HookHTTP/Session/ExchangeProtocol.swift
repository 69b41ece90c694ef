import Foundation
import FoundationNetworking

/// What a URLSession on Linux makes its requests with, in place of Foundation's own networking: the
/// engine.
///
/// The client's callbacks are not thread-safe: from any queue but the session's own they crash. That queue
/// leads to one that all sessions of the process share, so nothing may wait on it: `startLoading`, which
/// runs there, only starts the exchange. Once that is complete the task is suspended and resumed, which
/// has URLSession call `startLoading` again, and this time it makes the callbacks.
final class ExchangeProtocol: URLProtocol {
  /// The header that says which call of `SessionCalls` a request is. It does not go out.
  static let header = "X-Session-Call"

  package override class func canInit(with request: URLRequest) -> Bool {
    request.value(forHTTPHeaderField: header) != nil
  }

  package override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    guard
      let call = request.value(forHTTPHeaderField: Self.header).flatMap({ Int($0) })
        .flatMap(SessionCalls.shared.call)
    else {
      client?.urlProtocol(self, didFailWithError: URLError(.unknown))
      return
    }
    guard let exchange = call.exchange else {
      call.begin { [task] in
        // Both wait for the session's queue, which the engine must not.
        DispatchQueue.global().async {
          task?.suspend()
          task?.resume()
        }
      }
      return
    }
    guard exchange.failure == nil, let response = exchange.response, let url = request.url,
      let head = HTTPURLResponse(
        url: url,
        statusCode: response.status,
        httpVersion: response.version,
        headerFields: Self.headers(response)
      )
    else {
      client?.urlProtocol(self, didFailWithError: URLError(Self.code(exchange.failure?.kind)))
      return
    }
    client?.urlProtocol(self, didReceive: head, cacheStoragePolicy: .notAllowed)
    client?.urlProtocol(self, didLoad: call.content())
    client?.urlProtocolDidFinishLoading(self)
  }

  override func stopLoading() {}

  /// Without a challenge: the key went out with the request, and a session must not ask for another.
  private static func headers(_ response: ExchangeResponse) -> [String: String] {
    var headers: [String: String] = [:]
    for field in response.headers.fields where !field.isNamed("WWW-Authenticate") {
      headers[field.name] = headers[field.name].map { "\($0), \(field.value)" } ?? field.value
    }
    return headers
  }

  private static func code(_ kind: ExchangeFailure.Kind?) -> URLError.Code {
    switch kind {
    case .refused, .unreachable, .proxy: .cannotConnectToHost
    case .nameNotFound: .cannotFindHost
    case .tls: .secureConnectionFailed
    case .timedOut: .timedOut
    case .url: .badURL
    case .cancelled: .cancelled
    case .undecodable: .cannotDecodeContentData
    case .closed, .reset, .cutShort: .networkConnectionLost
    default: .badServerResponse
    }
  }
}
