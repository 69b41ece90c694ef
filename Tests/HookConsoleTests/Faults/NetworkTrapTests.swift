import Foundation
import Synchronization
import Testing

/// Answers on which Foundation's networking may trap, which no code above it can catch. Where it does
/// not, they are answers that are cut short like others.
@Suite(.timeLimit(.minutes(1))) struct NetworkTrapTests {
  private static let heads = [
    "HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 200 OK\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n[]",
  ]

  private func environment(_ folder: String, _ port: UInt16) -> [String: String] {
    World.environment(folder).merging([
      "HOOKCONSOLE_URL": "http://127.0.0.1:\(port)", "HOOKCONSOLE_EMPLOYER": "e",
      "HOOKCONSOLE_API_KEY": "k",
    ]) { $1 }
  }

  @Test("a command ends with 5 and says what is wrong", arguments: heads)
  func command(_ head: String) async throws {
    let folder = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let server = try FaultServer { _ in
      FaultServer.Answer(bytes: Array(head.utf8), ending: .closed)
    }
    defer { server.stop() }
    let ended = try await ChildProgram.run(["hooks"], environment: environment(folder, server.port))
    #expect(ended.code == 5)
    #expect(ended.out.isEmpty)
    #expect(ended.err.contains("answer"), "\(ended.err)")
  }

  @Test("the console goes on, be it opened anew", arguments: heads)
  func console(_ head: String) async throws {
    let folder = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let isCut = Mutex(false)
    let server = try FaultServer { request in
      if isCut.withLock({ isCut in
        defer { isCut = false }
        return isCut
      }) {
        return FaultServer.Answer(bytes: Array(head.utf8), ending: .closed)
      }
      let path = request.target.prefix { $0 != "?" }
      let body =
        path.hasSuffix("/w1")
        ? #"{"id":"w1","webhookEvent":"JobCompleted","url":"https://a.example/","active":true}"#
        : path.hasSuffix("/webhooks") ? #"[{"id":"w1"}]"# : "[]"
      return Fault.reply(200, body)
    }
    defer { server.stop() }
    let console = try TerminalProgram(environment: environment(folder, server.port))
    @Sendable func isLive(_ lines: [String]) -> Bool {
      lines[0].contains("● live") && lines.contains { $0.contains("Job Completed") }
    }
    await console.wait { isLive($0) }
    isCut.withLock { $0 = true }
    await console.wait { lines in
      lines[39].contains("opened anew") || lines[39].contains("ended in the middle of an answer")
    }
    await console.wait { isLive($0) }
    console.press("q")
    let code = await console.ended()
    #expect(code == 0)
  }
}
