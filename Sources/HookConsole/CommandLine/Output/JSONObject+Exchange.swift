import HookHTTP
import HookJSON
import HookSupport

extension JSONObject {
  /// Adds `startedAt`, `phases` (milliseconds since then, null for what did not happen), `request` and
  /// `response` (null for none), with masked secrets.
  mutating func add(_ exchange: Exchange) {
    add("startedAt", Moment.text(seconds: exchange.phases.startedAt))
    add("phases", .object(exchange.phases.named.map { ($0.name, Self.milliseconds($0.end)) }))
    add(
      "request",
      [
        "method": .string(exchange.request.method),
        "url": .string(exchange.request.requestedURL(withSecrets: false)),
        "headers": Self.list(exchange.sentHeaders),
      ]
    )
    add("response", exchange.response.map(Self.object) ?? .null)
  }

  private static func object(_ response: ExchangeResponse) -> JSON {
    [
      "status": .int(response.status),
      "reason": .string(response.reason),
      "headers": list(response.headers),
      "trailers": list(response.trailers),
      "bodySize": .int(response.body.count),
    ]
  }

  private static func list(_ headers: HeaderFields) -> JSON {
    .array(
      HeaderSecrets.masked(headers).fields.map {
        ["name": .string($0.name), "value": .string($0.value)]
      }
    )
  }

  private static func milliseconds(_ seconds: Double?) -> JSON {
    seconds.map { .number(Milliseconds.text(seconds: $0)) } ?? .null
  }
}
