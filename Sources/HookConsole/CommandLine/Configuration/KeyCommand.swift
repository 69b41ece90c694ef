import Foundation

/// Runs the program that knows the API key. It keeps the terminal, so that it can ask for a password.
enum KeyCommand {
  static func output(_ words: [String], environment: [String: String]) throws -> String {
    let name = words[0]
    let input: FileHandle
    let child: pid_t
    do {
      let (reading, writing) = try ChildProcess.pipe()
      defer { close(writing) }
      input = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
      child = try ChildProcess(words: words, environment: environment, output: writing).start()
    } catch {
      throw Failure.usage(
        "the command for the API key, \(name), cannot be run: \(ChildProcess.reason(error))"
      )
    }
    let line = firstLine(input)
    guard ChildProcess.end(of: child).code == 0 else {
      throw Failure.usage("the command for the API key failed: \(words.joined(separator: " "))")
    }
    return line
  }

  /// What else comes, or stays open because of an agent that the command has started, is not waited for.
  private static func firstLine(_ input: FileHandle) -> String {
    var bytes = Data()
    while !bytes.contains(0x0A), let more = try? input.read(upToCount: 4096), !more.isEmpty {
      bytes += more
    }
    // A command that has more to say is not held up.
    Thread.detachNewThread {
      while let more = try? input.read(upToCount: 65536), !more.isEmpty {}
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
