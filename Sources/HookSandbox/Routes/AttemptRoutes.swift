import HookHTTP
import HookJSON
import HookServer

/// `/sandbox/…/payloads/{payloadId}/attempts`: how a delivery was tried.
enum AttemptRoutes {
  static let path = "/sandbox" + PayloadRoutes.one + "/attempts"

  static let all = [Route("GET", path, answer: index)]

  @Sendable private static func index(_ call: RouteCall) async throws -> HTTPResponse {
    let (attempts, item) = try await call.store.read { database in
      let webhook = try call.webhook(in: database)
      let id = try call.id("payloadId", of: "payload")
      guard let delivery = try database.delivery(id, of: webhook.id) else {
        throw HTTPFailure(404, "no payload with this id")
      }
      return (try database.attempts(of: delivery.id), try database.body(delivery.body))
    }
    // Each attempt posted the same.
    let body = [UInt8(ascii: "[")] + item + [UInt8(ascii: "]")]
    return .json(.array(attempts.map { json($0.number, $0.exchange.with(requestBody: body)) }))
  }

  private static func json(_ number: Int, _ exchange: Exchange) -> JSON {
    let first: [(String, JSON)] = [
      ("attempt", .int(number)), ("statusCode", .int(exchange.statusCode)),
    ]
    // Nothing is masked: the sandbox sends no secrets, and its endpoints are one's own.
    return .object(
      first + ExchangeJSON.members(exchange, withSecrets: true, withBodies: true)
    )
  }
}

extension Exchange {
  /// With what is shown of the body that was posted.
  fileprivate func with(requestBody body: [UInt8]) -> Exchange {
    var request = request
    request.body = Array(body.prefix(AttemptRecord.keptBody))
    return Exchange(
      request: request,
      requestBodySize: body.count,
      sentHead: sentHead,
      response: response,
      failure: failure,
      phases: phases,
      remoteAddress: remoteAddress,
      security: security
    )
  }
}
