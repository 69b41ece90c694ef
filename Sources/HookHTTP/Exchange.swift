/// One HTTP call as it happened: the request, the response or what failed, and when.
package struct Exchange: Sendable {
  /// What was to be sent.
  package let request: ExchangeRequest
  /// The bytes of the request's body, of which a record may have kept only the first.
  package let requestBodySize: Int
  /// The request's head as it went out; empty if nothing was sent.
  package let sentHead: [UInt8]
  /// `nil` if no response came; beside a failure it is what came of one.
  package let response: ExchangeResponse?
  /// `nil` if the response is complete.
  package let failure: ExchangeFailure?
  package let phases: ExchangePhases
  /// Address and port that were connected to: `[::1]:8080`; `nil` if there was no connection.
  package let remoteAddress: String?
  /// `nil` without TLS.
  package let security: ConnectionSecurity?

  /// - Parameter requestBodySize: `nil` if the request has its whole body.
  package init(
    request: ExchangeRequest,
    requestBodySize: Int? = nil,
    sentHead: [UInt8],
    response: ExchangeResponse?,
    failure: ExchangeFailure?,
    phases: ExchangePhases,
    remoteAddress: String?,
    security: ConnectionSecurity?
  ) {
    self.request = request
    self.requestBodySize = requestBodySize ?? request.body?.count ?? 0
    self.sentHead = sentHead
    self.response = response
    self.failure = failure
    self.phases = phases
    self.remoteAddress = remoteAddress
    self.security = security
  }

  /// The same with another request body, which is whole.
  package func replacing(requestBody body: [UInt8]?) -> Exchange {
    var request = request
    request.body = body
    return Exchange(
      request: request,
      sentHead: sentHead,
      response: response,
      failure: failure,
      phases: phases,
      remoteAddress: remoteAddress,
      security: security
    )
  }

  /// Whether only the beginning of the request's body was kept, or nothing of it.
  package var isRequestCut: Bool { request.body?.count ?? 0 < requestBodySize }

  /// The header lines as they went out, those that the engine added among them; if nothing was sent, those
  /// of the request.
  package var sentHeaders: HeaderFields {
    guard !sentHead.isEmpty else { return request.headers }
    return HeaderFields(lines: Array(sentHead.drop { $0 != UInt8(ascii: "\n") }))
  }

  /// The status code; 0 if no response came.
  package var statusCode: Int { response?.status ?? 0 }

  /// Whether a complete response with a code from 200 to 299 came.
  package var isSuccess: Bool { failure == nil && (200..<300).contains(statusCode) }

  /// Whether the other side cannot have had the request.
  package var isUnsent: Bool { failure.map { !$0.mayHaveArrived } ?? false }

  /// Why there is no complete response, as a sentence: `response cut short (200)`; `nil` if there is one.
  package var problem: String? {
    failure.map { "\($0)\(response.map { " (\($0.status))" } ?? "")" }
  }
}

/// A response to an HTTP request.
package struct ExchangeResponse: Sendable {
  /// The status code of the final head (RFC 9110, 15).
  package let status: Int
  /// The final head as it came: status line and header lines.
  package let head: [UInt8]
  /// The trailer lines as they came (RFC 9110, 6.5); empty if there were none.
  package let trailerLines: [UInt8]
  package let body: ExchangeBody

  package init(status: Int, head: [UInt8], trailerLines: [UInt8] = [], body: ExchangeBody) {
    self.status = status
    self.head = head
    self.trailerLines = trailerLines
    self.body = body
  }

  /// `HTTP/1.1 200 OK`
  package var statusLine: String {
    HeaderText.string(
      HeaderText.trimmed(head.prefix { $0 != UInt8(ascii: "\n") }, isLineEnd: true)
    )
  }

  /// `HTTP/1.1`
  package var version: String { String(statusLine.prefix { $0 != " " }) }

  /// The words after the code; empty if there are none.
  package var reason: String {
    let parts = statusLine.split(separator: " ", maxSplits: 2)
    return parts.count == 3 ? String(parts[2]) : ""
  }

  package var headers: HeaderFields {
    HeaderFields(lines: Array(head.drop { $0 != UInt8(ascii: "\n") }))
  }

  package var trailers: HeaderFields { HeaderFields(lines: trailerLines) }
}

/// The body of a response.
package struct ExchangeBody: Sendable, Equatable {
  /// As it came, up to the limit.
  package var raw: [UInt8] = []
  /// How many bytes came.
  package var count = 0
  /// Decoded (gzip, deflate), up to the limit; `nil` if it came unencoded.
  package var decoded: [UInt8]?

  package init() {}

  /// What it says: decoded where it was encoded.
  package var content: [UInt8] { decoded ?? raw }
}

/// When each phase of an exchange ended, in seconds since it began; `nil` if it did not come to that, or if
/// a kept connection spared it.
package struct ExchangePhases: Sendable, Equatable {
  /// When it began, in seconds since 1970.
  package var startedAt = 0.0
  /// The host's name was looked up.
  package var name: Double?
  package var connected: Double?
  /// The TLS handshake was made.
  package var secured: Double?
  /// The last byte of the request was handed to the system.
  package var sent: Double?
  /// The first byte of the response came.
  package var firstByte: Double?
  /// The response was complete, or the exchange failed.
  package var end = 0.0

  package init() {}

  /// The phases by name, in their order, each with its end in seconds.
  package var named: [(name: String, end: Double?)] {
    [
      ("name", name), ("connected", connected), ("secured", secured), ("sent", sent),
      ("firstByte", firstByte), ("end", end),
    ]
  }
}
