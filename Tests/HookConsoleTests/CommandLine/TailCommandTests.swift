@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// `tail`: what is new, what was missed, what is forwarded, how it ends.
  @Suite(.timeLimit(.minutes(1))) struct TailCommandTests {
    private func tail(_ world: World, _ options: String...) async throws -> ChildProgram {
      let program = try ChildProgram(
        ["tail", "--interval", "50ms"] + options,
        environment: world.environment
      )
      _ = await program.err.lines(1) { $0.hasPrefix("watching") }
      return program
    }

    private func end(_ program: ChildProgram) async -> ChildProgram.Ended {
      program.signal(SIGINT)
      return await program.ended()
    }

    private func isSent(_ line: String) -> Bool { line.contains("Sent") }

    @Test("what comes is printed, what was there is not; an interrupt ends it with 0")
    func news() async throws {
      try await World.open { world in
        _ = try await world.hook()
        try await world.fire("Employee_Created", #"{"was":"there"}"#)
        let program = try await tail(world)
        try await world.fire()
        let lines = await program.out.lines(1) { $0.contains("  200  ") }
        #expect(lines[0].hasSuffix("  200  ×1   Sent        Employee Created · Zoë Ellis"))
        let ended = await end(program)
        #expect(ended.code == 0)
        #expect(ended.lines.filter { $0.contains("Sent") }.count == 1)
      }
    }

    @Test("each record is one line with the API's own bytes", arguments: [SIGINT, SIGTERM, SIGHUP])
    func json(_ signal: Int32) async throws {
      try await World.open { world in
        _ = try await world.hook()
        let program = try await tail(world, "--json")
        let ids = try await world.fire("Employee_Created", #"{ "a" : "x  y", "gross" : 1.50 }"#)
        let lines = await program.out.lines(1) { $0.contains("\"Sent\"") }
        let node = JSONNode(try JSONIndex(JSONText(Array(lines[0].utf8))))
        #expect(node["id"]?.string == ids[0])
        #expect(lines[0].contains(#""payload":[{"a":"x  y","gross":1.50}]"#))
        program.signal(signal)
        #expect(await program.ended().code == 0)
      }
    }

    @Test("each change of a delivery is told")
    func changes() async throws {
      try await World.open(statuses: [500, 200], retries: [3]) { world in
        _ = try await world.hook()
        let program = try await tail(world)
        try await world.fire()
        _ = await program.out.lines(1) { $0.contains("  200  ×2   Sent") }
        let ended = await end(program)
        #expect(ended.lines.contains { $0.contains("  500  ×1   Queued") })
      }
    }

    @Test("filters and named webhooks")
    func filters() async throws {
      try await World.open(statuses: [500, 200]) { world in
        let hook = try await world.hook()
        _ = try await world.hook("JobCompleted")
        let failures = try await tail(world, "--code", "5xx")
        let jobs = try await tail(world, "--event", "JobCompleted")
        let one = try await tail(world, hook)
        try await world.fire()
        try await world.fire("JobCompleted")
        _ = await failures.out.lines(1)
        _ = await jobs.out.lines(1) { $0.contains("Sent") }
        _ = await one.out.lines(1) { $0.contains("Failed") }
        try await world.fire("JobCompleted")
        _ = await jobs.out.lines(2) { $0.contains("Sent") }
        #expect(await end(failures).lines.allSatisfy { $0.contains("  500  ") })
        #expect(await end(jobs).lines.allSatisfy { $0.contains("Job Completed") })
        #expect(await end(one).lines.allSatisfy { $0.contains("Employee Created") })
      }
    }

    @Test("--count ends it by itself, for scripts")
    func count() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let program = try await tail(world, "--count", "2", "--json", "--code", "2xx")
        for _ in 0..<3 { try await world.fire() }
        let ended = await program.ended()
        #expect(ended.code == 0)
        #expect(ended.lines.count == 2)
      }
    }

    @Test("a reader that goes away ends it, though nothing comes any more")
    func closedPipe() async throws {
      try await World.open { world in
        let program = try ChildProgram(
          ["-c", "{ \"\(ChildProgram.path)\" tail; echo $? >&2; } | head -c 0"],
          environment: world.environment,
          executable: "/bin/bash"
        )
        let ended = await program.ended()
        #expect(ended.err.split(separator: "\n").last == "0")
      }
    }

    @Test("a webhook made meanwhile is watched, too")
    func newcomer() async throws {
      try await World.open { world in
        let program = try await tail(world)
        _ = try await world.hook("JobCompleted")
        try await world.fire("JobCompleted")
        _ = await program.out.lines(1) { $0.contains("Sent") }
        #expect(await end(program).code == 0)
      }
    }

    @Test("--since begins with what was there, oldest first, each once")
    func since() async throws {
      try await World.open { world in
        _ = try await world.hook()
        _ = try await world.hook("JobCompleted")
        var ids: [String] = []
        for event in ["Employee_Created", "JobCompleted", "Employee_Created", "JobCompleted"] {
          ids += try await world.fire(event)
        }
        let program = try await tail(world, "--since", "1h", "--json")
        ids += try await world.fire()
        _ = await program.out.lines(5) { $0.contains("\"Sent\"") }
        let ended = await end(program)
        let told = ended.lines.filter { $0.contains("\"Sent\"") }
          .compactMap { try? JSONIndex(JSONText(Array($0.utf8))) }
          .compactMap { JSONNode($0)["id"]?.string }
        #expect(told == ids)
      }
    }

    @Test("--missed goes on where the last run stopped, and once only")
    func missed() async throws {
      try await World.open { world in
        _ = try await world.hook()
        try await world.fire()
        let first = try await tail(world, "--json")
        let seen = try await world.fire()
        _ = await first.out.lines(1) { $0.contains("\"Sent\"") }
        _ = await end(first)
        let while1 = try await world.fire()
        let while2 = try await world.fire()
        let second = try await tail(world, "--missed", "--json")
        _ = await second.out.lines(2) { $0.contains("\"Sent\"") }
        let told = await end(second).lines
          .compactMap { try? JSONIndex(JSONText(Array($0.utf8))) }
          .compactMap { JSONNode($0)["id"]?.string }
        #expect(told == while1 + while2)
        #expect(!told.contains(seen[0]))
        let third = try await tail(world, "--missed")
        let ended = await end(third)
        #expect(ended.out.isEmpty)
      }
    }

    @Test("--missed without a run before says so and begins")
    func nothingMissed() async throws {
      try await World.open { world in
        _ = try await world.hook()
        try await world.fire()
        let program = try await tail(world, "--missed")
        let ended = await end(program)
        #expect(ended.out.isEmpty && ended.code == 0)
        #expect(ended.err.contains("no earlier run to resume"))
      }
    }

    @Test("a wrong webhook or key ends it at once")
    func wrong() async throws {
      try await World.open { world in
        let unknown = try await world.run("tail", "zzzz")
        #expect(unknown.code == 4)
        var wrong = world
        wrong.environment["HOOKCONSOLE_API_KEY"] = "wrong"
        #expect(try await wrong.run("tail").code == 3)
      }
    }

    @Test(
      "it says what is wrong with the server and goes on when it is back, with all that came",
      arguments: [
        (nil, "refused the connection"), (401, "does not accept the API key"),
        (200, "is not JSON"),
      ] as [(Int?, String)]
    )
    func reconnects(_ fault: Int?, _ says: String) async throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var configuration = SandboxConfiguration()
      configuration.storage = .file("\(folder)/sandbox.sqlite")
      let first = try Sandbox.start(configuration)
      configuration.port = first.port
      let receiver = try Receiver.start(ReceiverConfiguration())
      let local = try Receiver.start(ReceiverConfiguration())
      let environment = World.environment(folder).merging([
        "HOOKCONSOLE_URL": first.url, "HOOKCONSOLE_EMPLOYER": first.employer,
        "HOOKCONSOLE_API_KEY": first.apiKey,
      ]) { $1 }
      func world(_ sandbox: Sandbox) -> World {
        World(sandbox: sandbox, receiver: receiver, folder: folder, environment: environment)
      }
      _ = try await world(first).hook()
      let program = try await tail(world(first), "--json", "--forward", local.url)
      await first.stop()
      if let fault {
        var answers = ReceiverConfiguration()
        (answers.port, answers.statuses) = (configuration.port, [fault])
        let faulty = try Receiver.start(answers)
        _ = await program.err.lines(1) { $0.contains(says) }
        await faulty.stop()
      } else {
        _ = await program.err.lines(1) { $0.contains(says) }
      }
      let second = try Sandbox.start(configuration)
      for number in 0..<3 { try await world(second).fire("Employee_Created", "\(number)") }
      let bodies = await local.next(3).map { String(decoding: $0.body, as: UTF8.self) }
      #expect(bodies == ["[0]", "[1]", "[2]"])
      _ = await program.out.lines(3) { $0.hasPrefix("{\"forward\"") }
      _ = await program.err.lines(1) { $0.contains("responds again") }
      let ended = await end(program)
      #expect(ended.code == 0)
      #expect(ended.err.split(separator: "\n").count { $0.contains(says) } == 1)
      #expect(local.requests.count == 3)
      for server in [receiver, local] { await server.stop() }
      await second.stop()
    }
  }
}
