import HookHTTP
import HookJSON

extension Exchange {
  /// As it is kept: all but the request's body, which is that of the delivery. Nothing is masked: the
  /// sandbox sends no secrets, and its endpoints are one's own.
  var record: [UInt8] {
    let members = ExchangeJSON.members(
      without(requestBody: request),
      withSecrets: true,
      withBodies: true
    )
    return JSON.object(members).bytes
  }

  private func without(requestBody request: ExchangeRequest) -> Exchange {
    var request = request
    request.body = nil
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

  /// The exchange of a record with the body that was sent.
  init?(record: JSONNode, body: [UInt8]) {
    guard let exchange = ExchangeJSON.exchange(record) else { return nil }
    var request = exchange.request
    request.body = body
    self = Exchange(
      request: request,
      sentHead: exchange.sentHead,
      response: exchange.response,
      failure: exchange.failure,
      phases: exchange.phases,
      remoteAddress: exchange.remoteAddress,
      security: exchange.security
    )
  }
}
