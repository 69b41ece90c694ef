import Foundation
import HookHTTP
import Synchronization

@testable import HookModel

/// Answers requests out of a list, one after the other, and keeps what it was asked.
final class FakeTransport: Transport {
  private struct State {
    var answers: [Result<Reply, any Error>]
    var requests: [ExchangeRequest] = []
  }

  private let state: Mutex<State>

  init(_ answers: Result<Reply, any Error>...) {
    state = Mutex(State(answers: answers))
  }

  convenience init(_ status: Int, _ body: String = "", _ headers: HeaderFields = [:]) {
    self.init(.success(Reply(status: status, headers: headers, body: Data(body.utf8))))
  }

  var requests: [ExchangeRequest] { state.withLock { $0.requests } }

  func send(_ request: ExchangeRequest) async throws -> Reply {
    try state.withLock { state in
      state.requests.append(request)
      // The last answer is given for ever.
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }.get()
  }
}

extension HookClient {
  /// A client of a server that is not there.
  static func test(_ transport: any Transport, retry: RetryPolicy = .never) throws -> HookClient {
    HookClient(
      address: try ServerAddress("https://api.example/v1"),
      employer: RecordID("e1"),
      credentials: Credentials(key: "s3cret-key"),
      transport: transport,
      retry: retry
    )
  }
}
