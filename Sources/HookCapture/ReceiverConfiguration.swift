import HookHTTP
import HookSignatures

/// What a receiver does with what it is sent.
package struct ReceiverConfiguration: Sendable {
  /// 0 takes a free one.
  package var port: UInt16 = 0
  /// Answered in this order; the last one stays.
  package var statuses: [Int] = [200]
  /// Seconds before the answer.
  package var delay: Double = 0
  /// What is not signed as it wants is answered with 401 and recorded as such; `nil` takes everything.
  package var verifier: SignatureVerifier?
  /// Passes requests on to this URL, and its response back.
  package var forward: String? = nil
  /// Seconds for one exchange with the URL that is forwarded to.
  package var forwardTimeout: Double = 30
  /// Whose certificates are accepted there.
  package var trust = Trust.system
  /// Added to each answer, such as `Retry-After` or `Location`.
  package var headers: [(String, String)] = []

  /// Whether `ReceivedRequest.exchanges` is filled in.
  package var reportsExchanges = false

  package init() {}
}

/// One request that a receiver was sent.
package struct ReceivedRequest: Sendable {
  package let method: String
  /// With the query.
  package let path: String
  package let headers: HeaderFields
  package let body: [UInt8]
  /// Seconds since 1970.
  package let time: Double
  /// The status code that it was answered with.
  package let status: Int
  /// What came of checking the signature; `nil` if none was asked for.
  package let signature: SignatureResult?
  /// Why it was refused before its body was looked at: too large, or not valid HTTP; `nil` for all others.
  package let refusal: String?
  /// The request with the response to it; then, if it was forwarded, the exchange with that URL. Empty
  /// unless the configuration asks for them, and in what a receiver keeps.
  package var exchanges: [Exchange] = []

  /// The first header of that name, in any case.
  package func header(_ name: String) -> String? {
    headers[name]
  }
}
