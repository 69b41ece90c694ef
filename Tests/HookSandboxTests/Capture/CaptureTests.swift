import Foundation
import HookHTTP
import HookJSON
import HookSignatures
import HookSupport
import HookTesting
import Testing
@testable import HookCapture
@testable import HookServer

/// What a capture keeps, and how it responds.
@Suite(.timeLimit(.minutes(1))) struct CaptureTests {
  @Test("a request is kept whole, by its source, and is there again after a restart")
  func keeps() async throws {
    try await withTemporaryFile { path in
      try await CaptureScene.run(path: path) { receiver in
        let sent = try await CaptureScene.post(
          receiver,
          "/hooks?x=%20y",
          #"{"type":"invoice.paid","amount":1234.50}"#,
          ["X-A": "1", "x-a": "2", "Authorization": "Basic c2VjcmV0"]
        )
        #expect(sent.statusCode == 200)
        _ = try await CaptureScene.post(receiver, "/hooks", "[1]")
        _ = try await CaptureScene.post(receiver, "/other")
      }
      try await CaptureScene.run(path: path) { receiver in
        let sources = try await receiver.sources()
        #expect(sources.map(\.path) == ["/hooks", "/other"] && sources.map(\.count) == [2, 1])
        #expect(sources.allSatisfy { $0.status == 200 && $0.isActive && $0.method == "POST" })
        let requests = try await receiver.requests(of: sources[0].id, limit: 10)
        #expect(requests.map(\.title) == ["", "invoice.paid"])
        let older = try await receiver.requests(
          of: sources[0].id,
          before: requests[0].id,
          limit: 10
        )
        #expect(older == [requests[1]])
        #expect(requests[1].headers.values("X-A") == ["1", "2"] && requests[1].webPage == nil)
        let (captured, exchanges) = try #require(try await receiver.captured(requests[1].id))
        #expect(captured.size == 40 && exchanges.count == 1)
        let request = exchanges[0].request
        #expect(request.body == Array(#"{"type":"invoice.paid","amount":1234.50}"#.utf8))
        #expect(request.requestedTarget == "/hooks?x=%20y")
        #expect(
          request.headers.fields.map(\.name).filter { $0.lowercased() == "x-a" } == ["X-A", "x-a"]
        )
        #expect(request.headers["Authorization"] == "Basic c2VjcmV0")
        #expect(exchanges[0].statusCode == 200)
      }
    }
  }

  @Test("a source responds with its own codes in turn, or 410, and keeps that") func responds()
    async throws
  {
    try await withTemporaryFile { path in
      try await CaptureScene.run({ $0.statuses = [201] }, path: path) { receiver in
        #expect(try await CaptureScene.post(receiver, "/a").statusCode == 201)
        let source = try #require(try await receiver.sources().first)
        try await receiver.configure(
          source.id,
          isActive: true,
          response: SourceResponse(steps: [.status(500), .status(503), .status(204)])
        )
        var codes: [Int] = []
        for _ in 0..<4 { codes.append(try await CaptureScene.post(receiver, "/a").statusCode) }
        #expect(codes == [500, 503, 204, 204])
        #expect(try await CaptureScene.post(receiver, "/b").statusCode == 201)
        try await receiver.configure(
          source.id,
          isActive: false,
          response: SourceResponse(steps: [.status(500), .status(503), .status(204)])
        )
        #expect(try await CaptureScene.post(receiver, "/a").statusCode == 410)
      }
      try await CaptureScene.run({ $0.statuses = [201] }, path: path) { receiver in
        #expect(try await CaptureScene.post(receiver, "/a").statusCode == 410)
        let source = try #require(try await receiver.sources().first)
        try await receiver.delete(source: source.id)
        #expect(try await receiver.sources().map(\.path) == ["/b"])
        #expect(try await receiver.requests(of: source.id, limit: 10).isEmpty)
        #expect(try await CaptureScene.post(receiver, "/a").statusCode == 201)
      }
    }
  }

  @Test("an endpoint resets, hangs or cuts its responses where it is told to") func faults()
    async throws
  {
    try await CaptureScene.run({ $0.steps = [.reset, .cut, .status(200)] }) { receiver in
      let kinds = [
        try await CaptureScene.post(receiver, "/a").failure?.kind,
        try await CaptureScene.post(receiver, "/a").failure?.kind,
        try await CaptureScene.post(receiver, "/a").failure?.kind,
      ]
      #expect(kinds == [.reset, .cutShort, nil])
    }
    try await CaptureScene.run({ $0.steps = [.hang] }) { receiver in
      let request = ExchangeRequest(
        method: "POST",
        url: try HTTPURL(receiver.url),
        body: [],
        limits: ExchangeLimits(deadline: 0.2, maximumBody: 10, keptBody: 10)
      )
      let exchange = try await HTTPEngine.shared.perform(request)
      #expect(exchange.failure?.kind == .timedOut(0.2))
    }
  }

  @Test("one request is deleted") func deletes() async throws {
    try await CaptureScene.run { receiver in
      for _ in 0..<3 { _ = try await CaptureScene.post(receiver, "/a") }
      try await receiver.delete(request: 2)
      let source = try #require(try await receiver.sources().first)
      let left = try await receiver.requests(of: source.id, limit: 9)
      #expect(left.map(\.id) == [3, 1])
      let gone = try await receiver.captured(2)
      #expect(gone == nil)
    }
  }

  @Test(
    "the newest are kept: so many, so many bytes, so long",
    arguments: [
      CaptureKeep.count(3), .bytes(5000), .seconds(0.000_1),
    ]
  )
  func keep(_ keep: CaptureKeep) async throws {
    try await CaptureScene.run(keep: keep) { receiver in
      for _ in 0..<12 {
        _ = try await CaptureScene.post(receiver, "/a", String(repeating: "1", count: 400))
      }
      let source = try #require(try await receiver.sources().first)
      #expect(source.count == 12)
      let kept = try await receiver.requests(of: source.id, limit: 100)
      #expect(kept.count < 12 && !kept.isEmpty)
      if case .count(let count) = keep { #expect(kept.count == count) }
      #expect(kept.first?.id == 12)
    }
  }

  @Test("above 500 sources a path is its first segment") func manySources() async throws {
    try await CaptureScene.run { receiver in
      for number in 0..<CaptureStore.maximumSources {
        _ = try await CaptureScene.post(receiver, "/s\(number)")
      }
      _ = try await CaptureScene.post(receiver, "/x/1")
      _ = try await CaptureScene.post(receiver, "/x/2")
      _ = try await CaptureScene.post(receiver, "/s7")
      let sources = try await receiver.sources()
      #expect(sources.count == 501 && sources.last?.path == "/x/…" && sources.last?.count == 2)
      #expect(sources[7].count == 2)
    }
  }

  @Test(
    "a host that is not ours is refused with the way to accept it",
    arguments: [
      ("abc.example", [], 421), ("abc.example:80", ["abc.example"], 200),
      ("abc.example", ["*"], 200),
      ("localhost:1", [], 200), ("127.0.0.1", [], 200), ("[::1]:8411", [], 200),
      ("a.localhost", [], 200),
      ("127.0.0.1.evil.example", [], 421), ("xlocalhost", [], 421),
    ] as [(String, [String], Int)]
  )
  func hosts(_ host: String, _ accepted: [String], _ code: Int) async throws {
    try await CaptureScene.run({ $0.hosts = accepted }) { receiver in
      let client = RawClient(port: receiver.port)
      client.send(
        "POST /a HTTP/1.1\r\nHost: \(host)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
      )
      #expect(await client.status() == code)
      if code == 421 {
        let refused = await receiver.next(1)
        #expect(refused[0].refusal?.contains("try: --host") == true && refused[0].captured == nil)
      }
    }
  }

  @Test(
    "the address that is listened on is ours, any address where all are",
    arguments: [
      ("127.0.0.2", "127.0.0.2:80", true), ("127.0.0.1", "10.0.0.1", false),
      ("0.0.0.0", "10.0.0.1:8411", true), ("0.0.0.0", "abc.example", false),
      ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false),
    ]
  )
  func addresses(_ address: String, _ host: String, _ isOurs: Bool) {
    let request = HTTPRequest(method: "GET", targetBytes: [], headers: ["Host": host])
    #expect((HostRule([], address: address).refusal(request) == nil) == isOurs)
  }

  @Test("the hint is one word for a shell, whatever the sender wrote") func hint() {
    func hint(_ host: String) -> String? {
      let request = HTTPRequest(method: "GET", targetBytes: [], headers: ["Host": host])
      return HostRule([], address: "127.0.0.1").refusal(request)?.message
    }
    #expect(hint("Abc.example:80") == "this is not Abc.example\ntry: --host Abc.example")
    #expect(hint("$(id)") == "this is not $(id)\ntry: --host '$(id)'")
    #expect(hint("-x") == "this is not -x\ntry: --host '-x'")
    #expect(hint("") == "the Host header is empty\ntry: --host ''")
  }

  @Test(
    "verification requests are answered as text, unless that is off",
    arguments: [
      ("POST", "/", #"{"type":"url_verification","challenge":"abc"}"#),
      ("GET", "/?hub.mode=subscribe&hub.challenge=abc&hub.verify_token=x", ""),
      ("POST", "/?validationToken=abc", ""),
    ]
  )
  func challenges(_ method: String, _ target: String, _ body: String) async throws {
    for isOn in [true, false] {
      try await CaptureScene.run({ $0.answersChallenges = isOn }) { receiver in
        let exchange = try await HTTPEngine.shared.perform(
          ExchangeRequest(
            method: method,
            url: try HTTPURL(receiver.url + target),
            body: method == "GET" ? nil : Array(body.utf8)
          )
        )
        let text = String(decoding: exchange.response?.body.content ?? [], as: UTF8.self)
        #expect(text == (isOn ? "abc" : ""))
        guard isOn else { return }
        #expect(exchange.response?.headers["Content-Type"] == "text/plain; charset=utf-8")
        #expect(exchange.response?.headers["X-Content-Type-Options"] == "nosniff")
      }
    }
  }

  @Test("a long challenge is no challenge") func longChallenge() async throws {
    try await CaptureScene.run { receiver in
      let token = String(repeating: "a", count: 4097)
      let exchange = try await CaptureScene.post(receiver, "/?validationToken=\(token)")
      #expect(exchange.response?.body.content.isEmpty == true)
    }
  }

  @Test("both exchanges of a forward are kept; while the target is down the sender gets 502")
  func forwards() async throws {
    let port = try LoopbackListener { _ in true }.port
    let target = try ScriptedServer { head in
      .text(
        "HTTP/1.1 207 Fine\r\nX-Got: \(head.prefix { $0 != "\r" })\r\nContent-Length: 2\r\n"
          + "Connection: close\r\n\r\nok"
      )
    }
    try await CaptureScene.run({ $0.forward = target.url + "/base" }) { receiver in
      let sent = try await CaptureScene.post(
        receiver,
        "/a?b=%2F",
        "{}",
        ["X-A": "1", "Connection": "close"]
      )
      #expect(sent.statusCode == 207)
      #expect(sent.response?.headers["X-Got"] == "POST /base/a?b=%2F HTTP/1.1")
      let source = try #require(try await receiver.sources().first)
      let request = try #require(try await receiver.requests(of: source.id, limit: 1).first)
      let exchanges = try #require(try await receiver.captured(request.id)).exchanges
      #expect(exchanges.count == 2 && exchanges[1].statusCode == 207)
      #expect(exchanges[1].request.url.port == target.port)
    }
    target.stop()
    try await CaptureScene.run({ $0.forward = "http://127.0.0.1:\(port == 1 ? 2 : 1)/" }) {
      receiver in
      #expect(try await CaptureScene.post(receiver, "/a").statusCode == 502)
      let source = try #require(try await receiver.sources().first)
      #expect(source.status == 502 && source.count == 1)
    }
  }

  @Test("a wrong signature is kept and said, and refused where that is asked for") func signatures()
    async throws
  {
    for requires in [true, false] {
      try await CaptureScene.run {
        $0.verifier = SignatureVerifier(secrets: ["It's a Secret to Everybody"])
        $0.requiresSignature = requires
      } test: { receiver in
        let right =
          "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        #expect(
          try await CaptureScene.post(
            receiver,
            "/a",
            "Hello, World!",
            ["X-Hub-Signature-256": right]
          ).statusCode
            == 200
        )
        let wrong = try await CaptureScene.post(
          receiver,
          "/a",
          "Hello, World!\n",
          ["X-Hub-Signature-256": right]
        )
        #expect(wrong.statusCode == (requires ? 401 : 200))
        let source = try #require(try await receiver.sources().first)
        let kept = try await receiver.requests(of: source.id, limit: 2)
        #expect(kept[1].signature == "")
        #expect(kept[0].signature?.contains("a final newline was added") == true)
      }
    }
  }

  @Test("a body that is too large is refused and leaves a line") func tooLarge() async throws {
    try await CaptureScene.run({ $0.maximumBody = 100 }) { receiver in
      for (size, code) in [(101, 413), (100, 200)] {
        let sent = try await CaptureScene.post(receiver, "/a", String(repeating: "1", count: size))
        #expect(sent.statusCode == code)
      }
      #expect(await receiver.next(2).first?.refusal == "the body is larger than 100 bytes")
    }
  }

  @Test("a file of something else is refused, and one that is in use") func otherFiles()
    async throws
  {
    try await withTemporaryFile { path in
      try Data("not a database, and long enough to be looked at".utf8).write(
        to: URL(filePath: path)
      )
      #expect(throws: ServerError.self) { try CaptureStore(path: path, keep: nil) }
    }
    try await withTemporaryFile { path in
      let store = try CaptureStore(path: path, keep: nil)
      let error = #expect(throws: ServerError.self) { try CaptureStore(path: path, keep: nil) }
      #expect(error?.description.contains("in use by another process") == true)
      await store.close()
    }
  }
}
