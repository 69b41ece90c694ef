import Foundation

/// Work that takes long, and that a person can end by Ctrl-C without losing what it did so far.
enum InterruptibleWork {
  /// Cancels the work at the first of the ending signals, and ends the program at the second.
  /// - Parameter endsAtOnce: whether the first one ends the program, too.
  /// - Throws: what the work throws; `Failure` if it had nothing to say of its end.
  static func run(
    endsAtOnce: Bool = false,
    _ work: @escaping @Sendable () async throws -> Void
  ) async throws {
    let task = Task { try await work() }
    Signals.listen(Signals.endings) { signal in
      if endsAtOnce || task.isCancelled { _exit(128 + signal) }
      task.cancel()
    }
    do {
      try await task.value
    } catch  where task.isCancelled && !(error is Failure) {
      throw Failure(.failed, "interrupted")
    }
  }

  /// The next part of the work; `nil` at its end, and once it is to end.
  static func next<Part>(_ body: () async throws -> Part?) async throws -> Part? {
    do {
      return Task.isCancelled ? nil : try await body()
    } catch {
      if Task.isCancelled { return nil }
      throw error
    }
  }
}
