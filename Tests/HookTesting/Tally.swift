import HookSupport

/// Counts what happens on any thread; a test waits until it happened often enough.
package final class Tally: Sendable {
  private struct State: Sendable {
    var count = 0
    var waiting: [(count: Int, done: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Locked(State())

  package init() {}

  package func add() {
    let ready = state.withLock { state in
      state.count += 1
      let ready = state.waiting.filter { $0.count <= state.count }
      state.waiting.removeAll { $0.count <= state.count }
      return ready
    }
    for waiter in ready { waiter.done.resume() }
  }

  /// Returns once it happened so often.
  package func reaches(_ count: Int) async {
    await withCheckedContinuation { done in
      let isReached = state.withLock { state in
        if state.count < count { state.waiting.append((count, done)) }
        return state.count >= count
      }
      if isReached { done.resume() }
    }
  }
}
