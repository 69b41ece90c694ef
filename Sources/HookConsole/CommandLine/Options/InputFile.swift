import Foundation

/// A file that an option names, `-` being standard input.
enum InputFile {
  static func read(_ path: String) throws -> [UInt8] {
    if path == "-" {
      return Array((try? FileHandle.standardInput.readToEnd()) ?? nil ?? Data())
    }
    // Also a pipe, as the shell makes one of <(command).
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      return Array(try file.readToEnd() ?? Data())
    } catch {
      let reason = access(path, R_OK) == 0 ? "is no file" : String(cString: strerror(errno))
      throw Failure.usage("\(path) cannot be read: \(reason)")
    }
  }

  /// The text of a file that holds a secret, without the line end.
  static func secret(_ path: String) throws -> String {
    let text = String(decoding: try read(path), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw Failure.usage("\(path) is empty") }
    return text
  }
}
