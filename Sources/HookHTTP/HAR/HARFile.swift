import Glibc
import HookJSON
import HookSupport

/// A HAR file that grows by one exchange at a time and is valid JSON at every moment.
///
/// Each entry goes over the closing brackets with one write that ends with new ones. Whatever ends the
/// program, at most the last entry is broken, and `HAR.entries` reads those before it.
package final class HARFile: Sendable {
  private struct State: Sendable {
    /// Where the closing brackets begin.
    var end: Int
    var isEmpty = true
  }

  /// What ends the file.
  static let closing: [UInt8] = Array("\n]}}\n".utf8)

  package let path: String
  private let withSecrets: Bool
  private let file: Int32
  private let state: Locked<State>

  /// Creates the file with an empty log, readable by its owner only.
  /// - Parameter withSecrets: see `HAREntry`. A file without them says so in a comment.
  /// - Throws: `Problem` if there is something at the path other than an empty file, or if the file cannot
  ///   be created.
  package init(creating path: String, withSecrets: Bool = false) throws(Problem) {
    self.path = path
    self.withSecrets = withSecrets
    file = try Self.open(path)
    let start = Self.start(withSecrets: withSecrets)
    state = Locked(State(end: start.count))
    if let error = Self.write(start + Self.closing, to: file, at: 0) {
      throw Problem("\(path): cannot be written: \(Self.words(error))")
    }
  }

  deinit { close(file) }

  /// Appends an exchange. Safe to call from any thread.
  /// - Throws: `Problem` if it cannot be written, such as to a full disk; the file is then as it was before.
  package func append(_ exchange: Exchange) throws(Problem) {
    let entry = HAREntry(exchange, withSecrets: withSecrets).json.bytes
    let error = state.withLock { state -> Int32? in
      let bytes = Array((state.isEmpty ? "\n" : ",\n").utf8) + entry
      if let error = Self.write(bytes + Self.closing, to: file, at: state.end) {
        _ = Self.write(Self.closing, to: file, at: state.end)
        _ = ftruncate(file, off_t(state.end + Self.closing.count))
        return error
      }
      state.end += bytes.count
      state.isEmpty = false
      return nil
    }
    if let error { throw Problem("\(path): cannot be written: \(Self.words(error))") }
  }

  /// All that comes before the entries.
  private static func start(withSecrets: Bool) -> [UInt8] {
    var members: [(String, JSON)] = [
      ("version", "1.2"),
      ("creator", ["name": "HookConsole", "version": .string(Product.version)]),
      ("pages", []),
    ]
    if !withSecrets {
      members.append(("comment", "the values of Authorization and cookies are masked"))
    }
    let log = JSON.object(members + [("entries", [])]).bytes
    return Array("{\"log\":".utf8) + log.dropLast("]}".utf8.count)
  }

  // MARK: The file

  private static let shared =
    "not a file of its own: a HAR file is rewritten at its end as it grows"
  private static let hint = "try: the name of a new file"

  private static func open(_ path: String) throws(Problem) -> Int32 {
    // Elsewhere it stands for standard output.
    if path == "-" { throw Problem("\(path): \(shared)", hint: hint) }
    let made = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if made >= 0 { return made }
    guard errno == EEXIST else {
      throw Problem("\(path): cannot be created: \(words(errno))")
    }
    // Without waiting for a pipe's reader.
    let file = Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    let error = errno
    var status = stat()
    let isKnown = file >= 0 ? fstat(file, &status) : stat(path, &status)
    if let reason = isKnown == 0 ? objection(status) : nil {
      if file >= 0 { close(file) }
      throw Problem("\(path): \(reason)", hint: hint)
    }
    guard file >= 0 else { throw Problem("\(path): cannot be written: \(words(error))") }
    return file
  }

  /// Why something that exists cannot become the file; `nil` for an empty file.
  private static func objection(_ status: stat) -> String? {
    if status.st_mode & S_IFMT != S_IFREG || isStandardStream(status) {
      return shared
    }
    return status.st_size > 0 ? "\(words(EEXIST)): nothing was overwritten" : nil
  }

  /// Whether it is where standard input, output or errors are redirected to.
  private static func isStandardStream(_ status: stat) -> Bool {
    (STDIN_FILENO...STDERR_FILENO).contains { number in
      var other = stat()
      return fstat(number, &other) == 0 && other.st_dev == status.st_dev
        && other.st_ino == status.st_ino
    }
  }

  /// Writes all of it, with one call unless the system takes only a part.
  /// - Returns: the error's number; `nil` if all was written.
  private static func write(_ bytes: [UInt8], to file: Int32, at offset: Int) -> Int32? {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        pwrite(file, $0.baseAddress, $0.count, off_t(offset + written))
      }
      if count > 0 { written += count } else if count == 0 { return EIO }
      if count < 0, errno != EINTR { return errno }
    }
    return nil
  }

  private static func words(_ error: Int32) -> String { String(cString: strerror(error)) }
}
