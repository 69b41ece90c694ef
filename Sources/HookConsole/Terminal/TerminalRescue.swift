import Foundation

/// Gives the terminal back when the program dies of a fault: a failed precondition, a bad access, a
/// signal that it does not expect.
///
/// Works in a signal handler, so it only writes bytes that were made ready and calls what POSIX
/// allows there.
enum TerminalRescue {
  // Written before the handlers are set and after they are taken back, by one thread; a handler only
  // reads.
  nonisolated(unsafe) private static var bytes: UnsafeMutablePointer<UInt8>?
  nonisolated(unsafe) private static var count = 0
  /// In memory of its own: as a variable the compiler gives it three bytes less than the C library
  /// writes, which the address sanitizer found. Written once, before the handlers are set.
  nonisolated(unsafe) private static let modes = UnsafeMutablePointer<termios>.allocate(capacity: 1)

  /// What was done with each fault before; only `arm` and `disarm` use it, on one thread.
  nonisolated(unsafe) private static var before: [sigaction] = []

  private static let faults = [
    SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM,
    SIGXCPU,
  ]

  /// - Parameter leaving: what the terminal must be sent to leave the full screen.
  static func arm(leaving: String) {
    let sequence = Array(("\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l" + leaving + "\r\n").utf8)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: sequence.count)
    memory.initialize(from: sequence, count: sequence.count)
    bytes = memory
    count = sequence.count
    before = faults.map { fault in
      var old = sigaction()
      sigaction(fault, nil, &old)
      return old
    }
    for fault in faults {
      signal(fault) { number in
        TerminalRescue.restore()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Keeps the terminal's modes as they are now, before anything is changed.
  static func rememberModes() {
    modes.initialize(to: termios())
    tcgetattr(STDIN_FILENO, modes)
  }

  /// Ends the program though the terminal may not read: what waits to be written is dropped.
  /// - Parameter sentence: for the person, after the screen was left.
  static func end(_ code: Int32, saying sentence: String?) -> Never {
    tcflow(STDOUT_FILENO, TCOON)
    tcflush(STDOUT_FILENO, TCOFLUSH)
    let flags = fcntl(STDOUT_FILENO, F_GETFL)
    _ = fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK)
    // The program may be in the background while another has the terminal.
    Signals.withoutStopping {
      restore()
      if let sentence {
        let line = Array("hookconsole: \(sentence)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
      }
    }
    _ = fcntl(STDOUT_FILENO, F_SETFL, flags)
    _exit(code)
  }

  private static func restore() {
    guard let bytes else { return }
    _ = write(STDOUT_FILENO, bytes, count)
    tcsetattr(STDIN_FILENO, TCSANOW, modes)
  }

  static func disarm() {
    bytes = nil
    for (fault, old) in zip(faults, before) {
      var old = old
      sigaction(fault, &old, nil)
    }
  }
}
