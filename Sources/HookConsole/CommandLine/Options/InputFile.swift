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

  /// What a file holds, or a pipe, as the shell makes one of <(command); `nil` if there is none.
  static func contents(of path: String) throws -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let reason = errno
      if reason == ENOENT || reason == ENOTDIR { return nil }
      throw Failure.usage("\(path) cannot be read: \(String(cString: strerror(reason)))")
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    guard let data = try? handle.readToEnd() ?? Data() else {
      throw Failure.usage("\(path) cannot be read: it is not a file")
    }
    return Array(data)
  }

  /// What a regular file holds; `nil` if there is none. A pipe instead would be waited for, and a
  /// link to nothing would be taken for no file.
  static func regular(_ path: String) throws -> [UInt8]? {
    let folder = (path as NSString).deletingLastPathComponent
    for path in [folder, path] {
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        continue
      }
      if access(path, F_OK) != 0, errno == ENOENT {
        throw Failure.usage(
          "\(path) is a link to \(target), which does not exist",
          hint: "try: create that, or remove the link"
        )
      }
    }
    var status = stat()
    if stat(folder, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw Failure.usage("\(folder) is not a folder", hint: "try: move it away")
    }
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
      return try contents(of: path)
    }
    throw Failure.usage("\(path) is not a regular file", hint: "try: replace or remove it")
  }

  /// The text of a file that holds a secret, without the line end.
  static func secret(_ path: String) throws -> String {
    let text = String(decoding: try read(path), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw Failure.usage("\(path) is empty") }
    return text
  }
}
