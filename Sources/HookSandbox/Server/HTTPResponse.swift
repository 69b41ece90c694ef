import HookHTTP

/// What is answered to a request.
struct HTTPResponse: Sendable {
  var status: Int
  var headers: HeaderFields = []
  var body: [UInt8] = []

  /// A body of JSON.
  static func json(
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
  static func failure(
    _ status: Int,
    _ message: String,
    headers: HeaderFields = []
  ) -> HTTPResponse {
    json(["message": .string(message)], status: status, headers: headers)
  }
}

/// A refusal: what a route throws, and what is said of a request that no route sees.
struct HTTPFailure: Error {
  let status: Int
  let message: String
  let headers: HeaderFields

  init(_ status: Int, _ message: String, headers: HeaderFields = []) {
    self.status = status
    self.message = message
    self.headers = headers
  }

  var response: HTTPResponse { .failure(status, message, headers: headers) }
}
