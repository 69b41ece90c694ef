import HookSupport
import Foundation

/// A new folder that only its owner can enter, for a file that another program is to see.
struct PrivateFolder {
  let path: String

  /// - Throws: `Problem` if none can be made.
  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    var reason = "no such folder"
    for base in Self.candidates(environment) {
      var template = Array("\(base)/hookconsole-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return
      }
      reason = String(cString: strerror(errno))
    }
    throw Problem(
      "no folder for a temporary file: \(reason); try: TMPDIR=/path/to/a/folder"
    )
  }

  /// The folder for such files (XDG Base Directory Specification), then those for temporary files.
  /// Relative paths are ignored, as the specification demands.
  static func candidates(_ environment: [String: String]) -> [String] {
    let named = ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap { environment[$0] }
    return (named + ["/tmp", "/var/tmp"]).filter { path in
      var information = stat()
      return path.hasPrefix("/") && stat(path, &information) == 0
        && information.st_mode & S_IFMT == S_IFDIR && access(path, W_OK | X_OK) == 0
    }
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
