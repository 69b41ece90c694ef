import HookSupport
import Foundation

/// What a receiver was sent, in the order of arrival, and who waits for more.
final class ReceiverRecord: Sendable {
  private struct State: Sendable {
    var arrived = 0
    /// All that were answered, also those that are not kept any more.
    var answered = 0
    var kept: [(position: Int, request: ReceivedRequest)] = []
    /// Bytes of the bodies that are kept.
    var bytes = 0
    var waiting: [(id: UUID, count: Int, done: CheckedContinuation<[ReceivedRequest], Never>)] = []
    /// Who waits for requests to arrive.
    var expecting: [(count: Int, done: CheckedContinuation<Void, Never>)] = []
    var isStopped = false

    /// Those that wait no longer.
    mutating func takeReady() -> [CheckedContinuation<[ReceivedRequest], Never>] {
      let count = isStopped ? Int.max : answered
      let ready = waiting.filter { $0.count <= count }
      waiting.removeAll { $0.count <= count }
      return ready.map(\.done)
    }
  }

  /// What is kept at most, so that a receiver may run for weeks: the oldest go first.
  private let requestLimit: Int
  private let byteLimit: Int
  private let state = Locked(State())
  /// Held while something is reported: one after the other. It guards no value: a `Locked` of none
  /// would have it where the object's class stands, and the thread sanitizer takes the two for one.
  private let reporting = NSLock()
  private let report: @Sendable (ReceivedRequest) -> Void

  init(
    requestLimit: Int = 100_000,
    byteLimit: Int = 256 * 1024 * 1024,
    report: @escaping @Sendable (ReceivedRequest) -> Void
  ) {
    self.requestLimit = requestLimit
    self.byteLimit = byteLimit
    self.report = report
  }

  /// One that keeps only the newest: what the wait for the next one is about.
  static func short(report: @escaping @Sendable (ReceivedRequest) -> Void) -> ReceiverRecord {
    ReceiverRecord(requestLimit: 1000, byteLimit: 4 * 1024 * 1024, report: report)
  }

  var requests: [ReceivedRequest] { state.withLock { $0.kept.map(\.request) } }

  /// A request came; its number in the order.
  func arrive() -> Int {
    let (number, ready) = state.withLock { state in
      state.arrived += 1
      let ready = state.expecting.filter { $0.count <= state.arrived }
      state.expecting.removeAll { $0.count <= state.arrived }
      return (state.arrived - 1, ready)
    }
    for waiter in ready { waiter.done.resume() }
    return number
  }

  /// Returns once so many requests arrived, or the receiver is stopped.
  func arrived(_ count: Int) async {
    await withCheckedContinuation { done in
      let isOver = state.withLock { state in
        let isOver = state.arrived >= count || state.isStopped
        if !isOver { state.expecting.append((count, done)) }
        return isOver
      }
      if isOver { done.resume() }
    }
  }

  /// The request is answered.
  func add(_ request: ReceivedRequest, at position: Int) {
    var kept = request
    kept.exchanges = []
    state.withLock { [kept] state in
      // Mostly at the end: only one that was answered late goes before others.
      let before = state.kept.lastIndex { $0.position < position }
      state.kept.insert((position, kept), at: before.map { $0 + 1 } ?? 0)
      state.answered += 1
      state.bytes += request.body.count
      trim(&state)
    }
    reporting.withLock { report(request) }
    release()
  }

  /// Waits for so many requests; what there is of them where the task is cancelled.
  func next(_ count: Int) async -> [ReceivedRequest] {
    let id = UUID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        // Cancelled before it is noted, nobody would wake it.
        state.withLock { $0.waiting.append((id, Task.isCancelled ? 0 : count, done)) }
        release()
      }
    } onCancel: {
      state.withLock { state in
        for position in state.waiting.indices where state.waiting[position].id == id {
          state.waiting[position].count = 0
        }
      }
      release()
    }
  }

  /// Nothing more comes: nobody waits any longer.
  func stop() {
    let expecting = state.withLock { state in
      defer { state.expecting = [] }
      state.isStopped = true
      return state.expecting
    }
    for waiter in expecting { waiter.done.resume() }
    release()
  }

  /// Drops the oldest where there is too much; an eighth more is let grow, so that it is not done
  /// with each request.
  private func trim(_ state: inout State) {
    let isOver =
      state.kept.count > requestLimit + requestLimit / 8
      || state.bytes > byteLimit + byteLimit / 8
    guard isOver else { return }
    var surplus = 0
    while state.kept.count - surplus > 1,
      state.kept.count - surplus > requestLimit || state.bytes > byteLimit
    {
      state.bytes -= state.kept[surplus].request.body.count
      surplus += 1
    }
    state.kept.removeFirst(surplus)
  }

  private func release() {
    let (ready, requests) = state.withLock { state in
      let ready = state.takeReady()
      return (ready, ready.isEmpty ? [] : state.kept.map(\.request))
    }
    for done in ready { done.resume(returning: requests) }
  }
}
