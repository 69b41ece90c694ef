import Foundation

/// A value that is only reached under a lock.
///
/// It is not `Synchronization.Mutex`, since the thread sanitizer does not see that one's locking on
/// Linux and reports every use of it.
final class Locked<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) {
    self.value = value
  }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
