import HookSupport
import Foundation

/// Work that waits for a terminal, or that can take any time, has a thread of its own: the threads of
/// async code must not wait.
enum OwnThread {
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: Result { try body() }) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Waits on such a thread, and only there, for async code.
  static func wait<Result: Sendable>(
    for body: @escaping @Sendable () async throws -> Result
  ) throws -> Result {
    let done = DispatchSemaphore(value: 0)
    let result = Locked<Swift.Result<Result, any Error>?>(nil)
    Task.detached {
      do {
        let value = try await body()
        result.withLock { $0 = .success(value) }
      } catch {
        result.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    guard let result = result.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }
}
