@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import Testing
@testable import HookCapture
@testable import HookConsole

extension CommandLineTests {
  /// `send`, and what is exported and replayed.
  @Suite(.timeLimit(.minutes(1))) struct SendCommandTests {
    private static let data = #"{"name":"Zoë \u0001","gross":1234.50}"#

    @Test("a delivery is sent again byte for byte to the webhook's URL or another")
    func delivery() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        let id = try await world.fire("Employee_Created", Self.data)[0]
        let sent = try await world.run("send", hook, "--delivery", id)
        #expect(sent.code == 0)
        #expect(sent.lines[0].hasPrefix("200 OK  "))
        let bodies = world.receiver.requests.map(\.body)
        #expect(bodies.count == 2 && bodies[0] == bodies[1])
        #expect(world.receiver.requests[1].path == "/Employee_Created")
        let other = try Receiver.start(ReceiverConfiguration())
        let again = try await world.run(
          "send",
          hook,
          "--delivery",
          "last",
          "--to",
          "\(other.url)/x"
        )
        #expect(again.code == 0)
        #expect(await other.next(1)[0].body == bodies[0])
        #expect(other.requests[0].header("webhook-id") == id)
        await other.stop()
      }
    }

    @Test("an answer that is not 2xx ends with 1 and is shown", arguments: [302, 404, 500])
    func failure(_ status: Int) async throws {
      try await World.open(statuses: [status]) { world in
        let hook = try await world.hook()
        let sent = try await world.run("send", hook, "--sample")
        #expect(sent.code == 1)
        #expect(sent.lines[0].hasPrefix("\(status) "))
        #expect(sent.err.contains("the response is not 2xx"))
        let json = try await world.run("send", hook, "--sample", "--json")
        #expect(json.json?["statusCode"]?.int == status)
      }
    }

    @Test("where nobody is there, it ends with 5 and why is shown")
    func nobody() async throws {
      try await World.open { world in
        let gone = try Receiver.start(ReceiverConfiguration())
        let url = gone.url
        await gone.stop()
        let path = try world.write("[1]", to: "body.json")
        let sent = try await world.run("send", "--file", path, "--to", url)
        #expect(sent.code == 5)
        #expect(sent.out.contains("connection refused"))
        #expect(sent.err.contains("no complete response"))
      }
    }

    @Test("a file goes out as it is, JSON or not, with no connection configured")
    func file() async throws {
      try await World.open { world in
        var world = world
        world.environment["HOOKCONSOLE_URL"] = nil
        world.environment["HOOKCONSOLE_API_KEY"] = nil
        let path = try world.write("not { JSON\n", to: "body")
        let url = world.receiver.url
        #expect(try await world.run("send", "--file", path, "--to", url).code == 0)
        #expect(try await world.run("send", "--file", "-", "--to", url, input: " [1] ").code == 0)
        let bodies = world.receiver.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == ["not { JSON\n", " [1] "])
      }
    }

    @Test("what deliveries --json and tail --json wrote can be replayed")
    func replay() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        var ids: [String] = []
        for number in 0..<3 {
          ids += try await world.fire("Employee_Created", "{\"n\":\(number).50}")
        }
        let array = try await world.run("deliveries", hook, "--json", "--limit", "all").out
        let lines = try await world.run("tail", "--since", "1h", "--json", "--count", "3").out
        for text in [array, lines] {
          let local = try Receiver.start(ReceiverConfiguration())
          let path = try world.write(text, to: "export.json")
          let one = try await world.run(
            "send",
            "--file",
            path,
            "--delivery",
            ids[1],
            "--to",
            local.url
          )
          #expect(one.code == 0)
          let each = try await world.run("send", "--file", path, "--each", "--to", local.url)
          #expect(each.code == 0)
          #expect(each.out.contains("3 of 3 sent") && each.out.contains("200 ×3"), "\(each.out)")
          let bodies = local.requests.map { String(decoding: $0.body, as: UTF8.self) }
          #expect(bodies == [1, 0, 1, 2].map { "[{\"n\":\($0).50}]" })
          await local.stop()
        }
        let unknown = try await world.run(
          "send",
          "--file",
          "\(world.folder)/export.json",
          "--delivery",
          "zzzz",
          "--to",
          "http://127.0.0.1:9"
        )
        #expect(unknown.code == 4)
      }
    }

    @Test("an export is not posted as one body, unless it comes from standard input")
    func exportAsBody() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        for number in 0..<3 { try await world.fire("Employee_Created", "{\"n\":\(number)}") }
        let array = try await world.run("deliveries", hook, "--json", "--limit", "all").out
        let lines = try await world.run("tail", "--since", "1h", "--json", "--count", "3").out
        let one = try await world.run("deliveries", hook, "--json", "--limit", "1").out
        let local = try Receiver.start(ReceiverConfiguration())
        for (text, count) in [
          (array, "3 deliveries"), (lines, "3 deliveries"), (one, "1 delivery"),
        ] {
          let path = try world.write(text, to: "export.json")
          for target in [["--to", local.url], [hook, "--to", local.url], [hook]] {
            let sent = try await ChildProgram.run(
              ["send", "--file", path] + target,
              environment: world.environment
            )
            #expect(sent.code == 2 && sent.out.isEmpty)
            #expect(
              sent.err == "hookconsole: \(path) is an export of \(count)\n"
                + "try: --each, or --delivery ID; to post the file itself: --file - < FILE\n"
            )
          }
          #expect(local.requests.isEmpty)
        }
        let sent = try await world.run("send", "--file", "-", "--to", local.url, input: lines)
        #expect(sent.code == 0 && local.requests.map(\.body) == [Array(lines.utf8)])
        await local.stop()
      }
    }

    @Test(
      "only what is clearly an export is taken for one",
      arguments: [
        ("{\"id\":\"a\",\"payload\":1}\n{\"id\":\"b\",\"payload\":2}\n", 2),
        ("{\"id\":\"a\",\"payload\":1}\r\n{\"id\":2,\"payload\":2}", 2),
        ("{\"id\":\"a\",\"payload\":1}\n{\"id\":\"a\",\"payload\":2}", 1),
        (#"[{"id":"a","created":"2026-01-02","payload":[]}]"#, 1),
        (#"[{"id":"a","statusCode":1,"payload":1},{"id":"b","taskStatus":2,"payload":2}]"#, 2),
        (#"{"id":"a","taskStatus":"Completed","payload":[1]}"#, 1),
        // Bodies of others, which have some of it.
        (#"[{"id":"a","payload":[1]},{"id":"b","payload":[2]}]"#, nil),
        (#"{"id":"a","payload":[1]}"#, nil), (#"{"id":"a","created":"x"}"#, nil),
        (#"[{"id":"a","created":"x","payload":1},{"id":"b"}]"#, nil),
        (#"[{"created":"x","payload":1}]"#, nil), (#"[{"n":1}]"#, nil), ("[]", nil), ("{}", nil),
        ("{\"id\":\"a\",\"payload\":1}\n{\"n\":1}\n", nil), ("1\n2\n", nil), ("", nil), ("\n", nil),
        ("a=b&c", nil), ("not { JSON\n", nil),
      ] as [(String, Int?)]
    )
    func clearly(_ text: String, _ count: Int?) {
      #expect(Export.count(in: Array(text.utf8)) == count)
    }

    @Test(
      "what does not say one thing to send is refused",
      arguments: [
        ["send"], ["send", "x"], ["send", "--delivery", "last"], ["send", "x", "--each"],
        ["send", "x", "--sample", "--file", "f"], ["send", "--file", "f"],
        ["send", "x", "--file", "f", "--each", "--delivery", "d"],
        ["send", "x", "--sample", "--to", "y"],
        ["send", "x", "--sample", "--timeout", "0s"],
      ]
    )
    func wrong(_ arguments: [String]) async throws {
      try await World.open { world in
        let ended = try await ChildProgram.run(arguments, environment: world.environment)
        #expect(ended.code == 2)
        #expect(world.receiver.requests.isEmpty)
      }
    }

    @Test(
      "exports",
      arguments: [
        (#"[{"id":"a","payload":[1]},{"id":"b","payload":[2]}]"#, ["a", "b"]),
        (#"{"id":"a","payload":[1]}"#, ["a"]),
        ("{\"id\":\"a\",\"payload\":[1]}\n{\"id\":\"b\",\"payload\":[2]}\n", ["a", "b"]),
        // Of a delivery that was told twice, the last word counts.
        ("{\"id\":\"a\",\"payload\":[1]}\n{\"id\":\"a\",\"payload\":[2]}\n", ["a"]),
        (
          #"[{"id":"a","created":"2026-01-02","payload":1},{"id":"b","created":"2026-01-01","payload":1}]"#,
          ["b", "a"]
        ),
        (#"[{"id":"a"}]"#, nil), ("[]", nil), ("", nil), ("x\ny\n", nil),
      ] as [(String, [String]?)]
    )
    func exports(_ text: String, _ ids: [String]?) {
      let export = try? Export(Array(text.utf8), path: "file")
      #expect(export?.oldestFirst.map(\.id.description) == ids)
    }
  }
}
