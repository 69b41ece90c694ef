@testable import ConsoleCore
import Foundation
import HookHTTP
import HookJSON
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Deliveries: list, show, sample, fire.
  @Suite(.timeLimit(.minutes(1))) struct DeliveryCommandTests {
    private static let data =
      #"{"name":"Zoë \u001b[31m","gross":1234.50,"n":0.1234567890123456789}"#

    @Test("a payload comes back byte for byte")
    func payload() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        let id = try #require(try await world.fire("Employee_Created", Self.data).first)
        let whole = try await world.run("delivery", hook, id, "--payload")
        #expect(whole.out == "[\(Self.data)]")
        #expect(world.receiver.requests.map(\.body) == [Array("[\(Self.data)]".utf8)])
        let last = try await world.run("delivery", hook, "last", "--json")
        #expect(last.json?["id"]?.string == id)
        #expect(last.out.contains("\"gross\":1234.50"))
        let shown = try await world.run("delivery", hook, String(id.prefix(30)))
        #expect(shown.lines.contains("code      200 OK"))
        #expect(shown.out.contains(#"    "gross": 1234.50,"#))
        #expect(!shown.out.contains("\u{1B}"))
      }
    }

    @Test("attempts are told in full, as a table, JSON lines and HAR")
    func attempts() async throws {
      try await World.open(statuses: [500, 200], retries: [0.01]) { world in
        let hook = try await world.hook()
        let id = try #require(try await world.fire("Employee_Created", Self.data).first)
        _ = await world.receiver.next(2)
        await world.sandbox.idle()
        let shown = try await world.run("attempts", hook, id, "--json")
        #expect(shown.lines.count == 2, "\(shown.err)")
        let nodes = try shown.lines.map { JSONNode(try JSONIndex(JSONText(Array($0.utf8)))) }
        #expect(nodes.map { $0["statusCode"]?.int } == [500, 200])
        #expect(nodes.allSatisfy { $0["request"]?["body"]?.string == "[\(Self.data)]" })
        #expect(
          nodes.allSatisfy { $0["phases"]?["end"] != nil && $0["response"]?["headers"] != nil }
        )
        let file = "\(world.folder)/attempts.har"
        let table = try await world.run("attempts", hook, "last", "--har", file)
        #expect(table.code == 0 && table.lines.count == 2)
        #expect(table.lines[0].contains("500") && table.lines[1].contains("200"))
        let har = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(try HAR.entries(in: Array(har)).count == 2)
        let none = try await world.run("attempts", hook, "no-such-delivery")
        #expect(none.code == 4)
      }
    }

    @Test("deliveries are listed newest first, filtered, limited, of one webhook or all")
    func list() async throws {
      try await World.open(statuses: [200, 500, 200]) { world in
        let hook = try await world.hook()
        let other = try await world.hook("JobCompleted")
        let first = try await world.fire()
        let second = try await world.fire()
        let third = try await world.fire("JobCompleted")
        func ids(_ arguments: String...) async throws -> [String] {
          let ended = try await ChildProgram.run(
            ["deliveries"] + arguments + ["--json"],
            environment: world.environment
          )
          return (ended.json?.children ?? []).compactMap { $0["id"]?.string }
        }
        #expect(try await ids(hook) == second + first)
        #expect(try await ids() == third + second + first)
        #expect(try await ids(hook, other) == third + second + first)
        #expect(try await ids("--limit", "1") == third)
        #expect(try await ids("--code", "5xx") == second)
        #expect(try await ids("--code", "200", "--limit", "all") == third + first)
        #expect(try await ids("--event", "JobCompleted") == third)
        #expect(try await ids("--since", "1h") == third + second + first)
        #expect(try await ids("--since", "2999-01-01") == [])
        let table = try await world.run("deliveries", hook, "--code", "500")
        #expect(table.lines.count == 1)
        #expect(table.lines[0].hasPrefix("\(second[0])  "))
        #expect(table.lines[0].contains("  500  Failed  ×1  Employee Created · Zoë Ellis"))
        let none = try await world.run("deliveries", hook, "--code", "410")
        #expect(none.out.isEmpty && none.code == 0)
        #expect(none.err == "no such deliveries\n")
      }
    }

    @Test(
      "wrong filters are named",
      arguments: [
        ["--limit", "0"], ["--limit", "x"], ["--code", "6xx"], ["--since", "soon"],
        ["--event", "JobComplete"],
      ]
    )
    func wrong(_ options: [String]) async throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let ended = try await ChildProgram.run(
        ["deliveries"] + options,
        environment: World.environment(folder)
      )
      #expect(ended.code == 2)
      #expect(ended.err.contains(options[1]))
    }

    @Test("a sample is the API's own JSON")
    func sample() async throws {
      try await World.open { world in
        let sample = try await world.run("sample", "payrun finalised", "--json")
        #expect(sample.json != nil)
        let shown = try await world.run("sample", "Payrun_Finalised")
        #expect(shown.code == 0)
        #expect(shown.lines.count > 10)
        #expect(try await world.run("sample", "Nothing_Happened").code != 0)
      }
    }

    @Test("fire makes deliveries and names its deliveries; data must be JSON")
    func fire() async throws {
      try await World.open { world in
        let quiet = try await world.run("fire", "JobCompleted")
        #expect(quiet.code == 0 && quiet.out.isEmpty)
        #expect(quiet.err == "no active webhook is subscribed to Job Completed\n")
        let hook = try await world.hook("JobCompleted")
        let path = try world.write(#"{"a": 1.50}"#, to: "data.json")
        let made = try await world.run("fire", "JobCompleted", "--data", path, "--json")
        #expect(made.json?["deliveries"]?.children.first?["webhookId"]?.string == hook)
        await world.sandbox.idle()
        #expect(world.receiver.requests.last?.body == Array(#"[{"a": 1.50}]"#.utf8))
        let wrong = try await world.run(
          "fire",
          "JobCompleted",
          "--data",
          "-",
          input: "{\n \"a\": }"
        )
        #expect(wrong.code == 2)
        #expect(wrong.err.contains("-: line 2, column 7"))
        #expect(try await world.run("fire", "JobCompleted", "--data", "/nowhere").code == 2)
      }
    }
  }
}
