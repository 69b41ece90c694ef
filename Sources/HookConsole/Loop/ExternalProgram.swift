import HookSupport
import Foundation

/// The programs of a person's choice: `$PAGER` to read a payload in, `$EDITOR` to change it in. They
/// have the terminal while they run.
enum ExternalProgram {
  /// The one that has the terminal, where it can be ended.
  private static let running = Locked<pid_t?>(nil)

  private static let isInterrupted = Locked(false)

  /// Ends the wait behind a program; one that is running sees to Ctrl-C itself.
  static func interrupt() {
    isInterrupted.withLock { $0 = true }
  }

  /// Ends the one that has the terminal.
  static func end() {
    interrupt()
    running.withLock { child in
      if let child { kill(child, SIGTERM) }
    }
  }

  /// Shows bytes in the pager. They go through a pipe, so nothing is written to disk.
  /// - Parameter pieces: one after the other, as far as the pager reads.
  static func page(_ pieces: some Sequence<[UInt8]>) throws {
    isInterrupted.withLock { $0 = false }
    let pager = choice(["PAGER"], "less")
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw trouble(pager, errno) }
    // The pager must see the end of the pipe, so it must not hold the other end itself.
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let child: pid_t
    do {
      child = try start(pager, [], input: ends[0], pager)
    } catch {
      close(ends[0])
      close(ends[1])
      throw error
    }
    close(ends[0])
    let start = ContinuousClock.now
    // A pager may be left before it has read all.
    _ = pieces.first { !send($0, to: ends[1]) }
    close(ends[1])
    _ = end(of: child)
    // `cat`, or `less` of what fits the screen: it would be gone before anybody has read it.
    if ContinuousClock.now - start < .milliseconds(500) { waitForEnter() }
  }

  private static func send(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  private static func waitForEnter() {
    _ = send(Array("\n[Enter: back to the console]".utf8), to: STDOUT_FILENO)
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    while byte != 0x0A, !isInterrupted.withLock({ $0 }) {
      guard poll(&source, 1, 200) > 0 else { continue }
      guard read(STDIN_FILENO, &byte, 1) > 0 else { return }
    }
  }

  /// Lets the editor change bytes, in a file that only its owner can read and that is gone afterwards.
  static func edit(_ bytes: [UInt8]) throws -> [UInt8] {
    let editor = choice(["VISUAL", "EDITOR"], "vi")
    let directory = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? NSTemporaryDirectory()
    let path = "\(directory)/hookconsole-\(UUID().uuidString).json"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw Failure(.failed, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { unlink(path) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    let code = end(of: try start("\(editor) \"$1\"", [path], input: nil, editor))
    guard code == 0 else {
      throw Failure(.failed, "\(editor) ended with \(code); nothing is sent")
    }
    guard let edited = FileManager.default.contents(atPath: path) else {
      throw Failure(.failed, "\(path) is gone; nothing is sent")
    }
    return Array(edited)
  }

  private static func choice(_ variables: [String], _ otherwise: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    return variables.compactMap { environment[$0] }.first { !$0.isEmpty } ?? otherwise
  }

  /// The variables hold command lines, so a shell reads them. It begins with the signals as a
  /// program expects them, whatever this one has blocked.
  private static func start(
    _ line: String,
    _ arguments: [String],
    input: Int32?,
    _ name: String
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for number in ConsoleLoop.signals + [SIGPIPE] { sigaddset(&usual, number) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    // The shell gives way to a plain command: a signal to the child would else reach the shell alone.
    let isPlain =
      !line.contains(where: "|&;<>()`\n".contains) && !line.prefix { $0 != " " }.contains("=")
    let command = isPlain ? "exec \(line)" : line
    var words = (["sh", "-c", command, "hookconsole"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let answer = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
    guard answer == 0 else { throw trouble(name, answer) }
    if isPlain { running.withLock { [child] in $0 = child } }
    return child
  }

  /// Waits for the end of a child.
  /// - Returns: what it ended with; of one that a signal ended, that and 128.
  private static func end(of child: pid_t) -> Int32 {
    defer { running.withLock { $0 = nil } }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private static func trouble(_ name: String, _ number: Int32) -> Failure {
    Failure(.failed, "\(name) could not be started: \(String(cString: strerror(number)))")
  }
}
