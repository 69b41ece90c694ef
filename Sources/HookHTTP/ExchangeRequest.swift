import HookSupport

/// An HTTP request that is to be made.
package struct ExchangeRequest: Sendable {
  /// `POST`, in any spelling.
  package var method: String
  package var url: HTTPURL
  /// What is sent in place of the URL's path and query; `nil` for those.
  package var target: [UInt8]?
  /// Sent in this order and as they are spelled. The engine adds `Host` and `Content-Length` and nothing
  /// else.
  package var headers: HeaderFields
  /// Whether a Content-Encoding is undone.
  package var decodesBody = true
  /// `nil` sends no body and no `Content-Length`.
  package var body: [UInt8]?
  package var limits: ExchangeLimits
  package var trust: Trust
  /// Whether HTTP/2 may be used; else it is HTTP/1.1.
  package var allowsHTTP2: Bool

  package init(
    method: String,
    url: HTTPURL,
    headers: HeaderFields = [],
    body: [UInt8]? = nil,
    limits: ExchangeLimits = .post,
    trust: Trust = .system,
    allowsHTTP2: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
    self.trust = trust
    self.allowsHTTP2 = allowsHTTP2
  }

  /// Path and query as they go out.
  package var requestedTarget: String { target.map { HeaderText.string($0) } ?? url.target }

  /// The URL that is requested: server, path and query, without a fragment.
  /// - Parameter withSecrets: whether a user and a password are shown; otherwise they are `•••`, as
  ///   `HTTPURL.description` has it.
  package func requestedURL(withSecrets: Bool) -> String {
    let shown = withSecrets ? url.text : url.description
    let start = shown.range(of: "://").map(\.upperBound) ?? shown.startIndex
    let end = shown[start...].firstIndex { "/?#".contains($0) } ?? shown.endIndex
    return "\(shown[..<end])\(requestedTarget)"
  }

  /// Whether making it twice is the same as making it once (RFC 9110, 9.2.1).
  package var isSafe: Bool { ["GET", "HEAD", "OPTIONS", "TRACE"].contains(method.uppercased()) }
}

/// What one exchange may take.
package struct ExchangeLimits: Sendable, Equatable {
  /// Seconds without a byte in either direction; `nil` for no such limit.
  package var silence: Double?
  /// Seconds for the whole exchange; `nil` for no such limit.
  package var deadline: Double?
  /// Bytes of a response's body, as it came and decoded alike, after which it is too large.
  package var maximumBody: Int
  /// Bytes of a response's body that are kept; the rest is only counted.
  package var keptBody: Int

  package init(
    silence: Double? = nil,
    deadline: Double? = nil,
    maximumBody: Int,
    keptBody: Int
  ) {
    self.silence = silence
    self.deadline = deadline
    self.maximumBody = maximumBody
    self.keptBody = keptBody
  }

  private static let mebibyte = 1 << 20

  /// For the API: half a minute of silence, 256 MiB.
  package static let api = ExchangeLimits(
    silence: 30,
    maximumBody: 256 * mebibyte,
    keptBody: 256 * mebibyte
  )
  /// For what is posted to an endpoint: half a minute, 64 MiB, of which 1 MiB is kept.
  package static let post = ExchangeLimits(
    deadline: 30,
    maximumBody: 64 * mebibyte,
    keptBody: mebibyte
  )
  /// For what is passed on whole.
  package static let forward = ExchangeLimits(
    deadline: 30,
    maximumBody: 64 * mebibyte,
    keptBody: 64 * mebibyte
  )

  /// The same with the deadline that a person named (`--timeout`), which replaces the limit of silence.
  package func timeout(_ seconds: Double?) -> ExchangeLimits {
    guard let seconds else { return self }
    var limits = self
    limits.deadline = seconds
    limits.silence = nil
    return limits
  }
}
