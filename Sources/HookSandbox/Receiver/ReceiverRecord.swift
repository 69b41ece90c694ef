/// What a receiver was sent, in the order of arrival, and who waits for more.
final class ReceiverRecord: Sendable {
  private struct State {
    var arrived = 0
    /// Answered, but something that came before is not yet: kept back, so that the order holds.
    var early: [Int: ReceivedRequest] = [:]
    var requests: [ReceivedRequest] = []
    var waiting: [(count: Int, done: CheckedContinuation<[ReceivedRequest], Never>)] = []
    var isStopped = false
  }

  private let state = Locked(State())
  /// Held while something is reported, so that reports do not overtake each other.
  private let reporting = Locked(())
  private let report: @Sendable (ReceivedRequest) -> Void

  init(report: @escaping @Sendable (ReceivedRequest) -> Void) {
    self.report = report
  }

  var requests: [ReceivedRequest] { state.withLock { $0.requests } }

  var arrivals: Int { state.withLock { $0.arrived } }

  /// A request came; its place in the order.
  func arrive() -> Int {
    state.withLock { state in
      defer { state.arrived += 1 }
      return state.arrived
    }
  }

  /// The request is answered.
  func add(_ request: ReceivedRequest, at place: Int) {
    reporting.withLock { _ in
      let ready = state.withLock { state in
        state.early[place] = request
        let first = state.requests.count
        while let next = state.early.removeValue(forKey: state.requests.count) {
          state.requests.append(next)
        }
        return Array(state.requests[first...])
      }
      for request in ready { report(request) }
    }
    release()
  }

  func next(_ count: Int) async -> [ReceivedRequest] {
    await withCheckedContinuation { done in
      state.withLock { $0.waiting.append((count, done)) }
      release()
    }
  }

  /// Nothing more comes: nobody waits any longer.
  func stop() {
    state.withLock { $0.isStopped = true }
    release()
  }

  private func release() {
    let (ready, requests) = state.withLock { state in
      let count = state.isStopped ? Int.max : state.requests.count
      let ready = state.waiting.filter { $0.count <= count }
      state.waiting.removeAll { $0.count <= count }
      return (ready, state.requests)
    }
    for waiting in ready { waiting.done.resume(returning: requests) }
  }
}
