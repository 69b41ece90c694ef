import ConsoleCore
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
  private let start = ContinuousClock.now
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
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let columns = Output.columns(of: STDERR_FILENO) ?? 80
      print("\r\(Self.line(count, of: total, what, after: seconds, columns: columns))\u{1B}[K")
    }
  }

  /// `[#######-------------] 35% 350 of 1000 sent, 18/s, 36 s left`; the bar shrinks before anything is left
  /// out.
  static func line(
    _ count: Int,
    of total: Int?,
    _ what: String,
    after seconds: Double,
    columns: Int
  )
    -> String
  {
    guard let total, total >= count, total > 0 else {
      return String("\(count) \(what)…".prefix(columns - 1))
    }
    var text = "\(100 * count / total)% \(count) of \(total) \(what)"
    if count > 0, seconds > 0 {
      let rate = Double(count) / seconds
      let left = Int((Double(total - count) / rate).rounded(.up))
      for part in [", \(RateText.of(rate))", ", \(left) s left"]
      where text.count + part.count < columns { text += part }
    }
    let width = min(20, columns - text.count - 4)
    guard width > 0 else { return String(text.prefix(columns - 1)) }
    let marks = String(repeating: "#", count: width * count / total)
    return "[\(marks)\(String(repeating: "-", count: width - marks.count))] \(text)"
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
