import Foundation

/// The file of `--rest`. It is created before the first request, so that a name that cannot be used is named
/// before anything is sent.
struct RestFile: Sendable {
  let path: String
  private let file: Int32

  /// - Throws: `Failure` if there is something at the path, or if the file cannot be created.
  init(creating path: String) throws {
    self.path = path
    guard path != "-" else {
      throw Self.refusal("--rest -: standard output has the report")
    }
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let reason = errno
      throw Self.refusal(
        reason == EEXIST
          ? "--rest \(path) already exists"
          : "--rest \(path) cannot be created: \(String(cString: strerror(reason)))"
      )
    }
  }

  private static func refusal(_ what: String) -> Failure {
    .usage("\(what); nothing was sent", hint: "try: the name of a new file")
  }

  /// Whether another name leads to the same file.
  func isAlso(at other: String) -> Bool {
    var (own, status) = (stat(), stat())
    return fstat(file, &own) == 0 && stat(other, &status) == 0 && own.st_dev == status.st_dev
      && own.st_ino == status.st_ino
  }

  /// - Throws: `Failure` if the line cannot be written, such as to a full disk.
  func append(_ record: [UInt8]) throws {
    if let error = WholeWrite.write(record.map { $0 == 0x0A ? 0x20 : $0 } + [0x0A], to: file) {
      throw Failure(.failed, "\(path) cannot be written: \(String(cString: strerror(error)))")
    }
  }

  /// Keeps what was written.
  func close() { Foundation.close(file) }

  /// Removes the file, which nothing was written to.
  func discard() {
    close()
    unlink(path)
  }
}
