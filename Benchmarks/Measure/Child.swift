import Foundation

/// A program in a pseudo-terminal of 120 columns and 40 rows, or with its output thrown away.
final class Child {
  let pid: pid_t
  /// Our side of the terminal; -1 where it has none.
  let terminal: Int32
  let started: Int

  init(_ words: [String], inTerminal: Bool, environment: [String: String]? = nil) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    if inTerminal {
      // What posix_openpt and its companions do, which Swift does not import.
      let ours = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var (locked, number): (Int32, Int32) = (0, 0)
      _ = ioctl(ours, 0x4004_5431, &locked)  // TIOCSPTLCK
      _ = ioctl(ours, 0x8004_5430, &number)  // TIOCGPTN
      var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(ours, UInt(TIOCSWINSZ), &size)
      // In a session of its own the first terminal that is opened becomes the controlling one.
      posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      terminal = ours
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      terminal = -1
    }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var all = environment ?? ProcessInfo.processInfo.environment
    all["TERM"] = "xterm-256color"
    var arguments = words.map { strdup($0) } + [nil]
    var variables = all.map { strdup("\($0)=\($1)") } + [nil]
    var pid: pid_t = 0
    started = now()
    let error = posix_spawnp(&pid, words[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
      complain("\(words[0]): \(String(cString: strerror(error)))")
      exit(1)
    }
    self.pid = pid
    for text in arguments + variables { free(text) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  /// What the program writes within some milliseconds; nil when it has ended.
  func read(milliseconds: Int32) -> [UInt8]? {
    var source = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return [] }
    var block = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(terminal, &block, block.count)
    return count > 0 ? Array(block[..<count]) : nil
  }

  /// Reads on until a text has come; the time at which it had, `nil` if it does not come.
  func wait(for text: String, seconds: Double) -> Int? {
    var seen: [UInt8] = []
    let wanted = Array(text.utf8)
    let end = now() + Int(seconds * 1e9)
    while now() < end {
      guard let some = read(milliseconds: 50) else { return nil }
      seen += some
      if seen.contains(wanted) { return now() }
    }
    return nil
  }

  func type(_ text: String) {
    _ = write(terminal, text, text.utf8.count)
  }

  /// Waits for the end.
  @discardableResult
  func ended() -> Int32 {
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    if terminal >= 0 { close(terminal) }
    return status
  }

  func stop(_ signal: Int32 = SIGTERM) {
    kill(pid, signal)
    // What it still writes must be read, or it cannot end.
    while terminal >= 0, read(milliseconds: 500).map({ !$0.isEmpty }) ?? false {}
    ended()
  }

  /// Processor time so far, in milliseconds.
  var processorTime: Int {
    let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12 else { return 0 }
    return ((Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)) * 1000
      / Int(sysconf(Int32(_SC_CLK_TCK)))
  }
}
