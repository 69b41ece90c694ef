@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import HookTesting
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// `tail --forward`.
  @Suite(.timeLimit(.minutes(1))) struct ForwardTests {
    private func forward(
      _ world: World,
      to url: String,
      _ options: String...
    ) async throws -> ChildProgram {
      let program = try ChildProgram(
        ["tail", "--interval", "50ms", "--forward", url] + options,
        environment: world.environment
      )
      _ = await program.err.lines(1) { $0.hasPrefix("watching") }
      return program
    }

    /// Its URL, and how to start it.
    private func endpointThatIsDown() async throws -> (String, ReceiverConfiguration) {
      let before = try Receiver.start(ReceiverConfiguration())
      var configuration = ReceiverConfiguration()
      configuration.port = before.port
      await before.stop()
      return (before.url, configuration)
    }

    private func end(_ program: ChildProgram) async -> ChildProgram.Ended {
      program.signal(SIGINT)
      return await program.ended()
    }

    @Test("no file that it leaves has the password of its URL") func password() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let program = try await forward(world, to: "http://user:Tell-Nobody@127.0.0.1:9/in")
        #expect(await end(program).code == 0)
        let names = FileManager.default.enumerator(atPath: world.folder)?.allObjects ?? []
        let texts = names.compactMap {
          try? String(contentsOfFile: "\(world.folder)/\($0)", encoding: .utf8)
        }
        #expect(texts.contains { $0.contains("user:•••@127.0.0.1:9") })
        #expect(!texts.contains { $0.contains("Tell-Nobody") })
      }
    }

    @Test("each new delivery is posted once, byte for byte, its answer beside the recorded one")
    func posts() async throws {
      try await World.open(statuses: [500]) { world in
        _ = try await world.hook()
        try await world.fire("Employee_Created", #"{"was":"there"}"#)
        let local = try Receiver.start(ReceiverConfiguration())
        let program = try await forward(world, to: "\(local.url)/in?x=1")
        let ids = try await world.fire("Employee_Created", #"{ "gross" : 1234.50 }"#)
        let posted = await local.next(1)
        #expect(posted[0].body == Array(#"[{ "gross" : 1234.50 }]"#.utf8))
        #expect(posted[0].path == "/in?x=1")
        #expect(posted[0].header("webhook-id") == ids[0])
        #expect(posted[0].header("content-type") == "application/json")
        #expect(posted[0].header("authorization") == nil)
        let answers = await program.out.lines(1) { $0.contains("→ 200 OK in ") }
        #expect(answers[0].contains("recorded "))
        #expect(await end(program).code == 0)
        #expect(local.requests.count == 1)
        await local.stop()
      }
    }

    @Test("an endpoint that is down is waited for; then all comes in order and once")
    func catchesUp() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let (url, configuration) = try await endpointThatIsDown()
        let program = try await forward(world, to: url)
        for number in 0..<5 { try await world.fire("Employee_Created", "\(number)") }
        _ = await program.err.lines(1) { $0.contains("forwarding waits") }
        // News is told all the same.
        _ = await program.out.lines(5) { $0.contains("Sent") }
        let local = try Receiver.start(configuration)
        let bodies = await local.next(5).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == ["[0]", "[1]", "[2]", "[3]", "[4]"])
        _ = await program.out.lines(5) { $0.contains("→ 200") }
        let ended = await end(program)
        #expect(ended.err.contains("the endpoint responds again"))
        #expect(local.requests.count == 5)
        await local.stop()
      }
    }

    @Test("what is refused is not sent again, and does not hold up the rest")
    func refused() async throws {
      try await World.open { world in
        _ = try await world.hook()
        var configuration = ReceiverConfiguration()
        configuration.statuses = [500, 302, 404, 200]
        let local = try Receiver.start(configuration)
        let program = try await forward(world, to: local.url, "--json")
        for number in 0..<4 { try await world.fire("Employee_Created", "\(number)") }
        let lines = await program.out.lines(4) { $0.hasPrefix("{\"forward\":") }
        let codes = lines.compactMap { try? JSONIndex(JSONText(Array($0.utf8))) }
          .map { JSONNode($0)["forward"]?["statusCode"]?.int }
        #expect(codes == [500, 302, 404, 200])
        let bodies = local.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == ["[0]", "[1]", "[2]", "[3]"])
        _ = await end(program)
        await local.stop()
      }
    }

    @Test(
      "what surely was not sent is kept: a proxy that is down or refuses, a TLS handshake that fails",
      arguments: [
        ("http://hooks.example/in", "http_proxy", false, "proxy: "),
        ("https://hooks.example/in", "https_proxy", true, "proxy: "),
        ("https://127.0.0.1:%PORT", nil, true, "no secure connection"),
      ] as [(String, String?, Bool, String)]
    )
    func unsent(_ url: String, _ proxy: String?, _ isUp: Bool, _ says: String) async throws {
      let server = try ScriptedServer { _ in
        .text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
      }
      defer { server.stop() }
      try await World.open { world in
        var world = world
        if let proxy { world.environment[proxy] = isUp ? server.url : "http://127.0.0.1:9" }
        _ = try await world.hook()
        let program = try await forward(
          world,
          to: url.replacing("%PORT", with: "\(world.receiver.port)")
        )
        try await world.fire("Employee_Created", "0")
        let lines = await program.err.lines(1) { $0.contains("forwarding waits") }
        #expect(lines.first?.contains(says) == true, "\(lines)")
        let ended = await end(program)
        #expect(ended.code == 0)
        #expect(!ended.out.contains("→"))
      }
    }

    @Test("what could not be forwarded is what the next run missed")
    func missed() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let before = try Receiver.start(ReceiverConfiguration())
        var configuration = ReceiverConfiguration()
        configuration.port = before.port
        let url = before.url
        let first = try await forward(world, to: url)
        try await world.fire("Employee_Created", "0")
        _ = await first.out.lines(1) { $0.contains("→ 200") }
        await before.stop()
        try await world.fire("Employee_Created", "1")
        _ = await first.err.lines(1) { $0.contains("forwarding waits") }
        _ = await end(first)
        try await world.fire("Employee_Created", "2")
        let local = try Receiver.start(configuration)
        let second = try await forward(world, to: url, "--missed")
        let bodies = await local.next(2).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == ["[1]", "[2]"])
        _ = await second.out.lines(2) { $0.contains("→ 200") }
        _ = await end(second)
        #expect(local.requests.count == 2)
        await local.stop()
      }
    }

    @Test("a change that is told while it waits does not make it forwarded")
    func changes() async throws {
      // Told of after the first attempt and after the second.
      try await World.open(statuses: [500, 200], retries: [0.3]) { world in
        _ = try await world.hook()
        let (url, configuration) = try await endpointThatIsDown()
        let first = try await forward(world, to: url)
        try await world.fire("Employee_Created", "1")
        _ = await first.err.lines(1) { $0.contains("forwarding waits") }
        _ = await first.out.lines(2) { $0.contains("500 ") || $0.contains("Sent") }
        _ = await end(first)
        let local = try Receiver.start(configuration)
        let second = try await forward(world, to: url, "--missed")
        #expect(await local.next(1).map(\.body) == [Array("[1]".utf8)])
        _ = await second.out.lines(1) { $0.contains("→ 200") }
        _ = await end(second)
        // Now it is.
        let third = try await forward(world, to: url, "--missed")
        _ = await end(third)
        #expect(local.requests.count == 1)
        await local.stop()
      }
    }
  }
}
