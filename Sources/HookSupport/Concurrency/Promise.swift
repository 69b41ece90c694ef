/// A value that is given once, on any thread, and waited for by one task, in whichever order.
package final class Promise<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case awaited(CheckedContinuation<Value, Never>)
    case given(Value)
    case done
  }

  private let state = Locked(State.empty)

  package init() {}

  /// Gives the value. Of several the first counts.
  package func resume(_ value: Value) {
    let continuation = state.withLock { state -> CheckedContinuation<Value, Never>? in
      switch state {
      case .empty: state = .given(value)
      case .awaited(let continuation):
        state = .done
        return continuation
      case .given, .done: break
      }
      return nil
    }
    continuation?.resume(returning: value)
  }

  /// Waits for the value; to be asked for once.
  package func value(isolation: isolated (any Actor)? = #isolation) async -> Value {
    await withCheckedContinuation { continuation in
      let given = state.withLock { state -> Value? in
        guard case .given(let value) = state else {
          state = .awaited(continuation)
          return nil
        }
        state = .done
        return value
      }
      if let given { continuation.resume(returning: given) }
    }
  }
}
