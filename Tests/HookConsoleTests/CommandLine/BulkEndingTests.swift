@testable import ConsoleCore
import Foundation
import HookTesting
import Testing
@testable import HookCapture
@testable import HookConsole

extension CommandLineTests {
  /// How `send --each` ends, and what becomes of `--rest`.
  @Suite(.timeLimit(.minutes(1))) struct BulkEndingTests {
    private static func export(_ count: Int) -> String {
      (1...count).map { #"{"id":"d\#($0)","payload":[{"n":\#($0)}]}"# + "\n" }.joined()
    }

    private static func send(
      _ world: World,
      _ path: String,
      to url: String,
      _ options: [String]
    ) async throws -> ChildProgram.Ended {
      try await ChildProgram.run(
        ["send", "--file", path, "--each", "--to", url] + options,
        environment: world.environment
      )
    }

    private func text(_ path: String) -> String? {
      try? String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("a --rest that cannot be created is refused before anything is sent") func refused()
      async throws
    {
      try await World.open { world in
        let path = try world.write(Self.export(3), to: "export.json")
        let full = try world.write("kept", to: "full.json")
        let empty = try world.write("", to: "empty.json")
        let missing = "\(world.folder)/no/rest.json"
        let exists = "already exists"
        let har = "\(world.folder)/out.har"
        for (rest, says) in [
          (full, exists), (empty, exists), (path, exists), (world.folder, exists),
          (missing, "cannot be created: No such file or directory"),
          ("-", "standard output has the report"),
        ] {
          let ended = try await Self.send(
            world,
            path,
            to: world.receiver.url,
            ["--rest", rest, "--har", har]
          )
          #expect(ended.code == 2 && ended.out.isEmpty)
          #expect(
            ended.err == "hookconsole: --rest \(rest)\(rest == "-" ? ":" : "") \(says);"
              + " nothing was sent\ntry: the name of a new file\n"
          )
        }
        #expect(world.receiver.requests.isEmpty)
        #expect(text(full) == "kept" && text(empty) == "" && text(path) == Self.export(3))
        // Neither is in the way of the next run.
        #expect(!FileManager.default.fileExists(atPath: har))
        let both = try await Self.send(
          world,
          path,
          to: world.receiver.url,
          ["--rest", har, "--har", har]
        )
        #expect(both.code == 2 && both.err.contains("--har and --rest cannot name the same file"))
        #expect(!FileManager.default.fileExists(atPath: har) && world.receiver.requests.isEmpty)
        let rest = "\(world.folder)/rest.json"
        let other = try await Self.send(
          world,
          path,
          to: world.receiver.url,
          ["--rest", rest, "--har", full]
        )
        #expect(other.code == 2 && !FileManager.default.fileExists(atPath: rest))
      }
    }

    @Test("without anything left there is no --rest") func nothingLeft() async throws {
      try await World.open { world in
        let path = try world.write(Self.export(3), to: "export.json")
        let rest = "\(world.folder)/rest.json"
        for options in [[], ["--dry-run"]] {
          let ended = try await Self.send(
            world,
            path,
            to: world.receiver.url,
            ["--rest", rest] + options
          )
          #expect(ended.code == 0 && ended.err.isEmpty, "\(ended.err)")
          #expect(!FileManager.default.fileExists(atPath: rest))
        }
      }
    }

    @Test("what ends it is said with what was not sent", arguments: [true, false])
    func interrupted(_ keeps: Bool) async throws {
      try await World.open { world in
        let path = try world.write(Self.export(50), to: "export.json")
        let local = try Receiver.start(ReceiverConfiguration())
        let rest = "\(world.folder)/rest.json"
        let run = try ChildProgram(
          ["send", "--file", path, "--each", "--to", local.url, "--rate", "20/s"]
            + (keeps ? ["--rest", rest] : []),
          environment: world.environment
        )
        _ = await local.next(3)
        run.signal(SIGINT)
        let ended = await run.ended()
        let left = 50 - local.requests.count
        #expect(ended.code == 1)
        #expect(
          ended.out.contains("\(50 - left) of 50 sent") && ended.out.contains("not sent   \(left)")
        )
        let what = "hookconsole: interrupted: \(left) were not sent"
        #expect(
          ended.err
            == (keeps
              ? "\(what); they are in \(rest)\ntry: --file \(rest)\n"
              : "\(what)\ntry: --rest FILE, which keeps what was not sent\n")
        )
        #expect(text(rest)?.split(separator: "\n").count == (keeps ? left : nil))
        await local.stop()
      }
    }

    @Test("an error under way ends with the report and the rest, too") func error() async throws {
      try await World.open { world in
        let broken = #"{"id":"d2","payload":null}"#
        let lines = Self.export(3).split(separator: "\n").map(String.init)
        let path = try world.write(
          [lines[0], broken, lines[2]].joined(separator: "\n"),
          to: "e.json"
        )
        let rest = "\(world.folder)/rest.json"
        let ended = try await Self.send(world, path, to: world.receiver.url, ["--rest", rest])
        #expect(ended.code == 1 && ended.err == "hookconsole: the delivery d2 has no payload\n")
        #expect(
          ended.out.contains("1 of 3 sent") && ended.out.contains("not sent   2, the first is d2")
        )
        #expect(text(rest) == "\(broken)\n\(lines[2])\n")
      }
    }

    @Test("the file of --rest knows its other names, and goes when it is not wanted")
    func names() async throws {
      try await World.open { world in
        let other = try world.write("", to: "other")
        let rest = try RestFile(creating: "\(world.folder)/rest.json")
        #expect(rest.isAlso(at: "\(world.folder)/./rest.json") && !rest.isAlso(at: other))
        #expect(!rest.isAlso(at: "\(world.folder)/nothing"))
        rest.discard()
        #expect(!FileManager.default.fileExists(atPath: rest.path))
      }
    }

    @Test(
      "why a run is not a success",
      arguments: [
        (10, 10, 0, false, nil, nil), (10, 10, 0, true, nil, nil),
        (10, 8, 0, false, nil, "2 of 10 did not get a complete 2xx response"),
        (
          7, 7, 3, true, "r.json",
          "interrupted: 3 were not sent; they are in r.json\ntry: --file r.json"
        ),
        (
          9, 9, 1, true, "r.json",
          "interrupted: 1 was not sent; it is in r.json\ntry: --file r.json"
        ),
        (
          7, 5, 3, true, nil,
          "interrupted: 2 of 7 did not get a complete 2xx response, and 3 were not sent"
            + "\ntry: --rest FILE, which keeps what was not sent"
        ),
        (
          7, 6, 3, false, "r.json",
          "1 of 7 did not get a complete 2xx response, and 3 were not sent; they are in r.json"
            + "\ntry: --file r.json"
        ),
      ] as [(Int, Int, Int, Bool, String?, String?)]
    )
    func ending(
      _ sent: Int,
      _ succeeded: Int,
      _ left: Int,
      _ isInterrupted: Bool,
      _ rest: String?,
      _ says: String?
    ) {
      var report = BulkRun.Report()
      (report.sent, report.succeeded, report.left) = (sent, succeeded, left)
      (report.isInterrupted, report.codes) = (isInterrupted, [200: succeeded, 0: sent - succeeded])
      let failure = BulkText.ending(report, of: 10, rest: rest)
      #expect(failure?.description == says)
      #expect(failure == nil || failure?.code == .failed)
      report.codes = [0: sent]
      let isDown = left == 0 && succeeded < sent
      #expect(
        BulkText.ending(report, of: 10, rest: rest)?.code == (isDown ? .unreachable : failure?.code)
      )
    }
  }
}
