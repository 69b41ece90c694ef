@testable import ConsoleCore
import Foundation
import Testing

/// A server that takes requests and answers none keeps nobody in the console.
@Suite(.timeLimit(.minutes(1))) struct HangTests {
  @Test(
    "q and signals end the console while the server hangs",
    arguments: [nil, SIGINT, SIGQUIT, SIGTERM, SIGHUP]
  )
  func ends(_ signal: Int32?) async throws {
    let folder = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let server = try FaultServer { _ in FaultServer.Answer(bytes: [], ending: .silent) }
    defer { server.stop() }
    let console = try TerminalProgram(
      environment: World.environment(folder).merging([
        "HOOKCONSOLE_URL": "http://127.0.0.1:\(server.port)", "HOOKCONSOLE_EMPLOYER": "e",
        "HOOKCONSOLE_API_KEY": "k",
      ]) { $1 }
    )
    await console.wait { $0[0].contains("connecting") }
    if let signal { console.signal(signal) } else { console.press("q") }
    let code = await console.ended()
    #expect(code == 0)
  }
}
