import HookSupport
import Foundation

/// `$PAGER`, to read a payload in. It has the terminal while it runs.
enum PagerProgram {
  private static let isInterrupted = Locked(false)

  /// Ends the wait after a pager; one that is running handles Ctrl-C itself.
  static func interrupt() {
    isInterrupted.withLock { $0 = true }
  }

  /// Shows bytes. They go through a pipe, so nothing is written to disk.
  ///
  /// - Parameter pieces: one after the other, as far as the pager reads.
  static func show(_ pieces: @escaping @Sendable () -> AnySequence<[UInt8]>) throws {
    isInterrupted.withLock { $0 = false }
    let pager = choice(ProcessInfo.processInfo.environment)
    let start = ContinuousClock.now
    let status: ExitStatus
    do {
      let (reading, writing) = try ChildProcess.pipe()
      defer { close(reading) }
      let job: ForegroundJob
      do {
        job = try ForegroundJob(pager.words(), input: reading)
      } catch {
        close(writing)
        throw error
      }
      // A pager that has stopped does not read: on this thread nobody would notice that it has.
      Thread.detachNewThread {
        // A pager may be left before it has read all.
        _ = pieces().first { WholeWrite.write($0, to: writing) != nil }
        close(writing)
      }
      status = job.wait()
    } catch {
      throw Problem("\(pager.text) not started: \(ChildProcess.reason(error))")
    }
    if status.code == 126 || status.code == 127 {
      throw Problem("\(pager.text) cannot be run; try: PAGER=less")
    }
    // `cat`, or `less` of what fits the screen: it would be gone before anybody has read it.
    if ContinuousClock.now - start < .milliseconds(500) { waitForEnter() }
  }

  static func choice(_ environment: [String: String]) -> ShellLine {
    ShellLine.first(of: ["PAGER"], in: environment, otherwise: "less")
  }

  private static func waitForEnter() {
    _ = WholeWrite.write("\n[Enter: back to the console]".utf8, to: STDOUT_FILENO)
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    while byte != 0x0A, !isInterrupted.withLock({ $0 }) {
      guard poll(&source, 1, 200) > 0 else { continue }
      guard read(STDIN_FILENO, &byte, 1) > 0 else { return }
    }
  }
}
