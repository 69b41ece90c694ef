import Foundation

extension Courier.Parcel {
  /// The POST of a delivery: its body is an array of the one item, byte for byte as it was given.
  static func make(
    _ outgoing: Outgoing,
    secret: SigningSecret?,
    now: Int64
  ) -> Courier.Parcel {
    var body: [UInt8] = []
    let item = outgoing.body ?? []
    body.reserveCapacity(item.count + 2)
    body.append(UInt8(ascii: "["))
    body.append(contentsOf: item)
    body.append(UInt8(ascii: "]"))
    let id = outgoing.uuid.text
    var headers: [(name: String, value: String)] = [
      ("Content-Type", "application/json"),
      ("User-Agent", "HookConsole-Sandbox/\(Sandbox.version)"),
      // The same on each attempt, so that a receiver can drop what it had already.
      ("webhook-id", id),
      ("webhook-timestamp", String(now)),
      ("Webhook-Attempt", String(outgoing.attempts + 1)),
    ]
    if let secret {
      headers.append(("webhook-signature", secret.signature(id: id, timestamp: now, body: body)))
    }
    return Courier.Parcel(url: outgoing.url, headers: headers, body: body)
  }
}
