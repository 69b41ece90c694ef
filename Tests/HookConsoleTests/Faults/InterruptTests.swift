@testable import ConsoleCore
import Foundation
import Testing

@testable import HookConsole

/// Ctrl-C, as the program gets it: by SIGINT.
@Suite(.timeLimit(.minutes(1))) struct InterruptTests {
  @Test("a second one that finds the loop busy is not waited for")
  func aSecondOneThatFindsTheLoopBusyIsNotWaitedFor() {
    let interrupts = Interrupts()
    #expect(interrupts.arrived())
    #expect(!interrupts.arrived())
    interrupts.handled()
    #expect(interrupts.arrived())
  }

  private func open(_ body: (TerminalProgram) async -> Void) async throws {
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
    await body(console)
    let code = await console.ended()
    #expect(code == 0)
  }

  @Test("Ctrl-C closes a prompt and a second one ends the console")
  func closes() async throws {
    try await open { console in
      console.press("F")
      await console.wait { $0[39].contains("forward all webhooks to") }
      console.signal(SIGINT)
      await console.wait { $0[39].contains("closed: Ctrl-C again quits") }
      #expect(console.lines[39].contains("closed"))
      console.signal(SIGINT)
    }
  }

  @Test("Ctrl-C asks once while deliveries are forwarded")
  func asks() async throws {
    try await open { console in
      console.press("F3000/\r")
      await console.wait { $0[39].contains("new deliveries are forwarded") }
      console.signal(SIGINT)
      await console.wait { $0[39].contains("Ctrl-C again quits") }
      #expect(console.lines[39].contains("deliveries are still forwarded to 127.0.0.1:3000"))
      console.signal(SIGINT)
    }
  }
}
