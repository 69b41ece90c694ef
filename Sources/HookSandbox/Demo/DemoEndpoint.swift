import HookHTTP
import HookServer
import HookSupport

/// What the demo's webhooks point at: an endpoint inside the process that behaves in every way.
final class DemoEndpoint: Sendable {
  static let failure = "the database is locked, try again"
  static let gone = "this endpoint has moved for good"

  private typealias Behaviour = @Sendable (_ count: Int, _ attempt: Int) async -> HTTPResponse

  private let daemon: HTTPDaemon

  var url: String { "http://127.0.0.1:\(daemon.port)" }

  /// How each path answers; `count` is that of the deliveries so far, retries left out. All others
  /// say that they received it.
  private static let behaviours: [String: Behaviour] = [
    // Every second delivery fails at first, and is received when it comes again.
    "/erp/payruns": { count, attempt in
      attempt == 1 && count % 2 == 1 ? text(500, failure) : text(200, "received")
    },
    // Long enough to be seen at work.
    "/ledger": { _, _ in
      try? await Task.sleep(for: .seconds(2.5))
      return text(200, "received after a while")
    },
    "/archive/jobs": { count, _ in count < 2 ? text(200, "received") : text(410, gone) },
    "/pensions": { count, attempt in
      guard attempt == 1, count % 3 == 2 else { return text(200, "received") }
      return text(429, "too many at once", headers: ["Retry-After": "3"])
    },
  ]

  init() throws {
    let counter = Counter()
    daemon = try HTTPDaemon(port: 0) { request in
      let path = String(request.path)
      let attempt = request.header("Webhook-Attempt").flatMap { Int($0) } ?? 1
      let count = counter.count(path, isNew: attempt == 1)
      guard let behaviour = Self.behaviours[path] else { return Self.text(200, "received") }
      return await behaviour(count, attempt)
    }
  }

  /// Counts the deliveries of each path.
  private final class Counter: Sendable {
    private let counts = Locked<[String: Int]>([:])

    func count(_ path: String, isNew: Bool) -> Int {
      counts.withLock { counts in
        if isNew { counts[path, default: 0] += 1 }
        return counts[path, default: 0]
      }
    }
  }

  func stop() async {
    await daemon.stop()
  }

  private static func text(
    _ status: Int,
    _ text: String,
    headers: HeaderFields = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": "text/plain; charset=utf-8"] + headers,
      body: Array(text.utf8)
    )
  }
}
