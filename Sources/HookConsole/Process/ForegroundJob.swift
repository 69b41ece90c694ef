import HookSupport
import Foundation

/// A program that has the terminal until it ends, with the job control of a shell.
///
/// It has a process group of its own, so that signals reach all of it, also after a shell. When it
/// stops (Ctrl-Z), this program gives the terminal back and stops with it; when the shell continues
/// this program, the job gets the terminal again.
final class ForegroundJob: Sendable {
  private struct Current {
    var group: pid_t?
    /// The whole group of this program is being stopped, because the job has stopped.
    var isStopping = false
  }

  private static let current = Locked(Current())
  /// Signalled when this program goes on after it was stopped with the job.
  private static let continued = DispatchSemaphore(value: 0)

  private let child: pid_t
  /// `nil` if this program does not have a terminal to hand over.
  private let terminal: Int32?

  /// - Throws: `POSIXError` if it cannot be started.
  init(_ words: [String], input: Int32? = nil) throws {
    terminal = tcgetpgrp(STDIN_FILENO) == getpgrp() ? STDIN_FILENO : nil
    var process = ChildProcess(words: words, input: input)
    process.group = .own(terminal: terminal)
    // A signal that arrives meanwhile waits until there is a job to pass it on to.
    child = try Self.current.withLock { [process] current in
      let child = try process.start()
      current.group = child
      return child
    }
  }

  /// Waits for its end; the terminal then belongs to this program again.
  func wait() -> ExitStatus {
    let modes = Self.modes(terminal)
    defer {
      Self.current.withLock { $0.group = nil }
      giveTerminal(to: getpgrp())
      WholeWrite.makeBlocking(STDIN_FILENO)
      WholeWrite.makeBlocking(STDOUT_FILENO)
    }
    while true {
      var status: Int32 = 0
      guard waitpid(child, &status, WUNTRACED) >= 0 else {
        if errno == EINTR { continue }
        return ExitStatus(0)
      }
      guard ExitStatus(status).isStopped else { return ExitStatus(status) }
      stop(modes)
    }
  }

  private func stop(_ modes: termios?) {
    let own = Self.modes(terminal)
    giveTerminal(to: getpgrp())
    set(modes)
    Self.current.withLock { $0.isStopping = true }
    // What waits for this program, such as a script, must stop, too, or the shell would not go on.
    kill(0, SIGTSTP)
    Self.continued.wait()
    Signals.waitForForeground()
    set(own)
    giveTerminal(to: child)
    kill(-child, SIGCONT)
  }

  private static func modes(_ terminal: Int32?) -> termios? {
    var modes = termios()
    guard let terminal, tcgetattr(terminal, &modes) == 0 else { return nil }
    return modes
  }

  private func set(_ modes: termios?) {
    guard var modes, let terminal else { return }
    Signals.withoutStopping { _ = tcsetattr(terminal, TCSANOW, &modes) }
  }

  private func giveTerminal(to group: pid_t) {
    guard let terminal else { return }
    Signals.withoutStopping { _ = tcsetpgrp(terminal, group) }
  }

  // MARK: Signals for it, on their thread

  /// Ends the job that runs.
  static func end(_ signal: Int32) {
    current.withLock { current in
      guard let group = current.group else { return }
      kill(-group, signal)
      kill(-group, SIGCONT)
    }
  }

  /// SIGTSTP while another program has the terminal.
  static func stop() {
    let (group, isStopping) = current.withLock { current in
      defer { current.isStopping = false }
      return (current.group, current.isStopping)
    }
    if let group, !isStopping {
      // The job stops first; the rest follows from that.
      kill(-group, SIGTSTP)
    } else {
      Signals.stopHere()
      if isStopping { continued.signal() }
    }
  }
}
