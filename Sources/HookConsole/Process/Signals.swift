import Foundation

/// The signals of the program, taken by one thread that waits for them, so that no code of ours runs
/// inside a signal handler.
enum Signals {
  /// Blocks the signals in this thread and all that come after it: to be called before any other
  /// thread begins.
  static func block(_ signals: [Int32]) {
    signal(SIGPIPE, SIG_IGN)
    var set = mask(signals)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Calls for each blocked signal that arrives, on a thread of its own, until the program ends.
  static func listen(_ signals: [Int32], _ handle: @escaping @Sendable (Int32) -> Void) {
    let thread = Thread {
      var set = mask(signals)
      while true {
        var number: Int32 = 0
        if sigwait(&set, &number) == 0 { handle(number) }
      }
    }
    thread.stackSize = 256 * 1024
    thread.start()
  }

  /// Ends the program as a signal does by itself.
  static func end(by number: Int32) {
    signal(number, SIG_DFL)
    var set = mask([number])
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
  }

  /// Stops the program as SIGTSTP does by itself, before this call returns: sent to this thread, since
  /// what is sent to the process may be taken by another while this one goes on. Where nobody could
  /// continue the program, the system does not stop it.
  static func stopHere() {
    var set = mask([SIGTSTP])
    // ncurses has a handler of its own for it.
    let before = signal(SIGTSTP, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(SIGTSTP)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGTSTP, before)
  }

  /// Stops the program while its shell has it in the background: the terminal is somebody else's then.
  static func waitForForeground() {
    signal(SIGTTIN, SIG_DFL)
    // Where nobody could continue the program, the system does not stop it.
    for _ in 0..<100 where ![-1, getpgrp()].contains(tcgetpgrp(STDIN_FILENO)) {
      kill(-getpgrp(), SIGTTIN)
      // Another thread may take the signal: the stop comes a moment later.
      usleep(10_000)
    }
  }

  /// Does something with the terminal that stops a program in the background.
  static func withoutStopping(_ body: () -> Void) {
    var set = mask([SIGTTOU])
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &set, &before)
    body()
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private static func mask(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    return set
  }
}
