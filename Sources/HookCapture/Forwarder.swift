import HookHTTP
import HookServer
import HookSupport

/// Passes a request on to another URL as it came, and that one's response back.
struct Forwarder: Sendable {
  private let url: HTTPURL
  private let limits: ExchangeLimits
  private let trust: Trust
  private let wait: Double
  private let engine = HTTPEngine.shared

  /// Between two attempts to reach a target that is down, in seconds.
  private static let pause = 0.25

  /// - Parameters:
  ///   - timeout: seconds for one exchange.
  ///   - wait: seconds for which it is tried again while nothing can be sent.
  init(url: String, timeout: Double, wait: Double = 0, trust: Trust) throws {
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
    self.wait = wait
  }

  /// The response to give, and the exchange that it is from; `nil` for that if the receiver is stopping.
  func forward(_ request: HTTPRequest) async -> (HTTPResponse, Exchange?) {
    var onward = ExchangeRequest(
      method: request.method,
      url: url,
      headers: request.headers.endToEnd,
      body: Self.hasBody(request) ? request.body : nil,
      limits: limits,
      trust: trust
    )
    onward.target = url.target(with: request.targetBytes)
    onward.decodesBody = false
    guard let exchange = await perform(onward) else {
      return (.failure(502, "cannot forward to \(url): the receiver is stopping"), nil)
    }
    guard exchange.failure == nil, let response = exchange.response else {
      let problem = exchange.problem ?? "no response"
      return (.failure(502, "cannot forward to \(url): \(problem)"), exchange)
    }
    var passed = HTTPResponse(
      status: response.status,
      headers: response.headers.endToEnd,
      body: response.body.raw
    )
    if request.method == "HEAD" {
      passed.announcedLength = response.headers["Content-Length"].flatMap { Int($0) }
    }
    return (passed, exchange)
  }

  /// Only what surely did not arrive is sent again. `nil` if the receiver is stopping.
  private func perform(_ request: ExchangeRequest) async -> Exchange? {
    let end = ContinuousClock.now + .seconds(wait)
    while true {
      guard let exchange = try? await engine.perform(request) else { return nil }
      guard exchange.isUnsent, ContinuousClock.now < end else { return exchange }
      guard (try? await Task.sleep(for: .seconds(Self.pause))) != nil else { return exchange }
    }
  }

  private static func hasBody(_ request: HTTPRequest) -> Bool {
    !request.body.isEmpty || request.headers["Content-Length"] != nil
      || request.headers["Transfer-Encoding"] != nil
  }
}
