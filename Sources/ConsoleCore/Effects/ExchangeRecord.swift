import HookHTTP
import HookModel

/// An exchange that a person can open: what was sent, why, and how it came.
package struct ExchangeRecord: Sendable {
  /// Why it was made.
  package enum Origin: String, Sendable {
    /// By `S`.
    case sent
    /// By `F`, as the delivery appeared.
    case forwarded
    /// By the server, on its way to the webhook.
    case attempt
    /// By somebody else, to our endpoint.
    case captured
  }

  package enum ID: Hashable, Sendable {
    /// By its number in what this session sent.
    case session(Int)
    /// By the delivery and its number among the attempts.
    case attempt(RecordID, Int)
  }

  /// Its number in its list, from 1 on; no other exchange of the list has it.
  package let number: Int
  package let origin: Origin
  package let id: ID
  /// What was sent: `Employee Created · Zoë Ellis`.
  package let title: String
  /// `nil` if it was not a delivery.
  package let delivery: RecordID?
  package private(set) var exchange: Exchange
  /// Whether the bodies are still there: those of the oldest are dropped first.
  package private(set) var hasBodies = true

  package init(
    number: Int,
    origin: Origin,
    title: String,
    delivery: RecordID?,
    exchange: Exchange,
    isAttempt: Bool = false
  ) {
    if isAttempt, let delivery {
      id = .attempt(delivery, number)
    } else {
      id = .session(number)
    }
    (self.number, self.origin, self.title) = (number, origin, title)
    (self.delivery, self.exchange) = (delivery, exchange)
  }

  var response: PostResponse { PostResponse(exchange) }

  /// Bytes of both bodies, as they are kept.
  var bodyBytes: Int {
    let body = exchange.response?.body
    return (exchange.request.body?.count ?? 0) + (body?.raw.count ?? 0)
      + (body?.decoded?.count ?? 0)
  }

  mutating func dropBodies() {
    exchange = exchange.withoutBodies
    hasBodies = false
  }
}

extension Exchange {
  /// The same with the size of the response's body only, and without the request's.
  fileprivate var withoutBodies: Exchange {
    var request = request
    request.body = nil
    let response = response.map { response in
      var body = ExchangeBody()
      body.count = response.body.count
      return ExchangeResponse(
        status: response.status,
        head: response.head,
        trailerLines: response.trailerLines,
        body: body
      )
    }
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
}
