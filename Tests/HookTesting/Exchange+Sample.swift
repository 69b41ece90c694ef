import HookHTTP
import HookSupport

extension Exchange {
  /// An exchange that did not happen.
  /// - Parameter status: 0 for no response, which is then a connection that was refused.
  package static func sample(
    _ status: Int,
    url: String = "http://127.0.0.1:3000/hooks",
    body: [UInt8] = [],
    seconds: Double = 0.01
  ) throws -> Exchange {
    var content = ExchangeBody()
    content.raw = body
    content.count = body.count
    var phases = ExchangePhases()
    phases.end = seconds
    let refused = ExchangeFailure(.refused, in: .connect, mayHaveArrived: false)
    return Exchange(
      request: ExchangeRequest(method: "POST", url: try HTTPURL(url)),
      sentHead: [],
      response: status == 0
        ? nil
        : ExchangeResponse(
          status: status,
          head: Array("HTTP/1.1 \(status)\r\n".utf8),
          body: content
        ),
      failure: status == 0 ? refused : nil,
      phases: phases,
      remoteAddress: nil,
      security: nil
    )
  }
}
