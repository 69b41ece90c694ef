import HookHTTP
import HookModel
import HookSupport

/// What a section of the exchange view shows above the body, as rows.
enum ExchangeHead {
  enum Row: Sendable {
    /// The request line, the status line, or why there is none.
    case line(String, Role)
    /// - Parameter isTrailer: whether it came after the body.
    case header(HeaderField, isTrailer: Bool)
    /// A part of the time, in microseconds since the exchange began.
    case phase(String, Range<Int>, of: Int)
    case fact(String, String)
    case signature(SignatureState)
  }

  /// - Parameter signature: `nil` if the request is not signed.
  static func rows(
    _ record: ExchangeRecord,
    _ section: ExchangeSection,
    _ signature: SignatureState?
  ) -> [Row] {
    switch section {
    case .request: request(record.exchange) + (signature.map { [.signature($0)] } ?? [])
    case .response: response(record.exchange)
    case .timing: timing(record.exchange, isOurs: record.origin != .captured)
    }
  }

  private static func request(_ exchange: Exchange) -> [Row] {
    let line = exchange.sentHead.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let first =
      line.isEmpty
      ? "\(exchange.request.method) \(exchange.request.requestedTarget)" : HeaderText.string(line)
    let unsent: [Row] = exchange.isUnsent ? [.line("nothing was sent", .problem)] : []
    return unsent + [.line(first, .heading)]
      + exchange.sentHeaders.fields.map { .header($0, isTrailer: false) }
  }

  private static func response(_ exchange: Exchange) -> [Row] {
    let problem = exchange.failure.map { failure in
      Row.line("\(failure), \(phaseName(failure.phase))", .problem)
    }
    guard let response = exchange.response else {
      return [problem ?? .line("no response", .problem)]
    }
    let role = CodeText.role(CodeClass(code: response.status))
    return [.line(response.statusLine, role)] + [problem].compactMap { $0 }
      + response.headers.fields.map { .header($0, isTrailer: false) }
      + response.trailers.fields.map { .header($0, isTrailer: true) }
  }

  /// `while connecting`
  static func phaseName(_ phase: ExchangeFailure.Phase) -> String {
    switch phase {
    case .name: "while the name was looked up"
    case .connect: "while connecting"
    case .tls: "during the TLS handshake"
    case .send: "while the request was sent"
    case .response: "while waiting for the response"
    case .body: "while the body came"
    }
  }

  private static func partName(_ phase: ExchangeFailure.Phase) -> String {
    switch phase {
    case .name: "name lookup"
    case .connect: "connect"
    case .tls: "TLS handshake"
    case .send: "send"
    case .response: "wait"
    case .body: "receive"
    }
  }

  /// - Parameter isOurs: whether the connection was made from here: of one that came here nothing else is
  ///   known.
  private static func timing(_ exchange: Exchange, isOurs: Bool) -> [Row] {
    let total = Milliseconds.microseconds(seconds: exchange.phases.end)
    var rows = exchange.parts.map { Row.phase(partName($0.phase), $0.range, of: total) }
    rows.append(.fact("total", "\(Milliseconds.text(microseconds: total)) ms"))
    if let failure = exchange.failure {
      rows.append(.line("\(failure), \(phaseName(failure.phase))", .problem))
    }
    rows.append(.fact("started", Moment.text(seconds: exchange.phases.startedAt)))
    if let address = exchange.remoteAddress {
      let isKept = isOurs && exchange.phases.connected == nil
      rows.append(
        .fact(
          isOurs ? "connected to" : "received at",
          address + (isKept ? ", on a kept connection" : "")
        )
      )
    }
    if let security = exchange.security {
      rows.append(.fact("TLS", security.version))
      if let certificate = security.certificate {
        rows.append(
          .fact("certificate", "\(certificate.subject), issued by \(certificate.issuer)")
        )
        if let end = certificate.notAfter {
          rows.append(.fact("valid until", Moment.text(seconds: end)))
        }
      }
    }
    return rows
  }
}
