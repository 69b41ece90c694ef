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

  /// - Parameter total: how many there will be, for a bar; `nil` if that is not known.
  func show(_ count: Int, of total: Int? = nil) {
    guard isOn else { return }
    state.withLock { state in
      // First after a while, then a few times a second.
      guard state.last.duration(to: .now) > .milliseconds(state.isShown ? 100 : 700) else { return }
      state = State(isShown: true, last: .now)
      print("\r" + Self.line(count, of: total, what))
    }
  }

  /// `[#######-------------] 35% 350 of 1000 deliveries read`
  static func line(_ count: Int, of total: Int?, _ what: String) -> String {
    guard let total, total >= count, total > 0 else { return "\(count) \(what)…" }
    let marks = String(repeating: "#", count: 20 * count / total)
    let rest = String(repeating: "-", count: 20 - marks.count)
    return "[\(marks)\(rest)] \(100 * count / total)% \(count) of \(total) \(what)"
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
