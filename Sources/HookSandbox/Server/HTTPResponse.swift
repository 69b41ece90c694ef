/// What is answered to a request.
struct HTTPResponse: Sendable {
  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  /// A body of JSON.
  static func json(
    _ value: JSON,
    status: Int = 200,
    headers: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: [("Content-Type", "application/json; charset=utf-8")] + headers,
      body: value.bytes
    )
  }

  /// The one shape of everything that went wrong: `{"message": "…"}`.
  static func failure(
    _ status: Int,
    _ message: String,
    headers: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    json(["message": .string(message)], status: status, headers: headers)
  }
}

/// A refusal that a route throws; the server answers with it.
struct HTTPFailure: Error {
  let response: HTTPResponse

  init(_ status: Int, _ message: String) {
    response = .failure(status, message)
  }
}
