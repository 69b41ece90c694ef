import HookHTTP
import HookSupport

extension Exchange {
  /// An exchange that did not happen.
  /// - Parameter status: 0 for no response, which is then a connection that was refused.
  package static func sample(
    _ status: Int,
    url: String = "http://127.0.0.1:3000/hooks",
    body: [UInt8] = [],
    seconds: Double = 0.01,
    requestBody: [UInt8]? = nil,
    requestHeaders: HeaderFields = [],
    headers: HeaderFields = [],
    startedAt: Double = 0
  ) throws -> Exchange {
    var content = ExchangeBody()
    content.raw = body
    content.count = body.count
    var phases = ExchangePhases()
    phases.end = seconds
    phases.startedAt = startedAt
    if status == 0 {
      phases.name = seconds / 10
    } else {
      (phases.connected, phases.sent) = (seconds / 10, seconds / 5)
      phases.firstByte = seconds / 2
    }
    let url = try HTTPURL(url)
    let sent =
      Array("POST \(url.target) HTTP/1.1\r\nHost: \(url.authority)\r\n".utf8) + requestHeaders.lines
    let refused = ExchangeFailure(.refused, in: .connect, mayHaveArrived: false)
    return Exchange(
      request: ExchangeRequest(
        method: "POST",
        url: url,
        headers: requestHeaders,
        body: requestBody
      ),
      sentHead: status == 0 ? [] : sent,
      response: status == 0
        ? nil
        : ExchangeResponse(
          status: status,
          head: Array("HTTP/1.1 \(status)\r\n".utf8) + headers.lines,
          body: content
        ),
      failure: status == 0 ? refused : nil,
      phases: phases,
      remoteAddress: status == 0 ? nil : url.authority,
      security: nil
    )
  }

  /// The same, of whose request's body only what is there was kept.
  package func cut(of size: Int) -> Exchange {
    Exchange(
      request: request,
      requestBodySize: size,
      sentHead: sentHead,
      response: response,
      failure: failure,
      phases: phases,
      remoteAddress: remoteAddress,
      security: security
    )
  }
}
