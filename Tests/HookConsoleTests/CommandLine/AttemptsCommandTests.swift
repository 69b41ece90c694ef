import Foundation
import HookModel
import HookTesting
import Testing

@testable import ConsoleCore
@testable import HookCapture
@testable import HookConsole
@testable import HookHTTP
@testable import HookJSON

extension CommandLineTests {
  /// `hookconsole attempts`
  @Suite(.timeLimit(.minutes(1))) struct AttemptsCommandTests {
    private func json(_ text: some StringProtocol) throws -> JSONNode {
      try JSONNode(Array(text.utf8))
    }

    @Test("each attempt is a row, and with --json an object as the sandbox tells it")
    func lists() async throws {
      try await World.open(statuses: [500, 200], retries: [0]) { world in
        let hook = try await world.hook()
        let id = try #require(try await world.fire("Employee_Created", #"{"name":"Zoë"}"#).first)
        // The retry is due at once; the command's words are about what is settled.
        _ = await world.receiver.next(2)
        await world.sandbox.idle()
        let table = try await world.run("attempts", hook, String(id.prefix(30)))
        #expect(table.code == 0 && table.err.isEmpty)
        let words = table.lines.map { $0.split(separator: " ") }
        #expect(words.map { $0.first } == ["1", "2"])
        #expect(words.map { $0.contains("500") } == [true, false])
        #expect(words.map { $0.contains("200") } == [false, true])
        #expect(words.allSatisfy { $0.last == "ms" || $0.last == "s" })

        let told = try await world.run("attempts", hook, "last", "--json")
        #expect(told.code == 0)
        let client = HookClient(
          address: try ServerAddress(world.sandbox.url),
          employer: RecordID(world.sandbox.employer),
          credentials: Credentials(key: world.sandbox.apiKey)
        )
        let endpoint = try Endpoint.attempts(client.scope, RecordID(hook), RecordID(id))
        // The one form, stated twice.
        let served = try await client.list(endpoint).map {
          String(decoding: $0.bytes, as: UTF8.self)
        }
        #expect(told.lines == served)
        let first = try json(try #require(told.lines.first))
        #expect(first["request"]?["body"]?.string == #"[{"name":"Zoë"}]"#)
        #expect(first["response"]?["status"]?.int == 500)
      }
    }

    @Test("a refused connection says so, and --har has it, too") func refused() async throws {
      try await World.open { world in
        let made = try await world.run(
          "create",
          "--event",
          "JobCompleted",
          "--target",
          "http://127.0.0.1:1/"
        )
        let hook = try #require(made.lines.first)
        try await world.fire("JobCompleted")
        let file = "\(world.folder)/attempts.har"
        let ended = try await world.run("attempts", hook, "last", "--har", file)
        #expect(ended.code == 0)
        #expect(ended.lines.count == 1)
        #expect(ended.lines.first?.contains("  ---  ") == true)
        #expect(ended.lines.first?.hasSuffix("connection refused") == true)
        let bytes = try Data(contentsOf: URL(filePath: file))
        let entries = try HAR.entries(in: Array(bytes))
        #expect(entries.map { $0.node["response"]?["_error"]?.string } == ["connection refused"])
        #expect(try entries[0].request().headers["webhook-attempt"] == "1")
      }
    }

    @Test("a password of the endpoint is in no output") func secrets() async throws {
      try await World.open { world in
        let made = try await world.run(
          "create",
          "--event",
          "JobCompleted",
          "--target",
          "http://joe:geheim@127.0.0.1:\(world.receiver.port)/"
        )
        let hook = try #require(made.lines.first)
        try await world.fire("JobCompleted")
        let seen = try #require(world.receiver.requests.first?.header("Authorization"))
        let secret = try #require(seen.split(separator: " ").last)
        let file = "\(world.folder)/attempts.har"
        let told = try await world.run("attempts", hook, "last", "--json", "--har", file)
        #expect(told.out.contains("Basic ••••"))
        let har = try String(contentsOfFile: file, encoding: .utf8)
        for text in [told.out, har] {
          #expect(!text.contains("geheim") && !text.contains(secret))
        }
      }
    }

    @Test("a server that records none is not asked, and the command fails") func none()
      async throws
    {
      let id = "a1b2c3d4-0000-4000-8000-00000000abcd"
      let body = #"{"id":"\#(id)","webhookEvent":"JobCompleted","url":"http://x","active":true}"#
      let server = try ScriptedServer { _ in
        .text("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      defer { server.stop() }
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let environment = World.environment(folder).merging([
        "HOOKCONSOLE_URL": server.url, "HOOKCONSOLE_EMPLOYER": "e", "HOOKCONSOLE_API_KEY": "k",
      ]) { $1 }
      let file = "\(folder)/attempts.har"
      let ended = try await ChildProgram.run(
        ["attempts", id, id, "--json", "--har", file],
        environment: environment
      )
      #expect(ended.code == 1 && ended.out.isEmpty)
      #expect(ended.err.contains("this server records no attempts"))
      #expect(server.requests.count == 1)
      #expect(!server.requests[0].contains("/sandbox/"))
      #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("a delivery that was not posted yet has none") func notYet() async throws {
      try await World.open { world in
        var answers = ReceiverConfiguration()
        answers.delay = 3600
        let slow = try Receiver.start(answers)
        let made = try await world.run("create", "--event", "JobCompleted", "--target", slow.url)
        let hook = try #require(made.lines.first)
        _ = try await world.run("fire", "JobCompleted")
        let ended = try await world.run("attempts", hook, "last")
        #expect(ended.code == 0 && ended.out.isEmpty && ended.err.contains("no attempts yet"))
        await slow.stop()
      }
    }
  }
}
