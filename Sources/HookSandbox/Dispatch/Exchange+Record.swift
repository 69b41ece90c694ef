import HookHTTP
import HookJSON

extension Exchange {
  /// As it is kept: all but the request's body, which is that of the delivery. Nothing is masked: the
  /// sandbox sends no secrets, and its endpoints are one's own.
  var record: [UInt8] {
    let members = ExchangeJSON.members(
      replacing(requestBody: nil),
      withSecrets: true,
      withBodies: true
    )
    return JSON.object(members).bytes
  }

  /// The exchange of a record with the body that was sent.
  init?(record: JSONNode, body: [UInt8]) {
    guard let exchange = ExchangeJSON.exchange(record) else { return nil }
    self = exchange.replacing(requestBody: body)
  }
}
