@testable import ConsoleCore
import Foundation
import HookHTTP
import HookModel
import HookSandbox
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON
@testable import HookSupport

extension CommandLineTests {
  /// `sandbox`, `receiver` and `doctor`.
  @Suite(.timeLimit(.minutes(1))) struct ServerCommandTests {
    private func node(_ line: String?) throws -> JSONNode {
      JSONNode(try JSONIndex(JSONText(Array((line ?? "").utf8))))
    }

    @Test("the sandbox says where it is, works, and ends with 0")
    func sandbox() async throws {
      try await World.open { world in
        let program = try world.start("sandbox", "--port", "0", "--in-memory", "--json")
        let ready = try node(await program.out.lines(1).first)
        var other = world
        other.environment["HOOKCONSOLE_URL"] = ready["url"]?.string
        other.environment["HOOKCONSOLE_EMPLOYER"] = ready["employer"]?.string
        other.environment["HOOKCONSOLE_API_KEY"] = ready["apiKey"]?.string
        #expect(ready["receiver"]?.isNull == true)
        #expect(try await other.run("hooks", "--json").out == "[]\n")
        program.signal(SIGTERM)
        #expect(await program.ended().code == 0)
      }
    }

    @Test("the curl line of the greeting works, and the file keeps what was made")
    func greeting() async throws {
      try await World.open { world in
        let key = try world.write("a-key-of-mine\n", to: "key")
        let data = "\(world.folder)/data.sqlite"
        let first = try world.start("sandbox", "--port", "0", "--data", data, "--api-key-file", key)
        let lines = await first.out.lines(3)
        #expect(lines[0].contains("key a-key-of-mine"))
        let script = try #require(lines.first { $0.contains("export ") })
        let curl = try #require(lines.first { $0.contains("curl ") })
        let line = curl.trimmingCharacters(in: .whitespaces)
          .replacingOccurrences(of: "curl ", with: "curl -sf --noproxy '*' ")
        let asked = try ChildProgram(
          ["-c", line],
          environment: world.environment,
          executable: "/bin/bash"
        )
        #expect(await asked.ended().out == "[]")
        let made = try ChildProgram(
          [
            "-c",
            "\(script)\n\"\(ChildProgram.path)\" create --event JobCompleted --target http://127.0.0.1:9/",
          ],
          environment: world.environment,
          executable: "/bin/bash"
        )
        let id = await made.ended().lines.first
        first.signal(SIGINT)
        #expect(await first.ended().code == 0)
        let second = try world.start("sandbox", "--port", "0", "--data", data, "--json")
        let ready = try node(await second.out.lines(1).first)
        var other = world
        other.environment["HOOKCONSOLE_URL"] = ready["url"]?.string
        other.environment["HOOKCONSOLE_EMPLOYER"] = ready["employer"]?.string
        other.environment["HOOKCONSOLE_API_KEY"] = ready["apiKey"]?.string
        #expect(try await other.run("hooks", "--json").json?.children.first?["id"]?.string == id)
        second.signal(SIGINT)
        _ = await second.ended()
      }
    }

    @Test("a port that is taken is named")
    func taken() async throws {
      try await World.open { world in
        for command in ["sandbox", "receiver"] {
          let options = command == "sandbox" ? ["--in-memory"] : []
          let ended = try await ChildProgram.run(
            [command, "--port", "\(world.sandbox.port)"] + options,
            environment: world.environment
          )
          #expect(ended.code == 1)
          #expect(ended.err.contains("\(world.sandbox.port)"))
        }
      }
    }

    @Test("the receiver records what it is sent and answers as told")
    func receiver() async throws {
      try await World.open { world in
        let program = try world.start(
          "receiver",
          "--port",
          "0",
          "--status",
          "503,200",
          "--header",
          "Retry-After: 7",
          "--json"
        )
        let url = try #require(try node(await program.out.lines(1).first)["url"]?.string)
        let path = try world.write("{\"a\":\"\u{9B}2J\"}", to: "body")
        let first = try await world.run("send", "--file", path, "--to", "\(url)/a?b=c", "--json")
        #expect(first.json?["statusCode"]?.int == 503)
        let headers = first.json?["headers"]
        #expect(headers?["retry-after"]?.string == "7")
        #expect(try await world.run("send", "--file", path, "--to", url).code == 0)
        let record = try node(await program.out.lines(3)[1])
        #expect(record["method"]?.string == "POST")
        #expect(record["path"]?.string == "/a?b=c")
        #expect(record["statusCode"]?.int == 503)
        #expect(record["body"]?.string == "{\"a\":\"\u{9B}2J\"}")
        #expect(record["headers"]?["content-type"]?.string == "application/json")
        program.signal(SIGINT)
        #expect(await program.ended().code == 0)
      }
    }

    @Test("for people a request is a line and its body a tree, with nothing to obey")
    func receiverForPeople() async throws {
      try await World.open { world in
        let program = try world.start("receiver", "--port", "0")
        let url = try #require(await program.out.lines(1).first)
        let path = try world.write("{\"a\":\"\u{9B}2J\",\"n\":1.50}", to: "body")
        _ = try await world.run("send", "--file", path, "--to", "\(url)/x")
        let lines = await program.out.lines(5)
        #expect(lines[1].contains("  200  POST  /x  21 bytes"))
        #expect(lines[2...4].map { $0 } == ["{", #"  "a": "<009B>2J","#, #"  "n": 1.50"#])
        program.signal(SIGINT)
        #expect(await program.ended().code == 0)
      }
    }

    @Test("signatures of the sandbox are checked by the receiver")
    func signatures() async throws {
      let secret = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
      try await World.open(secret: secret) { world in
        let path = try world.write(secret, to: "secret")
        let program = try world.start(
          "receiver",
          "--port",
          "0",
          "--secret-file",
          path,
          "--json",
          "--quiet"
        )
        let url = try #require(try node(await program.out.lines(1).first)["url"]?.string)
        let made = try await world.run("create", "--event", "JobCompleted", "--target", url)
        try await world.fire("JobCompleted")
        let good = try node(await program.out.lines(2)[1])
        #expect(good["verified"]?.bool == true)
        let sent = try await world.run("send", made.lines[0], "--sample")
        #expect(sent.code == 1)
        let bad = try node(await program.out.lines(3)[2])
        #expect(bad["verified"]?.bool == false && bad["statusCode"]?.int == 401)
        program.signal(SIGINT)
        _ = await program.ended()
      }
    }

    @Test("the receiver passes on to another endpoint and gives its answer back")
    func forward() async throws {
      try await World.open(statuses: [418]) { world in
        let program = try world.start("receiver", "--port", "0", "--forward", world.receiver.url)
        let url = try #require(await program.out.lines(1).first)
        let path = try world.write("[1]", to: "body")
        let sent = try await world.run("send", "--file", path, "--to", url, "--json")
        #expect(sent.json?["statusCode"]?.int == 418)
        #expect(world.receiver.requests.first?.body == Array("[1]".utf8))
        program.signal(SIGINT)
        _ = await program.ended()
      }
    }

    @Test("the doctor finds nothing bad where nothing is, and says where it looked")
    func doctor() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        let ended = try await world.run("doctor", hook, "--json")
        #expect(ended.code == 0)
        let findings = ended.json?.children ?? []
        #expect(findings.contains { $0["verdict"]?.string == "good" })
        #expect(findings.allSatisfy { $0["verdict"]?.string != "bad" })
        let subjects = Set(findings.compactMap { $0["subject"]?.string })
        #expect(
          subjects.isSuperset(of: [
            "configuration", "server", "key", "connection", "response", "clock", "employer",
            "webhooks", "webhook", "url", "terminal", "locale",
          ])
        )
        #expect(!ended.out.contains(world.sandbox.apiKey))
      }
    }

    @Test("what is bad decides how the doctor ends")
    func illness() async throws {
      try await World.open(statuses: [410]) { world in
        var wrong = world
        wrong.environment["HOOKCONSOLE_API_KEY"] = "wrong"
        let key = try await wrong.run("doctor")
        #expect(key.code == 3)
        #expect(key.out.contains("BAD   key"))
        let gone = try Receiver.start(ReceiverConfiguration())
        wrong.environment["HOOKCONSOLE_URL"] = gone.url
        await gone.stop()
        #expect(try await wrong.run("doctor").code == 5)
        let made = try await world.run("create", "--event", "JobCompleted", "--target", gone.url)
        let endpoint = try await world.run("doctor", made.lines[0])
        #expect(endpoint.code == 5)
        #expect(endpoint.out.contains("BAD   connection"))
        let hook = try await world.hook()
        let warned = try await world.run("doctor", hook)
        #expect(warned.code == 0)
        #expect(warned.out.contains("410 Gone"))
        _ = try world.write("{", to: ".config/hookconsole/config.json")
        let file = try await world.run("doctor")
        #expect(file.code == 2)
        #expect(file.out.contains("BAD   configuration"))
      }
    }
  }

  @Suite(.timeLimit(.minutes(1))) struct DoctorTests {
    private static let now = 1_795_000_000.0

    private func certificate(from: Double, to: Double) -> Certificate {
      Certificate(
        subject: "a",
        issuer: "b",
        notBefore: Self.now + from * 86_400,
        notAfter: Self.now + to * 86_400
      )
    }

    @Test(
      "certificates",
      arguments: [
        (-10, 90, nil, Finding.Grade.good, "90 days"), (-10, 13, nil, .note, "renew it soon"),
        (-10, -1, nil, .bad, "it ended on"), (1, 90, nil, .bad, "it begins on"),
        (-10, 90, "self-signed", .bad, "self-signed"),
      ] as [(Double, Double, String?, Finding.Grade, String)]
    )
    func certificates(
      _ from: Double,
      _ to: Double,
      _ problem: String?,
      _ grade: Finding.Grade,
      _ says: String
    ) {
      let findings = EndpointChecks.certificate(
        certificate(from: from, to: to),
        problem: problem,
        now: Self.now
      )
      #expect(findings.last?.grade == grade)
      #expect(findings.last?.text.contains(says) == true)
    }

    @Test(
      "clocks",
      arguments: [
        ("Tue, 24 Nov 2026 02:00:00 GMT", 0, Finding.Grade.good),
        ("Tue, 24 Nov 2026 02:00:00 GMT", 300, .note),
        ("Tue, 24 Nov 2026 02:00:00 GMT", -300, .note),
        ("yesterday", 0, .note),
      ] as [(String, Double, Finding.Grade)]
    )
    func clocks(_ date: String, _ offset: Double, _ grade: Finding.Grade) throws {
      let time = try #require(Timestamp("2026-11-24T02:00:00Z")).seconds + offset
      #expect(ServerChecks.clock(date, now: time).grade == grade)
    }

    @Test(
      "addresses that nobody outside reaches",
      arguments: [
        ("127.0.0.1", true), ("10.1.2.3", true), ("172.16.0.1", true), ("172.32.0.1", false),
        ("192.168.1.1", true), ("169.254.1.1", true), ("8.8.8.8", false), ("::1", true),
        ("fe80::1", true), ("fd00::1", true), ("2001:db8::1", false),
      ]
    )
    func addresses(_ text: String, _ isPrivate: Bool) throws {
      #expect(HostName.addresses(text) == [text])
      #expect(HostName.isPrivate(text) == isPrivate)
    }

    @Test("terminals")
    func terminals() {
      let good = LocalChecks.terminal(["TERM": "xterm", "LANG": "C.UTF-8"])
      #expect(good.map(\.grade) == [.good, .good, .good])
      let dumb = LocalChecks.terminal(["TERM": "dumb", "LANG": "C"])
      #expect(dumb.map(\.grade) == [.note, .note, .note])
      let unknown = LocalChecks.terminal(["TERM": "no-such-terminal", "LC_ALL": "C.utf8"])
      #expect(unknown.map(\.grade) == [.note, .good, .good])
    }
  }
}
