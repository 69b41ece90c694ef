import HookHTTP
import HookJSON

/// What carries requests to a server and brings the responses. URLSession when the program runs.
package protocol Transport: Sendable {
  /// - Throws: `TransportError`, or `CancellationError` when the task is cancelled.
  func send(_ request: ExchangeRequest) async throws -> Reply
}

/// A complete response, whatever its status code.
package struct Reply: Sendable {
  /// The HTTP status code.
  package let status: Int
  package let headers: HeaderFields
  /// The body, JSON or not, decoded where it was encoded; empty where there was none.
  package let body: JSONText

  package init(status: Int, headers: HeaderFields = [:], body: JSONText) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response with a copy of some bytes.
  package init(
    status: Int,
    headers: HeaderFields = [:],
    body: some Collection<UInt8> = [] as [UInt8]
  ) {
    self.init(status: status, headers: headers, body: JSONText(body))
  }
}

/// Why there is no complete response.
package enum TransportError: Error, Sendable, Equatable {
  /// What failed, and the code of what came of the response; 0 if nothing came.
  case failed(ExchangeFailure, status: Int)
  /// The server redirected to somewhere that cannot be gone to; why.
  case redirect(String)
}
