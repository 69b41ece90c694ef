import Foundation
import HookModel
import HookSandbox
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Every command in the documentation is run, in its order, against a sandbox.
  ///
  /// ```` ```sh ```` is run to its end and must end with 0, ```` ```sh exit 1 ```` with 1;
  /// ```` ```sh until-interrupted ```` is interrupted once it has said something.
  @Suite struct DocumentTests {
    struct Block: Sendable {
      let words: [Substring]
      let script: String
      let line: Int
    }

    private static let text: String = {
      let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../docs/CommandLine.md").standardized
      return (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    }()

    private static let blocks: [Block] = {
      var blocks: [Block] = []
      var open: (words: [Substring], lines: [Substring], number: Int)?
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        guard line.hasPrefix("```") else {
          open?.lines.append(line)
          continue
        }
        if let block = open {
          let script = block.lines.joined(separator: "\n")
          blocks.append(Block(words: block.words, script: script, line: block.number))
          open = nil
        } else {
          open = (line.dropFirst(3).split(separator: " "), [], number + 1)
        }
      }
      return blocks.filter { $0.words.first == "sh" }
    }()

    @Test("every command has its place in the documentation")
    func complete() {
      let scripts = Self.blocks.map(\.script).joined(separator: "\n")
      for command in Program.commands where !command.name.isEmpty {
        #expect(scripts.contains("hookconsole \(command.name)"), "\(command.name)")
      }
    }

    @Test("every command in the documentation works")
    func runs() async throws {
      try await World.open(statuses: [500, 200]) { world in
        let hook = try await world.hook()
        let failed = try await world.fire()[0]
        try await world.fire("Employee_Created", #"{"name":"Zoë"}"#)
        let local = try Receiver.start(ReceiverConfiguration())
        let spare = try Receiver.start(ReceiverConfiguration())
        let port = spare.port
        await spare.stop()
        _ = try world.write(world.sandbox.apiKey, to: "key.txt")
        // The examples' ids and ports, as they are here.
        let places = [
          ("3f0c5c1e", hook), ("9b1d7c2a", failed), ("http://127.0.0.1:3000", local.url),
          ("http://127.0.0.1:8411", world.receiver.url), ("8412", "\(port)"),
          ("sandbox --demo", "sandbox --demo --port 0"),
          ("receiver --port 8411", "receiver --port 0"),
        ]
        for block in Self.blocks {
          let script = places.reduce(block.script) {
            $0.replacingOccurrences(of: $1.0, with: $1.1)
          }
          try await run(block, script, world)
        }
        await local.stop()
      }
    }

    private func run(_ block: Block, _ script: String, _ world: World) async throws {
      let place = "docs/CommandLine.md:\(block.line)"
      let isInterrupted = block.words.contains("until-interrupted")
      let folder = URL(fileURLWithPath: ChildProgram.path).deletingLastPathComponent().path
      var environment = world.environment
      environment["PATH"] = "\(folder):\(environment["PATH"] ?? "")"
      let command = isInterrupted ? "exec \(script)" : "set -euo pipefail\n\(script)"
      let program = try ChildProgram(
        ["-c", "cd \"$HOME\"\n\(command)"],
        environment: environment,
        executable: "/bin/bash"
      )
      if isInterrupted {
        await withTaskGroup(of: Void.self) { group in
          let (out, err) = (program.out, program.err)
          group.addTask { _ = await out.lines(1) }
          group.addTask { _ = await err.lines(1) { $0.hasPrefix("watching") } }
          await group.next()
          program.signal(SIGINT)
        }
      }
      let ended = await program.ended()
      let code: Int32 = block.words.contains("exit") ? 1 : 0
      #expect(ended.code == code, "\(place): \(script)\n\(ended.err)")
    }
  }
}
