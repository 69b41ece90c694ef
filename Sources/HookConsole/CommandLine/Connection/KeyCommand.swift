import Foundation

/// Runs the program that knows the API key. It keeps the terminal, so that it can ask for a password.
enum KeyCommand {
  static func output(_ words: [String], environment: [String: String]) throws -> String {
    let name = words[0]
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw Failure(.failed, "\(name): \(String(cString: strerror(errno)))")
    }
    // The child gets its end as standard output and nothing else of ours.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let input = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try spawn(words, output: ends[1], environment)
    }
    let line = firstLine(input)
    var status: Int32 = 0
    while waitpid(child, &status, 0) == -1, errno == EINTR {}
    guard status == 0 else {
      throw Failure.usage("the command for the API key failed: \(words.joined(separator: " "))")
    }
    return line
  }

  /// What else comes, or stays open because of an agent that the command has started, is not waited for.
  private static func firstLine(_ input: FileHandle) -> String {
    var bytes = Data()
    while !bytes.contains(0x0A), let more = try? input.read(upToCount: 4096), !more.isEmpty {
      bytes += more
    }
    // A command that has more to say is not held up.
    Thread.detachNewThread {
      while let more = try? input.read(upToCount: 65536), !more.isEmpty {}
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Foundation's `Process` would put it into a background group, which may not read the terminal.
  private static func spawn(
    _ words: [String],
    output: Int32,
    _ environment: [String: String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program does with signals is not the child's business.
    var none = sigset_t()
    sigemptyset(&none)
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    )
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    let error = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
      throw Failure.usage(
        "cannot run the command for the API key, \(words[0]): \(String(cString: strerror(error)))"
      )
    }
    return child
  }
}
