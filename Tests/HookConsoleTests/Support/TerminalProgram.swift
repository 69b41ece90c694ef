@testable import ConsoleCore
import Foundation
import Synchronization

/// The built program in a pseudo-terminal of 120 columns and 40 rows: keys in, a screen out.
final class TerminalProgram: Sendable {
  private struct State {
    var screen = PlainScreen(rows: 40, columns: 120)
    var isEnded = false
    var isPaused = false
    var waiting: [UUID: Waiting] = [:]
  }

  private struct Waiting {
    let isEnough: @Sendable ([String]) -> Bool
    let done: CheckedContinuation<Void, Never>
  }

  private let state = Mutex(State())
  private let process: Mutex<Process>
  private let identifier: Int32
  private let terminal: Int32

  /// - Parameter command: what is run; the program itself if nothing is named.
  init(environment: [String: String], command: [String] = [ChildProgram.path]) throws {
    struct NoTerminal: Error {}
    // What posix_openpt and its companions do, which Swift does not import.
    terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, Int32) = (0, 0)
    guard terminal >= 0, ioctl(terminal, 0x4004_5431, &locked) == 0,  // TIOCSPTLCK
      ioctl(terminal, 0x8004_5430, &number) == 0  // TIOCGPTN
    else { throw NoTerminal() }
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    let inside = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    let handle = FileHandle(fileDescriptor: inside, closeOnDealloc: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment.merging(["TERM": "vt52"]) { $1 }
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = FileHandle.nullDevice
    try process.run()
    try? handle.close()
    identifier = process.processIdentifier
    self.process = Mutex(process)
    Thread.detachNewThread { [self] in read() }
  }

  private func read() {
    var block = [UInt8](repeating: 0, count: 65536)
    while !state.withLock({ $0.isPaused }) {
      let count = Glibc.read(terminal, &block, block.count)
      let isEnded = count <= 0
      let ready = state.withLock { state in
        state.isEnded = isEnded
        state.screen.take(block[..<max(0, count)])
        return Self.takeReady(&state)
      }
      for one in ready { one.resume() }
      if isEnded { return }
    }
  }

  private static func takeReady(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    let lines = state.screen.lines
    let ready = state.waiting.filter { state.isEnded || $0.value.isEnough(lines) }
    for id in ready.keys { state.waiting[id] = nil }
    return ready.values.map(\.done)
  }

  /// The lines of the screen.
  var lines: [String] { state.withLock { $0.screen.lines } }

  /// Waits until the screen is as it is waited for, or the program has ended, or the task is cancelled.
  func wait(until isEnough: @escaping @Sendable ([String]) -> Bool) async {
    let id = UUID()
    await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
          // Cancelled before it is noted, nobody would wake it.
          guard !Task.isCancelled else { return [done] }
          state.waiting[id] = Waiting(isEnough: isEnough, done: done)
          return Self.takeReady(&state)
        }
        for one in ready { one.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.done.resume()
    }
  }

  /// Reads no more: what the program writes then stays where it is.
  func pause() {
    state.withLock { $0.isPaused = true }
  }

  /// Presses a key until the program waits for its writing to be read.
  func pressUntilBlocked(_ key: String) async {
    // The number of the call `write` and its first argument, on x86-64 and on AArch64.
    let isWriting = { (call: String) in call.hasPrefix("1 0x1 ") || call.hasPrefix("64 0x1 ") }
    let tasks = "/proc/\(identifier)/task"
    var seen = 0
    while !Task.isCancelled, seen < 100 {
      press(key)
      await Task.yield()
      let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
      let calls = threads.compactMap {
        try? String(contentsOfFile: "\(tasks)/\($0)/syscall", encoding: .utf8)
      }
      seen = calls.contains(where: isWriting) ? seen + 1 : 0
    }
  }

  func press(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }

  func signal(_ number: Int32) {
    _ = kill(identifier, number)
  }

  /// Waits until no such signal is pending: the program has taken it.
  func hasTaken(_ number: Int32) async {
    let bit = UInt64(1) << (number - 1)
    while !Task.isCancelled {
      let status =
        (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
      let pending = status.split(separator: "\n").filter { $0.contains("Pnd:") }
        .compactMap { $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } }
      if pending.allSatisfy({ $0 & bit == 0 }) { return }
      await Task.yield()
    }
  }

  /// Waits for the end, or makes one where the task is cancelled; the exit code.
  func ended() async -> Int32 {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { [self] in
          let process = process.withLock { $0 }
          process.waitUntilExit()
          close(terminal)
          continuation.resume(returning: process.terminationStatus)
        }
      }
    } onCancel: {
      _ = kill(identifier, SIGKILL)
    }
  }
}
