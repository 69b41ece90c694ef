import Foundation

/// Notices that nobody reads standard output any more, also while nothing is written.
enum ClosedPipeWatch {
  /// Calls once when that happens, on a thread of its own. Of a file it never does.
  static func start(_ closed: @escaping @Sendable () -> Void) {
    let thread = Thread {
      var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
      while true {
        let answer = poll(&output, 1, -1)
        if answer < 0, errno == EINTR { continue }
        if answer > 0, output.revents & Int16(POLLERR | POLLHUP) != 0 { closed() }
        return
      }
    }
    thread.stackSize = 64 * 1024
    thread.start()
  }
}
