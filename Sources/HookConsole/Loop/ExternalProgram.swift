import Foundation

/// The programs of a person's choice: `$PAGER` to read a payload in, `$EDITOR` to change it in. They
/// have the terminal while they run.
enum ExternalProgram {
  /// Shows bytes in the pager. They go through a pipe, so nothing is written to disk.
  static func page(_ bytes: [UInt8]) throws {
    let pager = choice(["PAGER"], "less")
    let input = Pipe()
    let process = shell(pager, input: input)
    try start(process, pager)
    // A pager may be left before it has read all.
    try? input.fileHandleForWriting.write(contentsOf: Data(bytes))
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Lets the editor change bytes, in a file that only its owner can read and that is gone afterwards.
  static func edit(_ bytes: [UInt8]) throws -> [UInt8] {
    let editor = choice(["VISUAL", "EDITOR"], "vi")
    let directory = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? NSTemporaryDirectory()
    let path = "\(directory)/hookconsole-\(UUID().uuidString).json"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw Failure(.failed, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { unlink(path) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    let process = shell("\(editor) \"$1\"", arguments: [path])
    try start(process, editor)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(.failed, "\(editor) ended with \(process.terminationStatus); nothing is sent")
    }
    guard let edited = FileManager.default.contents(atPath: path) else {
      throw Failure(.failed, "\(path) is gone; nothing is sent")
    }
    return Array(edited)
  }

  private static func choice(_ variables: [String], _ otherwise: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    return variables.compactMap { environment[$0] }.first { !$0.isEmpty } ?? otherwise
  }

  /// The variables hold command lines, so a shell reads them.
  private static func shell(_ line: String, arguments: [String] = [], input: Pipe? = nil) -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, "hookconsole"] + arguments
    if let input { process.standardInput = input }
    return process
  }

  private static func start(_ process: Process, _ name: String) throws {
    do {
      try process.run()
    } catch {
      throw Failure(.failed, "\(name) could not be started: \(error.localizedDescription)")
    }
  }
}
