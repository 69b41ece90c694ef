import HookHTTP

extension JSONObject {
  /// Adds the members of `ExchangeJSON`, with masked secrets.
  /// - Parameter withBodies: whether the bodies of request and response are among them.
  mutating func add(_ exchange: Exchange, withBodies: Bool = false) {
    for (key, value) in ExchangeJSON.members(exchange, withBodies: withBodies) { add(key, value) }
  }
}
