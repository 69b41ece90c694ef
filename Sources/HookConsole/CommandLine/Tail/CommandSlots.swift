/// How many commands run at the same time.
actor CommandSlots {
  private var free: Int
  private var waiting: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  private var number = 0

  init(_ count: Int) {
    free = count
  }

  /// Waits for a free slot; each one is to be left again.
  /// - Throws: `CancellationError` if the task is cancelled meanwhile.
  func enter() async throws {
    if free > 0 {
      free -= 1
      return
    }
    number += 1
    let own = number
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          waiting.append((own, continuation))
        }
      }
    } onCancel: {
      Task { await self.cancel(own) }
    }
  }

  func leave() {
    guard !waiting.isEmpty else {
      free += 1
      return
    }
    waiting.removeFirst().continuation.resume()
  }

  private func cancel(_ number: Int) {
    guard let position = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: position).continuation.resume(throwing: CancellationError())
  }
}
