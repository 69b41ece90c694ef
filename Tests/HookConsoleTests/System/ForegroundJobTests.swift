import Foundation
import HookTesting
import Testing

@testable import HookConsole

@Suite(.timeLimit(.minutes(2)), .serialized) struct ForegroundJobTests {
  /// It counts for some seconds at most, so that a lost signal fails the test instead of holding it up.
  private static let script = """
    trap 'exit 9' TERM
    : >"$1"
    i=0
    while [ $i -lt 3000000 ]; do i=$((i + 1)); done
    """

  @Test("a signal reaches a job that has only just begun", arguments: 0..<25)
  func aSignalReachesAJobThatHasOnlyJustBegun(_ number: Int) async throws {
    let ready = FileManager.default.temporaryDirectory
      .appendingPathComponent("hookconsole-job-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: ready) }
    let thread = Thread {
      while access(ready, F_OK) != 0 {}
      ForegroundJob.end(SIGTERM)
    }
    thread.start()
    let status = try ForegroundJob(["sh", "-c", Self.script, "sh", ready]).wait()
    #expect(status.code == 9)
  }
}
