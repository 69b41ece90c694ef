@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookSupport

extension CommandLineTests {
  /// How the program ends, and what it says then.
  @Suite(.timeLimit(.minutes(1))) struct EndingTests {
    private func run(
      _ arguments: [String],
      _ variables: [String: String] = [:]
    ) async throws -> ChildProgram.Ended {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      return try await ChildProgram.run(
        arguments,
        environment: World.environment(folder).merging(variables) { $1 }
      )
    }

    /// Asks a server that answers each request with one code.
    private func ask(_ status: Int, _ arguments: [String]) async throws -> ChildProgram.Ended {
      var configuration = ReceiverConfiguration()
      configuration.statuses = [status]
      let server = try Receiver.start(configuration)
      let ended = try await run(
        arguments,
        [
          "HOOKCONSOLE_URL": server.url, "HOOKCONSOLE_EMPLOYER": "e",
          "HOOKCONSOLE_API_KEY": "a-secret-key",
        ]
      )
      await server.stop()
      return ended
    }

    @Test(
      "each kind of answer has its exit code",
      arguments: [
        (401, 3, "does not accept the API key"), (403, 3, "may not do this"), (404, 4, "not found"),
        (500, 1, "server error (500)"), (400, 1, "(400)"), (429, 1, "too many requests"),
        (302, 1, "redirect"), (200, 1, "not JSON"),
      ] as [(Int, Int32, String)]
    )
    func codes(_ status: Int, _ code: Int32, _ says: String) async throws {
      let ended = try await ask(status, ["hook", "3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"])
      #expect(ended.code == code)
      #expect(ended.out.isEmpty)
      #expect(ended.err.contains(says), "\(ended.err)")
      #expect(!ended.err.contains("a-secret-key"))
      let lines = ended.err.split(separator: "\n")
      #expect(lines.count == 1 || (lines.count == 2 && lines[1].hasPrefix("see: ")))
    }

    @Test("a server that is not there ends with 5")
    func unreachable() async throws {
      let receiver = try Receiver.start(ReceiverConfiguration())
      let url = receiver.url
      await receiver.stop()
      let ended = try await run(
        ["hooks"],
        ["HOOKCONSOLE_URL": url, "HOOKCONSOLE_EMPLOYER": "e", "HOOKCONSOLE_API_KEY": "k"]
      )
      #expect(ended.code == 5)
      #expect(ended.err.contains("refused the connection"))
    }

    @Test(
      "wrong usage ends with 2 and names what would be right",
      arguments: [
        (["hoks"], "did you mean hooks?"), (["hooks", "--jsn"], "did you mean --json?"),
        (["hook"], "ID is missing"), (["hooks", "x"], "unexpected argument"),
        (
          ["--url", "http://127.0.0.1", "hooks"],
          "the command must come first\ntry: hookconsole hooks"
        ),
        (["hooks", "--employer", ""], "--employer needs a value"),
        (["receiver", "--secret", "whsec_x"], "a secret must not be in the arguments"),
        (["send", "--secret=whsec_x", "1"], "try: set HOOKCONSOLE_SECRET, or --secret-file FILE"),
        (["verify", "body"], "no secret\ntry: --secret-file FILE"),
        (["tail", "--secret-file", "/dev/null"], "--secret-file needs a --forward URL"),
        (["receiver", "--scheme", "standard"], "--scheme needs a --secret-file"),
        (["receiver", "--scheme", "md5"], "known schemes: standard, github, stripe, slack"),
        (["hooks"], "no connection configured"),
        (["tail", "--missed", "--since", "1h"], "cannot be used together"),
        (["send"], "nothing to send"),
        (["completions", "csh"], "known shells: bash, zsh, fish"),
        (["sandbox", "--port", "99999"], "is not a port"),
        (["sandbox", "--in-memory", "--data", "x"], "cannot be used together"),
        (
          ["receiver", "--status", "700"],
          "is not a status code from 200 to 599, reset, hang, drip or cut"
        ),
        (["receiver", "--header", "x"], "is not a header"),
        (["hooks", "--profile", "x"], "unknown profile \"x\""),
        (["tail", "--interval", "1ms"], "the minimum is 50ms"),
        (["tail", "--forward", "http://127.0.0.1:99999"], "the port is not a number"),
      ] as [([String], String)]
    )
    func usage(_ arguments: [String], _ says: String) async throws {
      let ended = try await run(arguments)
      #expect(ended.code == 2)
      #expect(ended.out.isEmpty)
      #expect(ended.err.contains(says), "\(ended.err)")
    }

    @Test("a key is not sent over http to another host")
    func clear() async throws {
      let ended = try await run(
        ["hooks"],
        ["HOOKCONSOLE_URL": "http://api.example", "HOOKCONSOLE_API_KEY": "k"]
      )
      #expect(ended.code == 2)
      #expect(ended.err.contains("not sent over http://"))
    }

    @Test("without an employer the employers are named")
    func employers() async throws {
      var configuration = SandboxConfiguration()
      configuration.demo = true
      let sandbox = try Sandbox.start(configuration)
      let ended = try await run(
        ["hooks"],
        ["HOOKCONSOLE_URL": sandbox.url, "HOOKCONSOLE_API_KEY": sandbox.apiKey]
      )
      #expect(ended.code == 2)
      #expect(ended.err.contains("\(sandbox.employer)  Bluebird Bakery"))
      await sandbox.stop()
    }

    @Test("the console needs a terminal and says what works without one")
    func console() async throws {
      let ended = try await run([])
      #expect(ended.code == 1)
      #expect(ended.err.contains("hookconsole --help"))
    }

    @Test("help and version go to standard output")
    func help() async throws {
      for arguments in [["--help"], ["-h"], ["help"]] {
        let ended = try await run(arguments)
        #expect(ended.code == 0 && ended.err.isEmpty)
        for command in Program.commands where !command.name.isEmpty {
          #expect(ended.out.contains("\n  \(command.name)"))
        }
      }
      for command in Program.commands where !command.name.isEmpty {
        let ended = try await run([command.name, "--help"])
        #expect(ended.code == 0)
        for item in command.options { #expect(ended.out.contains("--\(item.name)")) }
        #expect(ended.out.contains("\nExample:\n  \(command.example)\n"))
        #expect(ended.lines.dropLast().allSatisfy { $0.count < 80 }, "\(command.name)")
        #expect(try await run(["help", command.name]).out == ended.out)
      }
      #expect(try await run(["--version"]).out == "hookconsole \(Product.version)\n")
    }

    @Test("a reader that has enough is no failure")
    func closedPipe() async throws {
      try await World.open { world in
        let program = try ChildProgram(
          [
            "-c",
            "hookconsole() { \"\(ChildProgram.path)\" \"$@\"; }; set -o pipefail; hookconsole man | head -n 1",
          ],
          environment: world.environment,
          executable: "/bin/bash"
        )
        let ended = await program.ended()
        #expect(ended.code == 0)
        #expect(ended.err.isEmpty)
        #expect(ended.lines.count == 1)
      }
    }

    @Test(
      "what is not found names the command that lists what there is",
      arguments: [
        (["hook", "3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"], 4, "hookconsole hooks"),
        (["hook", "zzzz"], 4, "hookconsole hooks"),
        (["hook", "zz"], 2, "try: at least 4 characters"),
        (["hook", ""], 2, "the ID is empty"),
        (["deliveries", "3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"], 4, "hookconsole hooks"),
        (
          ["delivery", "HOOK", "3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"], 4,
          ": hookconsole deliveries"
        ),
        (["delivery", "HOOK", "zzzz"], 4, ": hookconsole deliveries"),
        (["delivery", "HOOK", "zz"], 2, "try: at least 4 characters"),
        (["delivery", "HOOK", ""], 2, "the ID is empty"),
        (["hooks", "--employer", "x"], 4, "see: hookconsole employers"),
        (["sample", "Nothing_Known"], 4, "known events: Employee_Created"),
      ] as [([String], Int32, String)]
    )
    func notFound(_ arguments: [String], _ code: Int32, _ says: String) async throws {
      try await World.open { world in
        let hook = try await world.hook()
        let ended = try await ChildProgram.run(
          arguments.map { $0 == "HOOK" ? hook : $0 },
          environment: world.environment
        )
        #expect(ended.code == code)
        #expect(ended.err.contains(says), "\(ended.err)")
        #expect(ended.out.isEmpty)
      }
    }

    @Test("a standard output that is closed is a failure, and nothing else takes its position")
    func closedOutput() async throws {
      try await World.open { world in
        let program = try ChildProgram(
          ["-c", "\"\(ChildProgram.path)\" hooks --json >&-"],
          environment: world.environment,
          executable: "/bin/bash"
        )
        let ended = await program.ended()
        #expect(ended.code == 1)
        #expect(ended.err.contains("standard output: Bad file descriptor"), "\(ended.err)")
      }
    }

    @Test("a full disk is a failure")
    func fullDisk() async throws {
      try await World.open { world in
        let program = try ChildProgram(
          ["-c", "\"\(ChildProgram.path)\" man > /dev/full"],
          environment: world.environment,
          executable: "/bin/bash"
        )
        let ended = await program.ended()
        #expect(ended.code == 1)
        #expect(ended.err.contains("No space left"))
      }
    }

    @Test("a profile is enough, and its loose key file is warned of")
    func profile() async throws {
      try await World.open { world in
        var world = world
        for name in ["HOOKCONSOLE_URL", "HOOKCONSOLE_EMPLOYER", "HOOKCONSOLE_API_KEY"] {
          world.environment[name] = nil
        }
        _ = try world.write(world.sandbox.apiKey, to: ".config/hookconsole/key", mode: 0o644)
        _ = try world.write(
          """
          {"profiles": {"local": {"url": "\(world.sandbox.url)",
            "employer": "\(world.sandbox.employer)", "apiKeyFile": "key"}}, "default": "local"}
          """,
          to: ".config/hookconsole/config.json"
        )
        let ended = try await world.run("hooks", "--json")
        #expect(ended.code == 0)
        #expect(ended.out == "[]\n")
        #expect(ended.err.contains("other users can read"))
        #expect(!ended.err.contains(world.sandbox.apiKey))
        let named = try await world.run("employers", "--profile", "locl")
        #expect(named.code == 2)
        #expect(named.err.contains("did you mean local?"))
        #expect(try await world.run("completions", "--profiles").out == "local\n")
      }
    }
  }
}
