import CMicrohttpd
import HookHTTP
import HookJSON

/// What is answered to a request.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: HeaderFields = []
  package var body: [UInt8] = []
  /// The length that a response to HEAD announces, in bytes; `nil` for that of its body.
  package var announcedLength: Int?

  /// How the response goes wrong on purpose; `nil` if it does not.
  package var fault: Fault?

  package enum Fault: Sendable, Equatable {
    /// The connection is reset without a response.
    case reset
    /// The body ends before the length that it announces.
    case cut
    /// The body comes a byte at a time, with so many seconds before each.
    case drip(pause: Double)
  }

  package init(status: Int, headers: HeaderFields = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// What the status line says of the status: `Not Found`; empty if the library knows none.
  package var reason: String {
    MHD_get_reason_phrase_for(UInt32(status)).map { String(cString: $0) } ?? ""
  }

  /// A body of JSON.
  package static func json(
    _ value: JSON,
    status: Int = 200,
    headers: HeaderFields = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json; charset=utf-8"] + headers,
      body: value.bytes
    )
  }

  /// The one shape of everything that went wrong: `{"message": "…"}`.
  package static func failure(
    _ status: Int,
    _ message: String,
    headers: HeaderFields = []
  ) -> HTTPResponse {
    json(["message": .string(message)], status: status, headers: headers)
  }
}

/// A refusal: what a route throws, and what is said of a request that no route sees.
package struct HTTPFailure: Error {
  package let status: Int
  package let message: String
  package let headers: HeaderFields

  package init(_ status: Int, _ message: String, headers: HeaderFields = []) {
    self.status = status
    self.message = message
    self.headers = headers
  }

  package var response: HTTPResponse { .failure(status, message, headers: headers) }
}
