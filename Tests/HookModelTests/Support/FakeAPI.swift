import Synchronization

@testable import HookModel

/// A server behind the calls of the API, without a network.
final class FakeAPI: HookAPI {
  private struct State {
    var server: QuirkyServer
    var fault: (any Error)?
    var calls = 0
    var isSandbox: Bool?
    var hanging: AsyncStream<Void>.Continuation?
  }

  private let state: Mutex<State>

  init(_ quirks: QuirkyServer.Quirks = QuirkyServer.Quirks(), hooks: Int = 1) {
    state = Mutex(State(server: QuirkyServer(quirks, hooks: hooks)))
  }

  /// Becomes known with the next answer.
  var isSandbox: Bool? {
    get { state.withLock { $0.calls > 0 ? $0.isSandbox : nil } }
    set { state.withLock { $0.isSandbox = newValue } }
  }

  var calls: Int { state.withLock { $0.calls } }

  func change(_ change: @Sendable (inout QuirkyServer) -> Void) {
    state.withLock { change(&$0.server) }
  }

  /// Everything fails from now on; nil ends that.
  func fail(_ error: (any Error)?) {
    state.withLock { $0.fault = error }
  }

  /// The next look at a webhook is not answered before it is cancelled.
  /// - Returns: tells when it has begun.
  func hang() -> AsyncStream<Void> {
    let (begun, tell) = AsyncStream.makeStream(of: Void.self)
    state.withLock { $0.hanging = tell }
    return begun
  }

  private func answer<Answer: Sendable>(_ read: (QuirkyServer) -> Answer?) throws -> Answer {
    try state.withLock { state in
      state.calls += 1
      if let fault = state.fault { throw fault }
      guard let answer = read(state.server) else { throw APIError(.notFound(nil)) }
      return answer
    }
  }

  func webhooks() async throws -> [Item] { try answer { $0.list } }
  func webhook(_ id: RecordID) async throws -> Webhook {
    let hanging = state.withLock { state in
      defer { state.hanging = nil }
      return state.hanging
    }
    if let hanging {
      hanging.yield()
      try await Task.sleep(for: .seconds(3600))
    }
    return try answer { $0.webhook(id) }
  }
  func deliveries(of webhook: RecordID, page: Page?) async throws -> [Item] {
    try answer { $0.page(page ?? Page(number: 0, size: 50), of: webhook) }
  }
  func delivery(_ id: RecordID, of webhook: RecordID) async throws -> Delivery {
    try answer { $0.deliveries[webhook]?.first { $0.id == id } }
  }

  // The feed only reads.
  func employers(page: Page?, searchTerm: String?) async throws -> [Item] { try unused() }
  func create(_ draft: WebhookDraft) async throws -> RecordID? { try unused() }
  func update(_ webhook: Webhook, to draft: WebhookDraft) async throws -> Webhook { try unused() }
  func delete(_ id: RecordID) async throws { let _: Int = try unused() }
  func sample(of event: WebhookEvent) async throws -> Payload { try unused() }
  private func unused<Answer>() throws -> Answer { throw APIError(.unexpected("not asked for")) }
}
