@testable import ConsoleCore
import Foundation
import Synchronization

/// The built program, run as a shell would: arguments and environment in, output and exit code out.
///
/// Its environment holds nothing of whoever runs the tests; its home is a folder of its own.
final class ChildProgram: Sendable {
  struct Ended: Sendable {
    let code: Int32
    let out: String
    let err: String

    var lines: [String] {
      out.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
  }

  /// Where the tests are built, the program is, too.
  static let path: String = {
    let bundle = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).standardizedFileURL
    return bundle.deletingLastPathComponent().appendingPathComponent("hookconsole").path
  }()

  private let process: Mutex<Process>
  private let identifier: Int32
  let out: LineReader
  let err: LineReader

  init(
    _ arguments: [String],
    environment: [String: String],
    input: String? = nil,
    executable: String = ChildProgram.path
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = environment
    let (output, errors, entry) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = entry
    try process.run()
    identifier = process.processIdentifier
    out = LineReader(output.fileHandleForReading)
    err = LineReader(errors.fileHandleForReading)
    if let input { try? entry.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try? entry.fileHandleForWriting.close()
    self.process = Mutex(process)
  }

  /// Sends a signal.
  func signal(_ number: Int32) {
    kill(identifier, number)
  }

  /// Waits for the end, or makes one where the task is cancelled, which a time limit does.
  func ended() async -> Ended {
    let (out, err) = await withTaskCancellationHandler {
      let texts = (await self.out.all(), await self.err.all())
      return texts
    } onCancel: {
      self.signal(SIGKILL)
    }
    let code = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let process = self.process.withLock { $0 }
        process.waitUntilExit()
        continuation.resume(returning: process.terminationStatus)
      }
    }
    return Ended(code: code, out: out, err: err)
  }

  static func run(
    _ arguments: [String],
    environment: [String: String],
    input: String? = nil
  ) async throws -> Ended {
    try await ChildProgram(arguments, environment: environment, input: input).ended()
  }
}

/// Reads a pipe on a thread of its own and hands out its lines as they come.
final class LineReader: Sendable {
  private struct Waiting {
    /// Given the text so far and whether it is all.
    let isEnough: @Sendable (String, Bool) -> Bool
    let done: CheckedContinuation<Void, Never>
  }

  private struct State {
    var text = ""
    var isEnded = false
    var waiting: [UUID: Waiting] = [:]

    mutating func takeReady() -> [Waiting] {
      let ready = waiting.filter { $0.value.isEnough(text, isEnded) }
      for id in ready.keys { waiting[id] = nil }
      return Array(ready.values)
    }
  }

  private let state = Mutex(State())

  init(_ handle: FileHandle) {
    Thread.detachNewThread {
      var pending: [UInt8] = []
      while true {
        let data = handle.availableData
        if data.isEmpty { break }
        pending += Array(data)
        // A letter may be cut by the end of a block; lines are not.
        guard let end = pending.lastIndex(of: 0x0A) else { continue }
        self.take(String(decoding: pending[...end], as: UTF8.self), isEnd: false)
        pending = Array(pending[(end + 1)...])
      }
      self.take(String(decoding: pending, as: UTF8.self), isEnd: true)
    }
  }

  private func take(_ text: String, isEnd: Bool) {
    let ready = state.withLock { state in
      state.text += text
      state.isEnded = state.isEnded || isEnd
      return state.takeReady()
    }
    for one in ready { one.done.resume() }
  }

  /// Ends at the latest when the task is cancelled.
  private func wait(until isEnough: @escaping @Sendable (String, Bool) -> Bool) async -> String {
    let id = UUID()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLock { state in
          let one = Waiting(isEnough: isEnough, done: continuation)
          // Cancelled before it is noted, nobody would wake it.
          guard !Task.isCancelled else { return [one] }
          state.waiting[id] = one
          return state.takeReady()
        }
        for one in ready { one.done.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.done.resume()
    }
    return state.withLock { $0.text }
  }

  /// All that came to the end.
  func all() async -> String {
    await wait { _, isEnded in isEnded }
  }

  /// The lines that are looked for, once there are so many of them; fewer at the end.
  func lines(
    _ count: Int,
    where isWanted: @escaping @Sendable (String) -> Bool = { _ in true }
  ) async -> [String] {
    func wanted(_ text: String) -> [String] {
      text.split(separator: "\n").map(String.init).filter(isWanted)
    }
    let find: @Sendable (String) -> Int = { text in
      text.split(separator: "\n").filter { isWanted(String($0)) }.count
    }
    return wanted(await wait { text, isEnded in isEnded || find(text) >= count })
  }
}
