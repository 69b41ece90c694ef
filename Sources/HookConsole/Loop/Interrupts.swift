import HookSupport

/// Which Ctrl-C the loop can answer, and which one finds it busy.
final class Interrupts: Sendable {
  private let isWaiting = Locked(false)

  /// A Ctrl-C arrived.
  /// - Returns: `false` if the one before it still waits for the loop: then the program must end
  ///   without it.
  func arrived() -> Bool {
    isWaiting.withLock { isWaiting in
      defer { isWaiting = true }
      return !isWaiting
    }
  }

  /// The loop has handled one.
  func handled() {
    isWaiting.withLock { $0 = false }
  }
}
