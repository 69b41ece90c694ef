/// Why an exchange brought no complete response.
package struct ExchangeFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// Nobody listens at the port.
    case refused
    /// The host's name has no address.
    case nameNotFound
    /// There is no way to the address; the system's words.
    case unreachable(String)
    /// No secure connection; why, such as `self-signed certificate`.
    case tls(String)
    /// The proxy was not reached, or did not connect; why.
    case proxy(String)
    /// A limit of time was reached, in seconds.
    case timedOut(Double)
    /// The connection ended before a response.
    case closed
    /// The connection was reset before a response.
    case reset
    /// What came is not HTTP.
    case notHTTP
    /// The head breaks the rules of HTTP.
    case malformed
    case headerTooLarge
    case tooLarge
    /// The response began and did not end.
    case cutShort
    /// The body is not what its Content-Encoding says.
    case undecodable
    /// The URL cannot be used; why.
    case url(String)
    case cancelled
    /// Anything else; the engine's words.
    case other(String)
  }

  /// What an exchange was busy with.
  package enum Phase: String, Sendable {
    case name, connect, tls, send, response, body

    /// Whether the request can have begun to go out.
    package var isAfterConnecting: Bool { ![.name, .connect, .tls].contains(self) }
  }

  package let kind: Kind
  /// In which phase it happened.
  package let phase: Phase
  /// Whether the other side can have had the request.
  package let mayHaveArrived: Bool

  package init(_ kind: Kind, in phase: Phase, mayHaveArrived: Bool) {
    self.kind = kind
    self.phase = phase
    self.mayHaveArrived = mayHaveArrived
  }

  /// A short sentence without a subject: `connection refused`.
  package var description: String {
    switch kind {
    case .refused: "connection refused"
    case .nameNotFound: "name not found"
    case .unreachable(let why): "no connection: \(why)"
    case .tls(let why): "no secure connection: \(why)"
    case .proxy(let why): "proxy: \(why)"
    case .timedOut(let seconds): "timed out after \(Self.text(seconds: seconds))"
    case .closed: "connection closed before a response"
    case .reset: "connection reset before a response"
    case .notHTTP: "not an HTTP response"
    case .malformed: "malformed response"
    case .headerTooLarge: "response header too large"
    case .tooLarge: "response too large"
    case .cutShort: "response cut short"
    case .undecodable: "response cannot be decoded"
    case .url(let why): "the URL cannot be used: \(why)"
    case .cancelled: "cancelled"
    case .other(let words): words
    }
  }

  /// `15 s`, `0.5 s`
  private static func text(seconds: Double) -> String {
    seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
