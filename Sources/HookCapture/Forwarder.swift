import HookHTTP
import HookServer
import HookSupport

/// Passes a request on to another URL as it came, and that one's response back.
struct Forwarder: Sendable {
  /// Headers that belong to one connection and not to what travels over it (RFC 9110, 7.6.1), and those
  /// that the engine writes itself.
  private static let hop: Set<String> = [
    "host", "connection", "content-length", "transfer-encoding", "keep-alive", "te", "trailer",
    "upgrade", "expect", "proxy-authenticate", "proxy-authorization", "proxy-connection",
  ]

  private let url: HTTPURL
  private let limits: ExchangeLimits
  private let trust: Trust
  private let engine = HTTPEngine.shared

  /// - Parameter timeout: seconds for one exchange.
  init(url: String, timeout: Double, trust: Trust) throws {
    do throws(HTTPURLError) {
      self.url = try HTTPURL(url)
    } catch {
      throw ServerError(
        "cannot forward to \(HTTPURL.shown(url)): \(error)",
        isOfConfiguration: true
      )
    }
    limits = .forward.timeout(timeout)
    self.trust = trust
  }

  /// The response to give, and the exchange that it is from; `nil` for that if the receiver is stopping.
  func forward(_ request: HTTPRequest) async -> (HTTPResponse, Exchange?) {
    var onward = ExchangeRequest(
      method: request.method,
      url: url,
      headers: Self.endToEnd(request.headers),
      body: Self.hasBody(request) ? request.body : nil,
      limits: limits,
      trust: trust
    )
    onward.target = target(request.targetBytes)
    onward.decodesBody = false
    guard let exchange = try? await engine.perform(onward) else {
      return (.failure(502, "cannot forward to \(url): the receiver is stopping"), nil)
    }
    guard exchange.failure == nil, let response = exchange.response else {
      let problem = exchange.problem ?? "no response"
      return (.failure(502, "cannot forward to \(url): \(problem)"), exchange)
    }
    var passed = HTTPResponse(
      status: response.status,
      headers: Self.endToEnd(response.headers),
      body: response.body.raw
    )
    if request.method == "HEAD" {
      passed.announcedLength = response.headers["Content-Length"].flatMap { Int($0) }
    }
    return (passed, exchange)
  }

  /// The URL's own path and query with those of the request behind them, byte for byte. A request to `/`
  /// alone goes to the URL's own path.
  private func target(_ bytes: [UInt8]) -> [UInt8] {
    let own = url.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = bytes.split(
      separator: UInt8(ascii: "?"),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    var path = Array(own[0].utf8)
    let added = parts.first.map { Array($0) } ?? []
    if added != [UInt8(ascii: "/")] {
      if path.last == UInt8(ascii: "/"), added.first == UInt8(ascii: "/") { path.removeLast() }
      path += added
    }
    let queries = [
      own.count > 1 ? Array(own[1].utf8) : nil, parts.count > 1 ? Array(parts[1]) : nil,
    ]
    let query = queries.compactMap { $0 }
    return path
      + (query.isEmpty ? [] : [UInt8(ascii: "?")] + query.joined(separator: [UInt8(ascii: "&")]))
  }

  /// Without what belongs to the connection, also where a `Connection` line names it.
  private static func endToEnd(_ headers: HeaderFields) -> HeaderFields {
    let named = headers.values("Connection").flatMap { $0.split(separator: ",") }
      .map { $0.trimmingBlanks.lowercased() }
    return headers.without(hop.union(named))
  }

  private static func hasBody(_ request: HTTPRequest) -> Bool {
    !request.body.isEmpty || request.headers["Content-Length"] != nil
      || request.headers["Transfer-Encoding"] != nil
  }
}
