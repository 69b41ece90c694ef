import HookHTTP

/// A way in which providers sign what they send. Each of them is an HMAC with SHA-256 over some text and
/// the body; they differ in that text, in the key and in the headers.
package enum SignatureScheme: String, CaseIterable, Sendable {
  /// The Standard Webhooks specification: `webhook-signature: v1,…` over `id.timestamp.body`.
  case standard
  /// `X-Hub-Signature-256: sha256=…` over the body.
  case github
  /// `Stripe-Signature: t=…,v1=…` over `timestamp.body`.
  case stripe
  /// `X-Slack-Signature: v0=…` over `v0:timestamp:body`.
  case slack

  /// For people.
  package var title: String { rules.title }
  /// The header that has the signature.
  package var header: String { rules.header }

  /// The scheme whose signature header is there; `nil` if none is.
  package static func found(in headers: HeaderFields) -> SignatureScheme? {
    allCases.first { scheme in
      headers[scheme.header] != nil || scheme.rules.otherHeader.map { headers[$0] != nil } == true
    }
  }

  var rules: SchemeRules {
    switch self {
    case .standard: .standard
    case .github: .github
    case .stripe: .stripe
    case .slack: .slack
    }
  }
}
