import Foundation
import HookSupport

/// A person's command, run once by `/bin/sh -c` with a text on its standard input, in a process group
/// of its own. What it prints, to either output, is handed on line by line.
struct CommandRun: Sendable {
  enum End: Equatable, Sendable {
    /// The exit code; 128 and the signal if one has ended it.
    case exited(Int32)
    /// It took too long and was killed with all of its group.
    case timedOut
    /// It was killed because nobody waits for it any more.
    case cancelled
    case notStarted(String)
  }

  let command: String
  /// Added to this program's own environment.
  let variables: [String: String]
  let input: [UInt8]
  /// Seconds after which it is killed.
  var timeout: Double

  /// After a polite signal, until all of the group is killed, in seconds.
  private static let grace = 1.0
  /// A longer line is handed on in pieces.
  private static let longestLine = 8192
  /// How many blocks a full pipe has, and some more.
  private static let blocksInPipe = 8

  /// A value for the environment of a command: without what ends a variable or a line.
  static func value(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isBreak($0) }))
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Runs it to its end; blocks its thread.
  /// - Parameters:
  ///   - stop: ends it early.
  ///   - show: called with each line of its output, without the line end.
  func wait(_ stop: CommandStop, show: (String) -> Void) -> End {
    var files = Files()
    defer { files.close() }
    let child: pid_t
    do {
      let (input, inbox) = try files.pipe()
      let (outbox, output) = try files.pipe()
      let (ended, ending) = try files.pipe()
      var process = ChildProcess(words: ["/bin/sh", "-c", command], input: input)
      (process.output, process.errors, process.group) = (output, output, .own(terminal: nil))
      process.environment.merge(variables) { $1 }
      child = try process.start()
      files.close(input)
      files.close(output)
      Files.watch(child, ending)
      return follow(child, inbox, outbox, ended, stop, &files, show)
    } catch {
      return .notStarted(ChildProcess.reason(error))
    }
  }

  private func follow(
    _ child: pid_t,
    _ inbox: Int32,
    _ outbox: Int32,
    _ ended: Int32,
    _ stop: CommandStop,
    _ files: inout Files,
    _ show: (String) -> Void
  ) -> End {
    let start = ContinuousClock.now
    var (deadline, reason): (Double, End?) = (timeout, nil)
    var rest = input[...]
    var lines = OutputLines(longest: Self.longestLine)
    var isReading = true
    if rest.isEmpty { files.close(inbox) }
    while true {
      let left = deadline - start.duration(to: .now) / .seconds(1)
      if left <= 0 {
        // First those that can tidy up, then all.
        kill(-child, reason == nil ? SIGTERM : SIGKILL)
        reason = reason ?? .timedOut
        deadline += Self.grace
        continue
      }
      var polled = [
        pollfd(fd: ended, events: Int16(POLLIN), revents: 0),
        pollfd(fd: reason == nil ? stop.reading : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isReading ? outbox : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: rest.isEmpty ? -1 : inbox, events: Int16(POLLOUT), revents: 0),
      ]
      _ = poll(&polled, nfds_t(polled.count), Int32(min(left * 1000 + 1, 60_000)))
      if polled[1].revents != 0 {
        kill(-child, SIGTERM)
        reason = .cancelled
        deadline = start.duration(to: .now) / .seconds(1) + Self.grace
      }
      if polled[3].revents != 0 {
        rest = Files.write(rest, to: inbox)
        if rest.isEmpty { files.close(inbox) }
      }
      if polled[2].revents != 0 { isReading = lines.read(outbox, show) }
      guard polled[0].revents != 0 else { continue }
      // What is still in the pipe is its own; processes that it left behind may keep that open.
      for _ in 0..<Self.blocksInPipe where isReading && Files.isReadable(outbox) {
        isReading = lines.read(outbox, show)
      }
      lines.end(show)
      if reason != nil { kill(-child, SIGKILL) }
      let code = ChildProcess.end(of: child).code
      return reason ?? .exited(code)
    }
  }
}

/// Ends commands that run, from any thread.
final class CommandStop: Sendable {
  let reading: Int32
  private let writing: Int32

  /// - Throws: `POSIXError` if there are too many open files.
  init() throws {
    (reading, writing) = try ChildProcess.pipe()
  }

  /// Ends those that run and those that are started later.
  func end() {
    _ = write(writing, [0], 1)
  }

  deinit {
    close(reading)
    close(writing)
  }
}

/// The descriptors of one run, each closed once.
private struct Files {
  private var open: [Int32] = []

  init() {}

  mutating func pipe() throws -> (reading: Int32, writing: Int32) {
    let ends = try ChildProcess.pipe()
    open += [ends.reading, ends.writing]
    return ends
  }

  mutating func close(_ file: Int32) {
    guard let position = open.firstIndex(of: file) else { return }
    open.remove(at: position)
    Foundation.close(file)
  }

  mutating func close() {
    for file in open { Foundation.close(file) }
    open = []
  }

  /// Writes to a pipe once a child has ended. The child is left for `waitpid`, so that its number is
  /// nobody else's until then.
  static func watch(_ child: pid_t, _ ending: Int32) {
    let thread = Thread {
      var information = siginfo_t()
      while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
      _ = Foundation.write(ending, [0], 1)
    }
    thread.stackSize = 64 * 1024
    thread.start()
  }

  /// Writes as much as there is space for.
  /// - Returns: the rest; nothing if the reader has gone.
  static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> ArraySlice<UInt8> {
    let flags = fcntl(file, F_GETFL)
    _ = fcntl(file, F_SETFL, flags | O_NONBLOCK)
    let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
    if count >= 0 { return bytes.dropFirst(count) }
    return errno == EAGAIN || errno == EINTR ? bytes : []
  }

  static func isReadable(_ file: Int32) -> Bool {
    var polled = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0 && polled.revents & Int16(POLLIN) != 0
  }
}

/// Lines of what a command prints.
private struct OutputLines {
  let longest: Int
  private var pending: [UInt8] = []

  init(longest: Int) {
    self.longest = longest
  }

  /// - Returns: `false` at the end.
  mutating func read(_ file: Int32, _ show: (String) -> Void) -> Bool {
    var block = [UInt8](repeating: 0, count: 16384)
    let count = Foundation.read(file, &block, block.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    for byte in block.prefix(count) {
      if byte == 0x0A || pending.count >= longest { end(show) }
      if byte != 0x0A { pending.append(byte) }
    }
    return count > 0
  }

  /// Hands on what is left without a line end.
  mutating func end(_ show: (String) -> Void) {
    guard !pending.isEmpty else { return }
    show(String(decoding: pending, as: UTF8.self))
    pending = []
  }
}
