@testable import ConsoleCore
import Foundation
import HookHTTP
import HookSupport
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// `receiver`, and `capture` without a terminal.
  @Suite(.timeLimit(.minutes(1))) struct EndpointLinesTests {
    @Test("a refused request has one line, too") func refusedForPeople() async throws {
      try await World.open { world in
        for command in ["receiver", "capture"] {
          let program = try world.start(command, "--port", "0")
          let url = try #require(await program.out.lines(1).first)
          for host in ["evil.example", "$(id)"] {
            let request = ExchangeRequest(
              method: "GET",
              url: try HTTPURL("\(url)/a"),
              headers: ["Host": host]
            )
            let exchange = try await HTTPEngine.shared.perform(request)
            #expect(exchange.response?.status == 421)
          }
          let lines = await program.out.lines(3)
          #expect(
            lines[1].hasSuffix(
              "  421  GET  /a  refused: this is not evil.example; try: --host evil.example"
            ),
            "\(lines[1])"
          )
          #expect(
            lines[2].hasSuffix("refused: this is not $(id); try: --host '$(id)'"),
            "\(lines[2])"
          )
          program.signal(SIGINT)
          #expect(await program.ended().out.split(separator: "\n").count == 3)
        }
      }
    }

    @Test("an endpoint that does not start warns of nothing", arguments: ["receiver", "capture"])
    func noWarning(_ command: String) async throws {
      try await World.open { world in
        let wrong = try await world.run(command, "--port", "0", "--listen", "foo")
        #expect(
          wrong.code == 2 && wrong.err == "hookconsole: cannot listen on foo: not an IPv4 address\n"
        )
        let taken = try await world.run(
          command,
          "--port",
          "\(world.sandbox.port)",
          "--listen",
          "0.0.0.0",
          "--insecure",
          "--forward",
          "http://127.0.0.1:9"
        )
        #expect(taken.code == 1 && !taken.err.contains("warning"), "\(taken.err)")
        let program = try world.start(
          command,
          "--port",
          "0",
          "--insecure",
          "--forward",
          "http://127.0.0.1:9"
        )
        #expect(await program.err.lines(1).first?.contains("warning: certificates") == true)
        program.signal(SIGINT)
        #expect(await program.ended().code == 0)
      }
    }
  }
}
