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
    try PrivateFile.write(bytes, to: path)
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
}
