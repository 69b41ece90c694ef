import Foundation
import HookSupport

/// One request that goes through a URLSession: where the session finds what to send, and the caller what
/// came of it.
final class SessionCall: Sendable {
  private struct State {
    var number: Int?
    var isCancelled = false
    var exchange: Exchange?
  }

  let request: ExchangeRequest
  private let sink: any BodySink
  private let engine: HTTPEngine
  private let state = Locked(State())

  init(_ request: ExchangeRequest, sink: any BodySink, engine: HTTPEngine) {
    self.request = request
    self.sink = sink
    self.engine = engine
  }

  /// What came of it; `nil` before that.
  var exchange: Exchange? { state.withLock { $0.exchange } }

  /// The body's content.
  func content() -> Data { sink.finish() }

  /// Starts the exchange. To be called once.
  /// - Parameter completion: called when it has ended, on the engine's thread.
  func begin(completion: @escaping @Sendable () -> Void) {
    let number = engine.start(request, sink: sink) { exchange in
      self.state.withLock { $0.exchange = exchange }
      completion()
    }
    let isCancelled = state.withLock { state in
      state.number = number
      return state.isCancelled
    }
    if isCancelled { engine.cancel(number) }
  }

  /// Ends the exchange; one that has not begun ends as it begins.
  func cancel() {
    let number = state.withLock { state in
      state.isCancelled = true
      return state.number
    }
    if let number { engine.cancel(number) }
  }
}

/// The calls that go through sessions now. A URLSession on Linux hands its protocol nothing of a request but
/// the request itself, so a number in it says which call it is.
final class SessionCalls: Sendable {
  static let shared = SessionCalls()

  private let state = Locked((last: 0, calls: [Int: SessionCall]()))

  func add(_ call: SessionCall) -> Int {
    state.withLock { state in
      state.last += 1
      state.calls[state.last] = call
      return state.last
    }
  }

  func call(_ number: Int) -> SessionCall? { state.withLock { $0.calls[number] } }

  func remove(_ number: Int) { state.withLock { _ = $0.calls.removeValue(forKey: number) } }
}
