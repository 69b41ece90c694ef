@testable import ConsoleCore
import Foundation
import HookModel
import Testing
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// `schema`: what is learnt, what is checked.
  @Suite(.timeLimit(.minutes(1))) struct SchemaCommandTests {
    private static let old = #"{"name":"Zoë","gross":1234.50,"end":null}"#
    private static let new = #"{"name":null,"gross":"1","bonus":1}"#

    @Test("what an event's deliveries have in common; later ones are checked, oldest first")
    func server() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        for _ in 0..<3 { try await world.fire("Employee_Created", Self.old) }
        let learnt = try await world.run("schema", "employee created")
        #expect(learnt.code == 0)
        #expect(learnt.err == "learnt from 3 deliveries\n")
        #expect(learnt.json?["title"]?.string == "Employee_Created")
        let path = try world.write(learnt.out, to: "schema.json")
        let same = try await world.run("schema", hook, "--check", path)
        #expect(same.code == 0 && same.out.isEmpty)
        #expect(same.err == "checked 3 deliveries\n")
        let first = try await world.fire("Employee_Created", Self.new)[0]
        try await world.fire("Employee_Created", Self.new)
        let drift = try await world.run("schema", hook, "--check", path)
        #expect(drift.code == 1)
        #expect(drift.err.hasSuffix("1 new, 1 missing, 1 of another type, 1 newly null\n"))
        let words = drift.lines.map { $0.split(separator: " ", omittingEmptySubsequences: true) }
        #expect(
          words.map { $0.prefix(2).joined(separator: " ") } == [
            "null $[*].name", "type $[*].gross", "new $[*].bonus", "missing $[*].end",
          ]
        )
        #expect(drift.lines.allSatisfy { $0.contains(first) && $0.contains("  2  ") })
        let json = try await world.run("schema", hook, "--check", path, "--json")
        let node = try JSONNode(Array(json.lines[1].utf8))
        #expect(node["path"]?.string == "$[*].gross")
        #expect(node["expected"]?.string == "number" && node["found"]?.string == "string")
        #expect(node["deliveries"]?.int == 2)
        #expect(node["deliveryId"]?.string == first && node["webhookId"]?.string == hook)
        // Of the newest alone.
        let newest = try await world.run("schema", hook, "--limit", "2")
        #expect(newest.err == "learnt from 2 of 5 deliveries\n")
        #expect(newest.out.contains("bonus") && !newest.out.contains("end"))
        let none = try await world.run("schema", hook, "--since", "2100-01-01")
        #expect(none.code == 1 && none.err.contains("no payloads"))
      }
    }

    @Test(
      "exports and payloads in a file",
      arguments: [
        (
          #"[{"id":"a","taskStatus":"Sent","payload":[{"x":1}]},{"id":"b","taskStatus":"Sent","payload":{"x":2}}]"#,
          2
        ),
        (
          "{\"id\":\"a\",\"taskStatus\":\"Sent\",\"payload\":[{\"x\":1}]}\n{\"forward\":{\"deliveryId\":\"a\"}}\n",
          1
        ),
        ("{\"id\": \"a\",\n \"taskStatus\": \"Sent\", \"payload\": {\"x\": 1}}", 1),
        ("[{\"x\":1}]\n\n{\"x\":2}\r\n[{\"x\":1},{\"x\":3}]\n", 3),
        ("[\n {\"x\": 1}\n]\n", 1),
        // The payload is a text that holds JSON.
        (#"{"id":"a","taskStatus":"Sent","payload":"[{\"x\":1}]"}"#, 1),
      ]
    )
    func file(_ text: String, _ count: Int) async throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let learnt = try await ChildProgram.run(
        ["schema", "Mine", "--file", "-"],
        environment: World.environment(folder),
        input: text
      )
      #expect(learnt.code == 0, "\(learnt.err)")
      #expect(learnt.err == "learnt from \(count) payload\(count == 1 ? "" : "s")\n")
      #expect(learnt.json?["title"]?.string == "Mine")
      let x = learnt.json?["items"]?["properties"]?["x"]
      #expect(x?["type"]?.string == "number", "\(learnt.out)")
    }

    @Test("an export is checked, and the first delivery is named by its time")
    func export() async throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let environment = World.environment(folder)
      func write(_ text: String, _ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
      }
      let learnt = try await ChildProgram.run(
        ["schema", "--file", try write("[{\"x\":1}]", "payload.json"), "--formats"],
        environment: environment
      )
      let schema = try write(learnt.out, "schema.json")
      let records = ["b", "a", "c"].map { id in
        let day = ["a": 1, "b": 2, "c": 3][id] ?? 0
        return
          #"{"id":"\#(id)","taskStatus":"Sent","created":"2026-01-0\#(day)","payload":[{"x":"1"}]}"#
      }
      let path = try write(records.joined(separator: "\n"), "export")
      let drift = try await ChildProgram.run(
        ["schema", "--file", path, "--check", schema, "--json"],
        environment: environment
      )
      #expect(drift.code == 1)
      #expect(drift.json?["deliveryId"]?.string == "a")
      #expect(drift.json?["deliveries"]?.int == 3)
    }

    @Test(
      "what does not go together, and a file that schema did not print, ends with 2",
      arguments: [
        (["schema"], "{}"), (["schema", "x", "--file", "-", "--limit", "3"], "{}"),
        (["schema", "--file", "-", "--since", "1h"], "{}"),
        (["schema", "--limit", "0", "x"], ""), (["schema", "--file", "-"], "{\"x\":1}\n{"),
        (["schema", "--file", "-"], ""),
        (["schema", "--check", "-", "--file", "-"], "{\"type\":\"array\"}"),
        (["schema", "--check", "/nowhere", "--file", "-"], "{}"),
      ]
    )
    func wrong(_ arguments: [String], _ input: String) async throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let ended = try await ChildProgram.run(
        arguments,
        environment: World.environment(folder),
        input: input
      )
      #expect(ended.code == 2, "\(ended.err)")
      #expect(ended.out.isEmpty)
    }

    @Test("an event without a webhook, and what is neither, are not found")
    func unknown() async throws {
      try await World.open { world in
        _ = try await world.hook()
        #expect(try await world.run("schema", "JobCompleted").code == 4)
        #expect(try await world.run("schema", "zzzzzzzz").code == 4)
        let near = try await world.run("schema", "Employee_Craeted")
        #expect(near.code == 2 && near.err.contains("did you mean Employee_Created?"))
      }
    }

    /// A source of 30 deliveries, of one a second, the last one at 1,700,000,030.
    private func source(since: String? = nil, limit: Int = .max) throws -> PayloadSource {
      let server = QuirkServer(quirk: .plain, count: 30)
      let webhook = Webhook(
        id: RecordID("h"),
        event: WebhookEvent(name: "JobCompleted"),
        url: "http://127.0.0.1",
        active: true,
        eventCount: 30
      )
      let bound = try since.map {
        try DeliveryQuery.since($0, now: 0, zone: try #require(TimeZone(identifier: "UTC")))
      }
      return PayloadSource([webhook], try server.client, since: bound, limit: limit)
    }

    @Test(
      "the newest, as many or since when as was asked for",
      arguments: [
        (nil, Int.max, "30 deliveries"), (nil, 7, "7 of 30 deliveries"), (nil, 40, "30 deliveries"),
        ("2023-11-14T22:13:46Z", Int.max, "5 of 30 deliveries"),
        ("2023-11-14T22:13:46Z", 2, "2 of 30 deliveries"),
      ] as [(String?, Int, String)]
    )
    func newest(_ since: String?, _ limit: Int, _ summary: String) async throws {
      var numbers: [Int] = []
      let source = try source(since: since, limit: limit)
      let read = try await source.read(Progress("read")) { found in
        numbers.append(found.node.children.first?["n"]?.int ?? 0)
      }
      #expect("\(read)" == summary)
      #expect(numbers == Array((1...30).reversed().prefix(numbers.count)))
      #expect(!read.isInterrupted)
    }

    @Test("one that is interrupted keeps what it has read")
    func interrupted() async throws {
      let source = try source()
      let read = try await Task {
        var count = 0
        return try await source.read(Progress("read")) { _ in
          count += 1
          if count == 5 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }.value
      #expect(read.isInterrupted)
      #expect(read.count == 5)
    }

    @Test(
      "a bar where the end is known",
      arguments: [
        (0, 10, "[--------------------] 0% 0 of 10 read"),
        (5, 10, "[##########----------] 50% 5 of 10 read, 2.5/s, 2 s left"),
        (10, 10, "[####################] 100% 10 of 10 read, 5.0/s, 0 s left"),
        (11, 10, "11 read…"),
        (3, nil, "3 read…"), (0, 0, "0 read…"),
      ] as [(Int, Int?, String)]
    )
    func bar(_ count: Int, _ total: Int?, _ line: String) {
      #expect(Progress.line(count, of: total, "read", after: 2, columns: 80) == line)
      // The cursor stands behind it, so a column stays free.
      for columns in 20...79 {
        let text = Progress.line(count, of: total, "read", after: 2, columns: columns)
        #expect(text.count < columns, "\(text)")
      }
    }

    @Test("what is interrupted has no next part; what fails otherwise fails") func next()
      async throws
    {
      struct Fault: Error {}
      #expect(try await InterruptibleWork.next { 1 } == 1)
      await #expect(throws: Fault.self) {
        _ = try await InterruptibleWork.next { () -> Int? in throw Fault() }
      }
      let ended = try await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await InterruptibleWork.next { () -> Int? in throw CancellationError() }
      }.value
      #expect(ended == nil)
    }
  }
}
