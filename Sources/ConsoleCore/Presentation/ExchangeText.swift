import HookHTTP
import HookSupport

/// An exchange in the way of `curl -v`: `*` what happened, `>` what was sent, `<` what came.
package enum ExchangeText {
  /// Lines without a line end, with masked secrets, safe for a terminal.
  package static func lines(_ exchange: Exchange) -> [String] {
    let parts =
      marked("*", connection(exchange)) + marked(">", sent(exchange))
      + marked("<", response(exchange)) + marked("*", [phases(exchange)])
      + marked("*", exchange.failure.map { [$0.description] } ?? [])
    return parts.map { TerminalSafeText.sanitised($0) }
  }

  /// All of an exchange with its bodies, to be read in a pager.
  static func whole(_ exchange: Exchange, isMasked: Bool) -> String {
    let sent = sent(exchange, isMasked: isMasked).dropLast(exchange.request.body == nil ? 0 : 1)
    let parts =
      marked("*", connection(exchange)) + marked(">", Array(sent))
      + body(exchange.request.body, isMasked)
      + [""] + marked("<", response(exchange, isMasked: isMasked, showsSize: false))
      + body(exchange.response?.body.content, isMasked)
      + [""] + marked("*", [phases(exchange)])
      + marked("*", exchange.failure.map { [$0.description] } ?? [])
    return parts.joined(separator: "\n") + "\n"
  }

  private static func body(_ bytes: [UInt8]?, _ isMasked: Bool) -> [String] {
    guard let bytes, !bytes.isEmpty else { return [] }
    return [isMasked ? "•••" : String(decoding: bytes, as: UTF8.self)]
  }

  private static func marked(_ mark: String, _ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? mark : "\(mark) \($0)" }
  }

  private static func connection(_ exchange: Exchange) -> [String] {
    guard let address = exchange.remoteAddress else { return [] }
    let how = exchange.phases.connected.map { "connected to \(address) in \(time($0))" }
    var lines = [how ?? "kept connection to \(address)"]
    if let security = exchange.security {
      let names = security.certificate.map {
        ", certificate of \($0.subject), issued by \($0.issuer)"
      }
      lines.append("\(security.version)\(names ?? "")")
    }
    return lines
  }

  /// Head and size of the request, if it went out.
  private static func sent(_ exchange: Exchange, isMasked: Bool = false) -> [String] {
    guard !exchange.sentHead.isEmpty else { return [] }
    let line = exchange.sentHead.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    return [HeaderText.string(line)] + fields(exchange.sentHeaders, isMasked)
      + body(exchange.requestBodySize)
  }

  private static func response(
    _ exchange: Exchange,
    isMasked: Bool = false,
    showsSize: Bool = true
  ) -> [String] {
    guard let response = exchange.response else { return [] }
    let trailers = fields(response.trailers, isMasked)
    return [response.statusLine] + fields(response.headers, isMasked)
      + (showsSize ? body(response.body.count) : [""])
      + (trailers.isEmpty ? [] : ["trailers:"] + trailers)
  }

  private static func fields(_ headers: HeaderFields, _ isMasked: Bool) -> [String] {
    HeaderSecrets.masked(headers).fields.map { "\($0.name): \(isMasked ? "•••" : $0.value)" }
  }

  /// The blank line that ends a head, and how much follows it.
  private static func body(_ count: Int) -> [String] {
    count == 0 ? [""] : ["", count == 1 ? "[1 byte of body]" : "[\(count) bytes of body]"]
  }

  /// When each phase ended: `name 0.1 ms, connected 0.3 ms, sent 0.4 ms, first byte 12 ms, end 12.1 ms`, or
  /// `name 0.1 ms, failed while connecting 0.7 ms`
  private static func phases(_ exchange: Exchange) -> String {
    let end = exchange.failure.map { "failed \(ExchangeHead.phaseName($0.phase))" } ?? "end"
    let names = ["firstByte": "first byte", "end": end]
    return exchange.phases.named.compactMap { phase in
      phase.end.map { "\(names[phase.name] ?? phase.name) \(time($0))" }
    }.joined(separator: ", ")
  }

  private static func time(_ seconds: Double) -> String {
    "\(Milliseconds.text(seconds: seconds)) ms"
  }
}
