@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import Testing
@testable import HookCapture
@testable import HookConsole

extension CommandLineTests {
  /// Every command in the documents is run, in its order, against a sandbox.
  ///
  /// ```` ```sh ```` is run to its end and must end with 0, ```` ```sh exit 1 ```` with 1;
  /// ```` ```sh until-interrupted ```` is interrupted once it has said something. What
  /// ```` ```sh keeps ```` sets is kept for all that follows. ```` ```sh not-run ```` is for the
  /// project's own scripts alone, which build and test what is tested here.
  @Suite(.timeLimit(.minutes(1))) struct DocumentTests {
    struct Block: Sendable {
      let words: [Substring]
      let script: String
      /// `README.md:12`
      let position: String
    }

    private static let documents = [
      "README.md", "docs/Console.md", "docs/CommandLine.md", "docs/Capture.md",
      "docs/Signatures.md", "docs/Sandbox.md", "docs/Configuration.md",
    ]

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../..").standardized

    private static func text(_ name: String) throws -> String {
      try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
    }

    private static func blocks(_ name: String) throws -> [Block] {
      var blocks: [Block] = []
      var open: (words: [Substring], lines: [Substring], number: Int)?
      let lines = try text(name).split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        guard line.hasPrefix("```") else {
          open?.lines.append(line)
          continue
        }
        if let block = open {
          let script = block.lines.joined(separator: "\n")
          blocks.append(
            Block(words: block.words, script: script, position: "\(name):\(block.number)")
          )
          open = nil
        } else {
          open = (line.dropFirst(3).split(separator: " "), [], number + 1)
        }
      }
      return blocks.filter { $0.words.first == "sh" }
    }

    @Test("every command has its position in the documentation")
    func complete() throws {
      let scripts = try Self.documents.flatMap { try Self.blocks($0).map(\.script) }
        .joined(separator: "\n")
      for command in Program.commands where !command.name.isEmpty {
        #expect(scripts.contains("hookconsole \(command.name)"), "\(command.name)")
      }
    }

    @Test("no command stands where it is not run", arguments: documents)
    func allRun(_ name: String) throws {
      let indented = try Self.text(name).split(separator: "\n").filter {
        $0.hasPrefix("    ") && ($0.contains("hookconsole ") || $0.contains("Scripts/"))
      }
      #expect(indented.isEmpty)
      for block in try Self.blocks(name) where block.words.contains("not-run") {
        for line in block.script.split(separator: "\n") {
          let script = line.prefix { $0 != " " }
          let path = Self.root.appendingPathComponent(String(script)).path
          #expect(script.hasPrefix("Scripts/"), "\(block.position)")
          #expect(
            FileManager.default.isExecutableFile(atPath: path),
            "\(block.position): \(script)"
          )
        }
      }
    }

    @Test(
      "every command in the documentation works",
      arguments: documents
    )
    func runs(_ name: String) async throws {
      try await World.open(statuses: [500, 200]) { world in
        let hook = try await world.hook()
        let failed = try await world.fire()[0]
        try await world.fire("Employee_Created", #"{"name":"Zoë"}"#)
        let local = try Receiver.start(ReceiverConfiguration())
        let spare = try Receiver.start(ReceiverConfiguration())
        let port = spare.port
        await spare.stop()
        _ = try world.write(world.sandbox.apiKey, to: "key.txt")
        // The examples' ids, ports, server and key, as they are here.
        let positions = [
          // First of all: an id may hold these digits.
          ("8412", "\(port)"), ("3f0c5c1e", hook), ("9b1d7c2a", failed),
          ("http://127.0.0.1:3000", local.url), ("http://127.0.0.1:8411", world.receiver.url),
          ("sandbox --demo", "sandbox --demo --port 0"),
          ("receiver --port 8411", "receiver --port 0"),
          ("capture --port 8411", "capture --port 0"),
          ("https://api.staffology.co.uk", world.sandbox.url),
          ("your-employer-id", world.sandbox.employer), ("your-key", world.sandbox.apiKey),
        ]
        let blocks = try Self.blocks(name)
        var world = world
        if blocks.contains(where: { $0.words.contains("keeps") }) {
          for name in ["URL", "EMPLOYER", "API_KEY"] {
            world.environment["HOOKCONSOLE_\(name)"] = nil
          }
        }
        // What comes before it in a document is run as its reader would after the line that the
        // sandbox prints: with the same settings.
        let script = { (block: Block) in
          positions.reduce(block.script) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        }
        let kept = blocks.filter { $0.words.contains("keeps") }.map { script($0) + "\n" }.joined()
        for block in blocks where !block.words.contains("not-run") {
          try await run(block, kept, script(block), world)
        }
        await local.stop()
      }
    }

    private func run(
      _ block: Block,
      _ kept: String,
      _ script: String,
      _ world: World
    ) async throws {
      let isInterrupted = block.words.contains("until-interrupted")
      let folder = URL(fileURLWithPath: ChildProgram.path).deletingLastPathComponent().path
      var environment = world.environment
      environment["PATH"] = "\(folder):\(environment["PATH"] ?? "")"
      let command = kept + (isInterrupted ? "exec \(script)" : "set -euo pipefail\n\(script)")
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
      #expect(ended.code == code, "\(block.position): \(script)\n\(ended.err)")
    }
  }
}
