import HookHTTP
import HookSignatures
import HookSupport

extension ExchangeRequest {
  /// The POST of a delivery: its body is an array of the one item, byte for byte as it was given.
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - timeout: seconds for the exchange.
  static func delivery(
    _ outgoing: Outgoing,
    to url: HTTPURL,
    secret: SigningSecret?,
    now: Int64,
    timeout: Double
  ) -> ExchangeRequest {
    var body: [UInt8] = []
    let item = outgoing.body ?? []
    body.reserveCapacity(item.count + 2)
    body.append(UInt8(ascii: "["))
    body.append(contentsOf: item)
    body.append(UInt8(ascii: "]"))
    let id = outgoing.uuid.text
    var headers: HeaderFields = [
      "Content-Type": "application/json",
      "User-Agent": "HookConsole-Sandbox/\(Product.version)",
      "Accept-Encoding": "gzip, deflate",
      // The same on each attempt, so that a receiver can drop what it had already.
      "webhook-id": id,
      "webhook-timestamp": String(now),
      "Webhook-Attempt": String(outgoing.attempts + 1),
    ]
    if let secret {
      headers.add("webhook-signature", secret.signature(id: id, timestamp: now, body: body))
    }
    return ExchangeRequest(
      method: "POST",
      url: url,
      headers: headers,
      body: body,
      limits: ExchangeLimits(
        deadline: timeout,
        maximumBody: 64 << 20,
        keptBody: AttemptRecord.keptBody
      )
    )
  }
}
