import Foundation
import HookSupport

/// `$VISUAL` or `$EDITOR`, to change a text in. It has the terminal while it runs.
enum EditorProgram {
  /// Lets the editor change bytes, in a file that only its owner can read.
  ///
  /// The file is removed afterwards; only what the editor wrote before it failed stays.
  static func edit(_ bytes: [UInt8]) throws -> [UInt8] {
    let environment = ProcessInfo.processInfo.environment
    let editor = choice(environment)
    if let problem = editor.problem {
      throw Problem("the editor \(editor.text) cannot be run: \(problem); try: EDITOR=vi")
    }
    let folder = try PrivateFolder(environment)
    var isKept = false
    defer { if !isKept { folder.remove() } }
    let path = "\(folder.path)/edit.json"
    try write(bytes, to: path)
    let status: ExitStatus
    do {
      status = try ForegroundJob(editor.words([path])).wait()
    } catch {
      throw Problem("\(editor.text) not started: \(ChildProcess.reason(error))")
    }
    let edited = FileManager.default.contents(atPath: path).map { Array($0) }
    guard status.code == 0 else {
      isKept = edited != nil && edited != bytes
      // Short, so that the whole path fits in a line.
      let kept = isKept ? "; kept: \(path)" : ""
      let isMissing = [126, 127].contains(status.code)
      throw Problem(
        isMissing
          ? "\(editor.text) cannot be run, nothing sent; try: EDITOR=vi\(kept)"
          : "editor failed (\(status.code)), nothing sent\(kept)"
      )
    }
    guard let edited else { throw Problem("the editor removed the file: nothing sent") }
    return edited
  }

  static func choice(_ environment: [String: String]) -> ShellLine {
    ShellLine.first(of: ["VISUAL", "EDITOR"], in: environment, otherwise: "vi")
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let error = file < 0 ? errno : WholeWrite.write(bytes, to: file)
    if file >= 0 { close(file) }
    guard let error else { return }
    let reason = String(cString: strerror(error))
    throw Problem("temporary file not written: \(reason): \(path)")
  }
}
