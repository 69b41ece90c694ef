import HookJSON
import HookSupport

@testable import HookHTTP

/// Exchanges that did not happen.
enum HARSample {
  static let secrets = ["c2VjcmV0", "hidden1", "hidden2", "hidden3"]

  /// What `secrets` lists stands in it wherever a secret can stand.
  static func exchange(
    method: String = "POST",
    url: String = "http://me:hidden3@127.0.0.1:3000/in?a=b%20c&d=e+f&g#part",
    body: [UInt8]? = Array("[1.50]".utf8),
    response: ExchangeResponse? = response(),
    failure: ExchangeFailure? = nil,
    phases: ExchangePhases = phases()
  ) throws -> Exchange {
    let request = ExchangeRequest(
      method: method,
      url: try HTTPURL(url),
      headers: ["Content-Type": "application/json"],
      body: body
    )
    let head = """
      \(method) /in?a=b%20c&d=e+f&g HTTP/1.1\r
      Host: 127.0.0.1:3000\r
      Content-Type: application/json\r
      Authorization: Basic c2VjcmV0\r
      Cookie: session=hidden1; theme=hidden1\r
      webhook-signature: v1,shown\r
      \r

      """
    return Exchange(
      request: request,
      sentHead: Array(head.utf8),
      response: response,
      failure: failure,
      phases: phases,
      remoteAddress: "[::1]:3000",
      security: nil
    )
  }

  static func response(
    status: Int = 201,
    body: [UInt8] = Array("{\"ok\":\"Zoë\"}".utf8),
    count: Int? = nil,
    decoded: [UInt8]? = nil
  ) -> ExchangeResponse {
    var content = ExchangeBody()
    content.raw = body
    content.count = count ?? body.count
    content.decoded = decoded
    let head = """
      HTTP/1.1 \(status) Made it\r
      Content-Type: application/json\r
      Location: /next\r
      Set-Cookie: id=hidden2; Path=/\r

      """
    return ExchangeResponse(
      status: status,
      head: Array(head.utf8),
      trailerLines: Array("X-Sum: 1\r\n".utf8),
      body: content
    )
  }

  static func phases() -> ExchangePhases {
    var phases = ExchangePhases()
    phases.startedAt = 1_790_000_000.25
    phases.name = 0.001
    phases.connected = 0.003
    phases.secured = 0.007
    phases.sent = 0.0075
    phases.firstByte = 0.0175
    phases.end = 0.020_125
    return phases
  }

  static func node(_ exchange: Exchange, withSecrets: Bool = false) throws -> JSONNode {
    try JSONNode(HAREntry(exchange, withSecrets: withSecrets).json.bytes)
  }
}

extension JSONNode {
  /// The value at the end of the keys: `node.at("request", "url")`.
  func at(_ keys: String...) -> JSONNode? {
    keys.reduce(Optional(self)) { $0?[$1] }
  }

  /// The value as it stands in the text.
  var source: String { String(decoding: bytes, as: UTF8.self) }
}
