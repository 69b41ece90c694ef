import Foundation
import Testing
@testable import HookJSON

/// Runs a copy of the public JSONTestSuite where one is named, as in
/// `JSON_TEST_SUITE=path/to/test_parsing swift test --filter JSONTestSuite`.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["JSON_TEST_SUITE"] != nil),
  .timeLimit(.minutes(1))
)
struct JSONTestSuiteTests {
  @Test("agrees with each file") func agreesWithEachFile() throws {
    let folder = ProcessInfo.processInfo.environment["JSON_TEST_SUITE"] ?? ""
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") }
    #expect(names.count > 300)
    for name in names {
      let text = JSONText(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      let isAccepted = (try? JSONIndex(text)) != nil
      switch name.prefix(2) {
      case "y_": #expect(isAccepted, "\(name) is to be accepted")
      case "n_": #expect(!isAccepted, "\(name) is to be refused")
      // Of the others each reader decides; none may crash.
      default: break
      }
    }
  }
}
