import Foundation

/// A value that only one thread at a time can reach.
///
/// Not `Synchronization.Mutex`: the thread sanitizer does not see its locking on Linux and reports each
/// use of it. `@unchecked` since the compiler does not see that the lock guards the value.
package final class Locked<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  package init(_ value: Value) {
    self.value = value
  }

  package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
