import HookSupport
import Foundation

/// Says on a terminal that something takes long. Nothing is said in a file or a pipe, nor of what is
/// done soon.
final class Progress: Sendable {
  private struct State {
    var isShown = false
    var last: ContinuousClock.Instant
  }

  private let isOn: Bool
  private let what: String
  private let state: Locked<State>

  /// - Parameter what: what is counted: `deliveries read`.
  init(_ what: String) {
    self.what = what
    isOn = isatty(STDERR_FILENO) == 1
    state = Locked(State(last: .now))
  }

  func show(_ count: Int) {
    guard isOn else { return }
    state.withLock { state in
      // First after a while, then a few times a second.
      guard state.last.duration(to: .now) > .milliseconds(state.isShown ? 100 : 700) else { return }
      state = State(isShown: true, last: .now)
      print("\r\(count) \(what)…")
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      guard state.isShown else { return }
      state.isShown = false
      print("\r\u{1B}[K")
    }
  }

  private func print(_ text: String) {
    _ = WholeWrite.write(text.utf8, to: STDERR_FILENO)
  }
}
