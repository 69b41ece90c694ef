import CPOSIX
import Foundation

/// How every program is started: with its three standard files and none of ours, and with the signals
/// as a program expects them, whatever this one has blocked or ignored.
struct ChildProcess {
  /// Whom the terminal's signals reach.
  enum Group {
    /// This program's: they reach both.
    case shared
    /// One of its own, which gets this terminal if there is one.
    case own(terminal: Int32?)
    /// A session of its own: it goes on when the terminal is gone.
    case session
  }

  /// The program, looked for in PATH, and its arguments.
  let words: [String]
  var environment = ProcessInfo.processInfo.environment
  var input: Int32?
  var output: Int32?
  var errors: Int32?
  var group = Group.shared

  /// - Throws: `POSIXError` if the program cannot be started.
  func start() throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    setSignals(&attributes)
    // Before standard input becomes something else.
    if case .own(let terminal?) = group {
      posix_spawn_file_actions_addtcsetpgrp_np(&actions, terminal)
    }
    let files = [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)]
    for (file, number) in files {
      if let file { posix_spawn_file_actions_adddup2(&actions, file, number) }
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    let error = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
    return child
  }

  private func setSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // What is ignored stays ignored in a child; what is caught does not stay caught.
    var ignored = sigset_t()
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    var flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    switch group {
    case .shared: break
    case .own: flags |= Int16(POSIX_SPAWN_SETPGROUP)
    case .session: flags |= hc_spawn_setsid()
    }
    posix_spawnattr_setflags(&attributes, flags)
  }

  /// Two ends of a pipe, for reading and for writing, that no child inherits.
  static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard hc_pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return (ends[0], ends[1])
  }

  /// Waits for the end of a child.
  static func end(of child: pid_t) -> ExitStatus {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { break } }
    return ExitStatus(status)
  }

  /// The sentence of an error of `start` or `pipe`.
  static func reason(_ error: any Error) -> String {
    (error as? POSIXError).map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
  }
}

/// How a child ended, or that it has stopped.
struct ExitStatus: Equatable {
  /// The exit code; 128 and the signal if one has ended it.
  let code: Int32
  let isStopped: Bool

  /// - Parameter status: as `waitpid` reports it.
  init(_ status: Int32) {
    isStopped = status & 0xFF == 0x7F
    let signal = status & 0x7F
    code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
