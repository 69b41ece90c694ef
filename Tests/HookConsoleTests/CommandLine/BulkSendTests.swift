@testable import ConsoleCore
import Foundation
import HookHTTP
import HookJSON
import HookModel
import HookSupport
import HookTesting
import Testing
@testable import HookCapture
@testable import HookConsole

extension CommandLineTests {
  /// `send --each`.
  @Suite(.timeLimit(.minutes(1))) struct BulkSendTests {
    private static func export(_ count: Int) -> String {
      let records = (1...count).map { number in
        let time = "2026-11-24T12:00:\(String(format: "%02d", number % 60))Z"
        return #"{"id":"d\#(number)","created":"\#(time)","payload":[{"n":\#(number),"s":"{]\""}]}"#
      }
      return "[" + records.reversed().joined(separator: ",\n") + "]"
    }

    private static func numbers(_ receiver: Receiver) -> [Int] {
      receiver.requests.compactMap { try? JSONNode($0.body).children.first?["n"]?.int }
    }

    @Test("all go once, the oldest first; newest first and repeated where that is asked for")
    func order() async throws {
      try await World.open { world in
        let path = try world.write(Self.export(5), to: "export.json")
        for (options, wanted) in [
          ([], [1, 2, 3, 4, 5]), (["--order", "newest"], [5, 4, 3, 2, 1]),
          (["--repeat", "2"], [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]),
        ] as [([String], [Int])] {
          let local = try Receiver.start(ReceiverConfiguration())
          let sent = try await ChildProgram.run(
            ["send", "--file", path, "--each", "--to", local.url] + options,
            environment: world.environment
          )
          #expect(sent.code == 0, "\(sent.err)")
          #expect(Self.numbers(local) == wanted)
          #expect(sent.lines.first?.hasPrefix("\(wanted.count) of \(wanted.count) sent in") == true)
          #expect(sent.out.contains("200 ×\(wanted.count)") && sent.out.contains("latency    p50"))
          await local.stop()
        }
      }
    }

    @Test(
      "records of one time go in the order of the file, the other way round where it has the newest first",
      arguments: [
        ([1.0, 1, 1], true, [3, 2, 1]), ([1, 1, 1], false, [1, 2, 3]),
        ([2, 2, 1], true, [3, 2, 1]),
        ([2, 2, 1], false, [3, 2, 1]), ([1, 2, 2], true, [1, 2, 3]),
        ([1, nil, 2], true, [1, 2, 3]),
        ([2, 1, 1, 3], true, [2, 3, 1, 4]), ([], true, []),
      ] as [([Double?], Bool, [Int])]
    )
    func ties(_ times: [Double?], _ isArray: Bool, _ wanted: [Int]) {
      let records = times.enumerated().map { (number: $0 + 1, time: $1) }
      let sorted = ExportOrder.oldestFirst(records, isArray: isArray) { $0.time }
      #expect(sorted.map(\.number) == wanted)
    }

    @Test("an array that does not end is refused before anything is sent") func cut() async throws {
      try await World.open { world in
        let text = "[\n{\"id\":\"d1\",\"payload\":[1]},\n{\"id\":\"d2\",\"payload\":[2]}\n"
        let path = try world.write(text, to: "cut.json")
        for input in [nil, text] {
          let ended = try await world.run(
            "send",
            "--each",
            "--dry-run",
            "--to",
            world.receiver.url,
            "--file",
            input == nil ? path : "-",
            input: input
          )
          let name = input == nil ? path : "standard input"
          #expect(ended.code == 2)
          #expect(ended.err.contains("\(name) is cut off after 2 records"), "\(ended.err)")
        }
      }
    }

    @Test("a record a line, and a pipe, are read too; dry run sends nothing") func forms()
      async throws
    {
      try await World.open { world in
        let lines =
          "{\"id\":\"d1\",\"payload\":[{\"n\":1}]}\n{\"id\":\"d2\",\"payload\":[{\"n\":2}]}\n"
        let local = try Receiver.start(ReceiverConfiguration())
        let sent = try await world.run(
          "send",
          "--file",
          "-",
          "--each",
          "--to",
          local.url,
          "--concurrency",
          "4",
          input: lines
        )
        #expect(sent.code == 0, "\(sent.err)")
        #expect(Self.numbers(local).sorted() == [1, 2])
        let path = try world.write(lines, to: "lines.json")
        let dry = try await world.run(
          "send",
          "--file",
          path,
          "--each",
          "--to",
          local.url,
          "--dry-run"
        )
        #expect(dry.out == "2 deliveries would be sent to \(local.url)\n")
        #expect(local.requests.count == 2)
        let ordered = try await world.run(
          "send",
          "--file",
          "-",
          "--each",
          "--to",
          local.url,
          "--repeat",
          "2",
          input: lines
        )
        #expect(ordered.code == 2 && ordered.err.contains("need a regular file"))
        await local.stop()
      }
    }

    @Test("failures are counted by code and phase; the run ends at the first if it is to")
    func failures() async throws {
      try await World.open { world in
        let path = try world.write(Self.export(4), to: "export.json")
        var configuration = ReceiverConfiguration()
        configuration.steps = [.status(200), .status(500), .cut, .status(204)]
        let local = try Receiver.start(configuration)
        let sent = try await world.run(
          "send",
          "--file",
          path,
          "--each",
          "--to",
          local.url,
          "--json"
        )
        #expect(sent.code == 1 && sent.err.contains("2 of 4 did not get a complete 2xx response"))
        let report = try JSONNode(Array(try #require(sent.lines.last).utf8))["report"]
        #expect(report?["succeeded"]?.int == 2 && report?["sent"]?.int == 4)
        #expect(report?["codes"]?["500"]?.int == 1)
        #expect(report?["failures"]?["response cut short (body)"]?.int == 1)
        #expect(sent.lines.count == 5)
        await local.stop()
        configuration.steps = [.status(200), .status(500)]
        let other = try Receiver.start(configuration)
        let rest = "\(world.folder)/rest.json"
        let stopped = try await world.run(
          "send",
          "--file",
          path,
          "--each",
          "--to",
          other.url,
          "--until-failure",
          "--rest",
          rest
        )
        #expect(stopped.code == 1 && stopped.out.contains("not sent   2, the first is d3"))
        #expect(stopped.out.contains("           d2  500\n"))
        #expect(Self.numbers(other) == [1, 2])
        let again = try await world.run(
          "send",
          "--file",
          rest,
          "--each",
          "--to",
          world.receiver.url
        )
        #expect(again.code == 0 && Self.numbers(world.receiver) == [3, 4])
        await other.stop()
      }
    }

    @Test("a Retry-After pauses the run, and that delivery goes again before the next")
    func pauses() async throws {
      try await World.open { world in
        let path = try world.write(Self.export(3), to: "export.json")
        let again = Tally()
        let server = try ScriptedServer { head in
          let isSecond = head.contains("webhook-id: d2")
          if isSecond { again.add() }
          return isSecond
            ? .text(
              "HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            : .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        defer { server.stop() }
        let run = try ChildProgram(
          ["send", "--file", path, "--each", "--to", server.url],
          environment: world.environment
        )
        await again.reaches(3)
        #expect(!server.requests.contains { $0.contains("webhook-id: d3") })
        run.signal(SIGINT)
        let ended = await run.ended()
        #expect(ended.code == 1 && ended.out.contains("not sent   2, the first is d2"))
      }
    }

    @Test("interrupted, it ends what is under way and keeps the rest") func interrupted()
      async throws
    {
      try await World.open { world in
        let path = try world.write(Self.export(50), to: "export.json")
        let local = try Receiver.start(ReceiverConfiguration())
        let rest = "\(world.folder)/rest.json"
        let run = try ChildProgram(
          ["send", "--file", path, "--each", "--to", local.url, "--rate", "20/s", "--rest", rest],
          environment: world.environment
        )
        _ = await local.next(3)
        run.signal(SIGINT)
        let ended = await run.ended()
        #expect(ended.code == 1)
        let sent = Self.numbers(local)
        #expect(sent == Array(1...sent.count) && sent.count < 50)
        let again = try await world.run("send", "--file", rest, "--each", "--to", local.url)
        #expect(again.code == 0, "\(again.err)")
        #expect(Self.numbers(local) == Array(1...50))
        await local.stop()
      }
    }

    @Test("with more at a time, those of one webhook keep their order if that is asked for")
    func inOrder() async throws {
      try await World.open { world in
        let records = (1...60).map { number in
          #"{"id":"d\#(number)","url":"http://h/\#(number % 3)","payload":[{"n":\#(number)}]}"#
        }
        let path = try world.write(records.joined(separator: "\n"), to: "lines.json")
        let sent = try await world.run(
          "send",
          "--file",
          path,
          "--each",
          "--concurrency",
          "8",
          "--in-order",
          "--to",
          world.receiver.url
        )
        #expect(sent.code == 0, "\(sent.err)")
        let numbers = Self.numbers(world.receiver)
        for index in 0..<3 {
          #expect(numbers.filter { $0 % 3 == index } == (1...60).filter { $0 % 3 == index })
        }
      }
    }

    @Test("percentiles are right within a twentieth") func histogram() {
      var histogram = LatencyHistogram()
      for number in 1...1000 { histogram.add(Double(number) / 1000) }
      for part in [0.5, 0.9, 0.99] {
        let value = histogram.percentile(part)
        #expect(value >= part * 0.999 && value <= part * 1.06, "\(part): \(value)")
      }
      #expect(histogram.percentile(1) == 1 && histogram.maximum == 1 && histogram.count == 1000)
      #expect(histogram.rows.reduce(0) { $0 + $1.count } == 1000)
      #expect(LatencyHistogram().percentile(0.5) == 0 && LatencyHistogram().rows.isEmpty)
    }

    @Test(
      "wrong options are named",
      arguments: [
        (["--rate", "fast"], "--rate fast is not a rate"), (["--rate", "0"], "is not a rate"),
        (["--concurrency", "0"], "from 1 to 512"), (["--repeat", "0"], "is not a number of times"),
        (["--order", "random"], "neither newest nor oldest"),
      ] as [([String], String)]
    )
    func wrong(_ options: [String], _ says: String) async throws {
      try await World.open { world in
        let path = try world.write(Self.export(1), to: "export.json")
        let ended = try await ChildProgram.run(
          ["send", "--file", path, "--each", "--to", "http://127.0.0.1:9/"] + options,
          environment: world.environment
        )
        #expect(ended.code == 2 && ended.err.contains(says), "\(ended.err)")
        let alone = try await ChildProgram.run(
          ["send", "--file", path, "--to", "http://127.0.0.1:9/"] + options,
          environment: world.environment
        )
        #expect(alone.code == 2 && alone.err.contains("needs --each"))
      }
    }
  }
}
