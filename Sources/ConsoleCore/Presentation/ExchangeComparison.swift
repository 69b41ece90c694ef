import HookHTTP
import HookJSON

/// An exchange as JSON, so that two can be compared as payloads are. Times are left out: they always differ.
enum ExchangeComparison {
  static func bytes(_ exchange: Exchange, isMasked: Bool) -> [UInt8] {
    let request: JSON = .object([
      ("method", .string(exchange.request.method)),
      ("url", .string(exchange.request.requestedURL(withSecrets: false))),
      ("headers", headers(exchange.sentHeaders, isMasked)),
      ("body", body(exchange.request.body, isMasked)),
    ])
    let response: JSON =
      exchange.response.map { response in
        .object([
          ("status", .int(response.status)), ("reason", .string(response.reason)),
          ("headers", headers(response.headers, isMasked)),
          ("trailers", headers(response.trailers, isMasked)),
          ("body", body(response.body.content, isMasked)),
        ])
      } ?? .null
    return JSON.object([
      ("request", request), ("response", response),
      ("error", exchange.problem.map { .string($0) } ?? .null),
    ]).bytes
  }

  /// By their names; of several lines of a name a list.
  private static func headers(_ fields: HeaderFields, _ isMasked: Bool) -> JSON {
    var names: [String] = []
    var values: [String: [String]] = [:]
    for field in HeaderSecrets.masked(fields).fields {
      let name = field.name.lowercased()
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(isMasked ? "•••" : field.value)
    }
    return .object(
      names.map { name in
        let all = (values[name] ?? []).map { JSON.string($0) }
        return (name, all.count == 1 ? all[0] : .array(all))
      }
    )
  }

  /// JSON as it is, anything else as text.
  private static func body(_ bytes: [UInt8]?, _ isMasked: Bool) -> JSON {
    guard let bytes, !bytes.isEmpty else { return .null }
    if isMasked { return "•••" }
    if (try? JSONIndex(JSONText(bytes))) != nil { return .raw(bytes) }
    return .string(String(decoding: bytes, as: UTF8.self))
  }
}
