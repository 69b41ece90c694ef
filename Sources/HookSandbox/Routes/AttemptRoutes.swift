import HookHTTP
import HookJSON
import HookServer

/// `/sandbox/…/payloads/{payloadId}/attempts`: how a delivery was tried.
enum AttemptRoutes {
  static let path = "/sandbox" + PayloadRoutes.one + "/attempts"

  static let all = [Route("GET", path, answer: index)]

  @Sendable private static func index(_ call: RouteCall) async throws -> HTTPResponse {
    let (attempts, body) = try await call.store.read { database in
      let webhook = try call.webhook(in: database)
      let id = try call.id("payloadId", of: "payload")
      guard let delivery = try database.delivery(id, of: webhook.id) else {
        throw HTTPFailure(404, "no payload with this id")
      }
      return (try database.attempts(of: delivery.id), try database.body(delivery.body))
    }
    let sent = [UInt8(ascii: "[")] + body + [UInt8(ascii: "]")]
    return .json(
      .array(
        attempts.compactMap { attempt in
          guard let index = try? JSONIndex(JSONText(attempt.exchange)),
            let exchange = Exchange(record: JSONNode(index), body: sent)
          else { return nil }
          return json(attempt.number, exchange)
        }
      )
    )
  }

  private static func json(_ number: Int, _ exchange: Exchange) -> JSON {
    let first: [(String, JSON)] = [
      ("attempt", .int(number)), ("statusCode", .int(exchange.statusCode)),
    ]
    return .object(
      first + ExchangeJSON.members(exchange, withSecrets: true, withBodies: true)
    )
  }
}
