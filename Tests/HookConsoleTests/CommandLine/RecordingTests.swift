import Foundation
import HookHTTP
import HookTesting
import Testing

@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// `--har` and `--with-secrets`, `send --verbose`, and what `--json` tells of an exchange.
  @Suite(.timeLimit(.minutes(1))) struct RecordingTests {
    private static let response =
      "HTTP/1.1 201 Made\r\nConnection: close\r\nSet-Cookie: id=hidden; Path=/\r\nX-A: \u{1B}[31m\r\n"
      + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n"

    private func bytes(_ path: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The entries as they stand in the file.
    private func nodes(_ path: String) throws -> [JSONNode] {
      // Read as JSON: the file is whole.
      try JSONNode(bytes(path))["log"]?["entries"]?.children ?? []
    }

    private func status(_ entry: JSONNode) -> Int? { entry["response"]?["status"]?.int }

    @Test("send --har writes each exchange", arguments: [false, true])
    func send(_ withSecrets: Bool) async throws {
      let server = try ScriptedServer { _ in .text(Self.response) }
      defer { server.stop() }
      try await World.open { world in
        let export = try world.write(
          #"[{"id":"d1","payload":[1.50]},{"id":"d2","payload":"\u00e9"}]"#,
          to: "export.json"
        )
        let har = "\(world.folder)/out.har"
        let arguments =
          [
            "send", "--file", export, "--each", "--to",
            "http://me:hidden2@127.0.0.1:\(server.port)/x", "--har", har,
          ] + (withSecrets ? ["--with-secrets"] : [])
        let sent = try await ChildProgram.run(arguments, environment: world.environment)
        #expect(sent.code == 0)
        #expect(!sent.out.contains("hidden"))
        let entries = try HAR.entries(in: bytes(har))
        #expect(entries.count == 2)
        for (entry, body) in zip(entries, ["[1.50]", "\"\\u00e9\""]) {
          let request = try entry.request()
          #expect(String(decoding: request.body, as: UTF8.self) == body)
          #expect(request.headers["webhook-id"] == "d\(entry.number)")
          #expect(request.url.hasSuffix("@127.0.0.1:\(server.port)/x"))
          #expect(status(entry.node) == 201)
          #expect(entry.node["response"]?["content"]?["text"]?.string == "ok")
        }
        let text = String(decoding: try bytes(har), as: UTF8.self)
        let password = Data("me:hidden2".utf8).base64EncodedString()
        for secret in ["id=hidden", "me:hidden2@", password] {
          #expect(text.contains(secret) == withSecrets)
        }
      }
    }

    @Test("an exchange without a response is an entry, too") func nobody() async throws {
      try await World.open { world in
        let path = try world.write("[1]", to: "body.json")
        let har = "\(world.folder)/out.har"
        let server = try ScriptedServer { _ in .close }
        defer { server.stop() }
        let sent = try await world.run("send", "--file", path, "--to", server.url, "--har", har)
        #expect(sent.code == 5)
        let entry = try #require(try nodes(har).first)
        #expect(status(entry) == 0)
        #expect(entry["response"]?["_error"]?.string == "connection closed before a response")
      }
    }

    @Test("send --verbose shows the exchange on standard error") func verbose() async throws {
      let server = try ScriptedServer { _ in .text(Self.response) }
      defer { server.stop() }
      try await World.open { world in
        let path = try world.write("[1]", to: "body.json")
        let url = "http://me:hidden@127.0.0.1:\(server.port)/x?y"
        let sent = try await world.run("send", "--file", path, "--to", url, "--verbose")
        let lines = sent.err.split(separator: "\n").map(String.init)
        for line in [
          "> POST /x?y HTTP/1.1", "> Host: 127.0.0.1:\(server.port)",
          "> Authorization: Basic ••••", ">", "> [3 bytes of body]", "< HTTP/1.1 201 Made",
          "< Set-Cookie: id=••••; Path=/", "< X-A: ^[[31m", "<", "< trailers:", "< X-Sum: 1",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(lines.first?.hasPrefix("* connected to 127.0.0.1:\(server.port) in ") == true)
        #expect(lines.last?.contains("first byte ") == true)
        #expect(sent.lines.first?.hasPrefix("201 ") == true)
        #expect(!sent.out.contains("hidden") && !sent.out.contains("\u{1B}"))
      }
    }

    @Test("a refused connection has its time under connect, in every form") func refused()
      async throws
    {
      let server = try ScriptedServer { _ in .close }
      server.stop()
      try await World.open { world in
        let path = try world.write("[1]", to: "body.json")
        let har = "\(world.folder)/out.har"
        let sent = try await world.run(
          "send",
          "--file",
          path,
          "--to",
          server.url,
          "--verbose",
          "--json",
          "--har",
          har
        )
        #expect(sent.code == 5)
        let lines = sent.err.split(separator: "\n").map(String.init)
        #expect(lines.first?.contains("failed while connecting ") == true, "\(sent.err)")
        #expect(!sent.err.contains(" end ") && lines.contains("* connection refused"))
        let object = try #require(sent.json)
        #expect(object["errorPhase"]?.string == "connect")
        #expect(object["phases"]?["connected"]?.isNull == true)
        let timings = try #require(try nodes(har).first?["timings"])
        #expect(timings["connect"]?.int != -1 && timings["receive"]?.int == 0)
      }
    }

    @Test("send --json tells of request, response and phases") func json() async throws {
      let server = try ScriptedServer { _ in .text(Self.response) }
      defer { server.stop() }
      try await World.open { world in
        let path = try world.write("[1]", to: "body.json")
        let url = "http://me:hidden@127.0.0.1:\(server.port)/x"
        let sent = try await world.run("send", "--file", path, "--to", url, "--json")
        #expect(!sent.out.contains("hidden"))
        let object = try #require(sent.json)
        #expect(
          object.children.map { object.index.key(of: $0.number) } == [
            "url", "deliveryId", "statusCode", "problem", "milliseconds", "headers", "body",
            "startedAt", "phases", "remoteAddress", "tls", "request", "response", "error",
            "errorPhase",
          ]
        )
        let phases = try #require(object["phases"])
        #expect(
          phases.children.map { phases.index.key(of: $0.number) } == [
            "name", "connected", "secured", "sent", "firstByte", "end",
          ]
        )
        #expect(phases["secured"]?.isNull == true && phases["end"]?.kind == .number)
        #expect(object["startedAt"]?.string?.hasSuffix("Z") == true)
        #expect(object["request"]?["method"]?.string == "POST")
        #expect(object["request"]?["url"]?.string == "http://me:•••@127.0.0.1:\(server.port)/x")
        let headers = object["request"]?["headers"]?.children.map {
          "\($0["name"]?.string ?? ""): \($0["value"]?.string ?? "")"
        }
        #expect(headers?.contains("Authorization: Basic ••••") == true)
        let response = try #require(object["response"])
        #expect(response["status"]?.int == 201 && response["reason"]?.string == "Made")
        #expect(response["trailers"]?.children.first?["name"]?.string == "X-Sum")
        #expect(response["bodySize"]?.int == 2)
        server.stop()
        let gone = try await world.run("send", "--file", path, "--to", url, "--json")
        #expect(gone.json?["response"]?.isNull == true)
      }
    }

    @Test("tail --forward --har writes what was forwarded") func tail() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let har = "\(world.folder)/out.har"
        let program = try world.start(
          "tail",
          "--interval",
          "50ms",
          "--json",
          "--forward",
          "\(world.receiver.url)/in",
          "--har",
          har
        )
        _ = await program.err.lines(1) { $0.hasPrefix("watching") }
        try await world.fire("Employee_Created", "1")
        let told = await program.out.lines(1) { $0.hasPrefix("{\"forward\":") }
        // Written before it is told.
        let entry = try #require(try nodes(har).first)
        #expect(entry["request"]?["url"]?.string == "\(world.receiver.url)/in")
        #expect(status(entry) == 200)
        let forward = try JSONNode(Array(told[0].utf8))["forward"]
        #expect(forward?["request"]?["method"]?.string == "POST")
        #expect(forward?["response"]?["status"]?.int == 200)
        #expect(forward?["phases"]?["end"]?.kind == .number)
        program.signal(SIGINT)
        #expect(await program.ended().code == 0)
        #expect(try nodes(har).count == 1)
      }
    }

    @Test("receiver --har writes requests, responses and forwards, however it ends")
    func receiver() async throws {
      try await World.open(statuses: [418]) { world in
        let har = "\(world.folder)/out.har"
        let program = try world.start(
          "receiver",
          "--port",
          "0",
          "--har",
          har,
          "--header",
          "Set-Cookie: a=hidden",
          "--forward",
          "\(world.receiver.url)/on"
        )
        let url = await program.out.lines(1)[0]
        let path = try world.write("[1]", to: "body.json")
        #expect(try await world.run("send", "--file", path, "--to", "\(url)/in?a=b").code == 1)
        _ = await program.out.lines(1) { $0.contains("418") }
        let entries = try nodes(har)
        #expect(
          entries.map { $0["request"]?["url"]?.string } == [
            "\(url)/in?a=b", "\(world.receiver.url)/on/in?a=b",
          ]
        )
        #expect(entries.map(status) == [418, 418])
        #expect(try HAR.request(1, in: bytes(har)).body == Array("[1]".utf8))
        let text = String(decoding: try bytes(har), as: UTF8.self)
        #expect(text.contains("a=••••") && !text.contains("hidden"))
        program.signal(SIGKILL)
        _ = await program.ended()
        #expect(try nodes(har).count == 2)
      }
    }

    @Test("a receiver that forwards nowhere writes one entry for each request")
    func plainReceiver() async throws {
      try await World.open { world in
        let har = "\(world.folder)/out.har"
        let program = try world.start("receiver", "--port", "0", "--status", "500", "--har", har)
        let url = await program.out.lines(1)[0]
        let path = try world.write("[1]", to: "body.json")
        for _ in 0..<2 { _ = try await world.run("send", "--file", path, "--to", url) }
        program.signal(SIGTERM)
        #expect(await program.ended().code == 0)
        #expect(try nodes(har).map(status) == [500, 500])
      }
    }

    @Test("a disk that is full ends it with 1 and leaves the file valid") func full() async throws {
      try await World.open { world in
        let path = try world.write(String(repeating: "a", count: 9000), to: "body")
        let har = "\(world.folder)/out.har"
        let script =
          "trap '' XFSZ; ulimit -f 8; exec \"$0\" send --file '\(path)' --to "
          + "\(world.receiver.url) --har '\(har)'"
        let ended = try await ChildProgram(
          ["-c", script, ChildProgram.path],
          environment: world.environment,
          executable: "/bin/sh"
        ).ended()
        #expect(ended.code == 1)
        #expect(ended.err.contains("out.har: cannot be written: File too large"))
        #expect(try HAR.entries(in: bytes(har)).isEmpty)
        #expect(try nodes(har).isEmpty)
      }
    }

    @Test(
      "a file that cannot be used is refused before anything is sent",
      arguments: [
        (["--har", "FOLDER/body.json"], "File exists: nothing was overwritten"),
        (["--har", "/dev/stdout"], "not a file of its own"),
        (["--har", "FOLDER"], "not a file of its own"),
        (["--har", "FOLDER/none/out.har"], "cannot be created"),
        (["--with-secrets"], "--with-secrets needs a --har FILE"),
      ]
    )
    func refused(_ options: [String], _ words: String) async throws {
      try await World.open { world in
        let path = try world.write("[1]", to: "body.json")
        let options = options.map { $0.replacing("FOLDER", with: world.folder) }
        for arguments in [
          ["send", "--file", path, "--to", world.receiver.url], ["receiver", "--port", "0"],
          ["tail", "--forward", world.receiver.url],
        ] {
          let ended = try await ChildProgram.run(
            arguments + options,
            environment: world.environment
          )
          #expect(ended.code == 2)
          #expect(ended.err.contains(words), "\(ended.err)")
        }
        #expect(world.receiver.requests.isEmpty)
        #expect(try bytes(path) == Array("[1]".utf8))
      }
    }

    @Test("tail --har needs something to forward to") func needsForward() async throws {
      try await World.open { world in
        let ended = try await world.run("tail", "--har", "\(world.folder)/out.har")
        #expect(ended.code == 2)
        #expect(ended.err.contains("--har needs a --forward URL"))
      }
    }
  }
}
