import HookHTTP
import HookSupport
@testable import HookCapture
@testable import HookServer

/// A capture with a sender beside it.
enum CaptureScene {
  static func run(
    _ change: (inout ReceiverConfiguration) -> Void = { _ in },
    path: String? = nil,
    keep: CaptureKeep? = nil,
    arrived: @escaping Receiver.Arrived = { _, _ in },
    test: (Receiver) async throws -> Void
  ) async throws {
    var configuration = ReceiverConfiguration()
    configuration.capture = CaptureConfiguration(path: path, keep: keep)
    change(&configuration)
    let receiver = try Receiver.start(configuration, arrived: arrived)
    do {
      try await test(receiver)
    } catch {
      await receiver.stop()
      throw error
    }
    await receiver.stop()
  }

  static func post(
    _ receiver: Receiver,
    _ path: String,
    _ body: String = "{}",
    _ headers: HeaderFields = ["Content-Type": "application/json"],
    limits: ExchangeLimits = .post
  ) async throws -> Exchange {
    let request = ExchangeRequest(
      method: "POST",
      url: try HTTPURL(receiver.url + path),
      headers: headers,
      body: Array(body.utf8),
      limits: limits
    )
    return try await HTTPEngine.shared.perform(request)
  }
}

extension Receiver {
  /// The newest request of the first source, with its exchanges.
  func newest() async throws -> (request: CapturedRequest, exchanges: [Exchange])? {
    guard let source = try await sources().first,
      let request = try await requests(of: source.id, limit: 1).first,
      let found = try await captured(request.id)
    else { return nil }
    return (found.0, found.exchanges)
  }
}
