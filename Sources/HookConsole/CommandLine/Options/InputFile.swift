import Foundation

/// A file that an option names, `-` being standard input.
enum InputFile {
  static func read(_ path: String) throws -> [UInt8] {
    if path == "-" {
      // A pipe that does not block would look empty before all has come.
      WholeWrite.makeBlocking(STDIN_FILENO)
      guard let data = try? FileHandle.standardInput.readToEnd() ?? Data() else {
        throw Failure.usage("standard input cannot be read")
      }
      return Array(data)
    }
    guard let bytes = try contents(of: path) else {
      throw Failure.usage("\(path) cannot be read: \(String(cString: strerror(ENOENT)))")
    }
    return bytes
  }

  /// What a file holds, or a pipe, as the shell makes one of <(command); nil where there is none.
  static func contents(of path: String) throws -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let reason = errno
      if reason == ENOENT || reason == ENOTDIR { return nil }
      throw Failure.usage("\(path) cannot be read: \(String(cString: strerror(reason)))")
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    guard let data = try? handle.readToEnd() ?? Data() else {
      throw Failure.usage("\(path) cannot be read: it is no file")
    }
    return Array(data)
  }

  /// The text of a file that holds a secret, without the line end.
  static func secret(_ path: String) throws -> String {
    let text = String(decoding: try read(path), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw Failure.usage("\(path) is empty") }
    return text
  }
}
