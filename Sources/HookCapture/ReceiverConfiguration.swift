import HookHTTP
import HookServer
import HookSignatures

/// What a receiver does with what it is sent.
package struct ReceiverConfiguration: Sendable {
  /// 0 takes a free one.
  package var port: UInt16 = 0
  /// Answered in this order; the last one stays.
  package var steps: [ResponseStep] = [.status(200)]
  /// The same, where only status codes are wanted.
  package var statuses: [Int] {
    get { steps.compactMap { if case .status(let status) = $0 { status } else { nil } } }
    set { steps = newValue.map { .status($0) } }
  }
  /// Seconds before the answer.
  package var delay: Double = 0
  /// Checks signatures; `nil` checks none.
  package var verifier: SignatureVerifier?
  /// Whether what is not signed as the verifier wants gets 401.
  package var requiresSignature = true
  /// An IPv4 address to listen on.
  package var address = "127.0.0.1"
  /// Names that a request may have in its Host header, beside the loopback's; `*` is any.
  package var hosts: [String] = []
  /// Bytes of a body.
  package var maximumBody = HTTPLimits().body
  /// Whether verification requests of providers are answered.
  package var answersChallenges = true
  /// Where requests are kept; `nil` keeps what `requests` has.
  package var capture: CaptureConfiguration?
  /// Seconds for which a forward waits for a target that is down.
  package var forwardWait = 0.0
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

/// Where captured requests are kept.
package struct CaptureConfiguration: Sendable {
  /// A file; `nil` for memory.
  package var path: String?
  /// What is kept; `nil` for all, in memory the newest 256 MiB.
  package var keep: CaptureKeep?

  package init(path: String? = nil, keep: CaptureKeep? = nil) {
    (self.path, self.keep) = (path, keep)
  }
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
  /// The request as it is kept, with its source as it is then; `nil` without a capture.
  package var captured: (request: CapturedRequest, source: CaptureSource)?
  /// The status code of the response; 0 if there is none.
  package let status: Int
  /// What came of checking the signature; `nil` if none was asked for.
  package let signature: SignatureResult?
  /// Why it was refused before its body was looked at: too large, or not valid HTTP; `nil` for all others.
  package let refusal: String?
  /// Address and port that it came from: `127.0.0.1:50312`; empty if not known.
  package var sender = ""
  /// What the sender sees in place of a whole response; `nil` if it sees one.
  package var failure: ExchangeFailure?
  /// The request with the response to it; then, if it was forwarded, the exchange with that URL. Empty
  /// unless the configuration asks for them, and in what a receiver keeps.
  package var exchanges: [Exchange] = []

  /// The first header of that name, in any case.
  package func header(_ name: String) -> String? {
    headers[name]
  }
}
