import HookHTTP
import HookSupport
import Testing
@testable import HookCapture
@testable import HookServer

/// How a source responds when it is told to.
@Suite(.timeLimit(.minutes(1))) struct CaptureResponseTests {
  @Test("status, headers and body of a source are its own, and are kept") func own() async throws {
    let own = SourceResponse(
      steps: [.status(503), .status(202)],
      delay: 0,
      headers: [HeaderField("Retry-After", "7")]
        + HeaderFields([HeaderField(nameBytes: Array("X-Odd".utf8), valueBytes: [0xEB])]),
      body: [0, 0xFF, 0x22]
    )
    try await withTemporaryFile { path in
      let store = try CaptureStore(path: path, keep: nil)
      let source = try await store.source(
        of: HTTPRequest(method: "POST", targetBytes: Array("/a".utf8), headers: [])
      )
      await store.close()
      // It would take an hour if the source had no delay of its own.
      try await CaptureScene.run({ $0.delay = 3600 }, path: path) { receiver in
        try await receiver.configure(source.id, isActive: true, response: own)
        #expect(try await CaptureScene.post(receiver, "/a").statusCode == 503)
      }
      try await CaptureScene.run({ $0.delay = 3600 }, path: path) { receiver in
        #expect(try await receiver.sources().first?.response == own)
        let sent = try await CaptureScene.post(receiver, "/a")
        #expect(sent.statusCode == 503 && sent.response?.headers["Retry-After"] == "7")
        let odd = sent.response?.headers.fields.first { $0.isNamed("X-Odd") }
        #expect(odd?.valueBytes == [0xEB])
        #expect(sent.response?.body.raw == own.body)
        #expect(try await CaptureScene.post(receiver, "/a").statusCode == 202)
        // What is kept of it is what was sent.
        let kept = try #require(try await receiver.newest()).exchanges[0]
        #expect(kept.response?.body.raw == own.body)
      }
    }
  }

  @Test(
    "what cannot be sent is refused",
    arguments: [
      SourceResponse(steps: [.status(99)]), SourceResponse(delay: -1),
      SourceResponse(delay: .nan), SourceResponse(headers: ["X": "a\r\nB: c"]),
      SourceResponse(headers: ["X Y": "a"]), SourceResponse(headers: ["": "a"]),
    ]
  )
  func refused(_ response: SourceResponse) async throws {
    try await CaptureScene.run { receiver in
      await #expect(throws: ServerError.self) {
        try await receiver.configure(1, isActive: true, response: response)
      }
    }
  }

  @Test("reset, hang and cut are kept as what the sender saw") func faults() async throws {
    try await CaptureScene.run({ $0.steps = [.reset, .cut, .hang] }) { receiver in
      #expect(try await CaptureScene.post(receiver, "/a").failure?.kind == .reset)
      let reset = try #require(try await receiver.newest())
      #expect(reset.request.status == 0 && !reset.request.isPending)
      #expect(reset.exchanges[0].problem == "connection reset before a response")
      #expect(try await CaptureScene.post(receiver, "/a").failure?.kind == .cutShort)
      let cut = try #require(try await receiver.newest())
      #expect(cut.request.status == 200 && cut.exchanges[0].problem == "response cut short (200)")
      async let hung = CaptureScene.post(receiver, "/a")
      let requests = await receiver.next(3)
      #expect(requests.map(\.status) == [0, 200, 0] && requests[2].failure != nil)
      #expect(try #require(try await receiver.newest()).exchanges[0].response == nil)
      await receiver.stop()
      #expect(try await hung.statusCode == 0)
    }
  }

  @Test("a response drips whole, and a stop cuts it") func drips() async throws {
    let daemon = try HTTPDaemon(port: 0) { request in
      var response = HTTPResponse(status: 200, body: Array("drop".utf8))
      response.fault = .drip(pause: request.target == "/slow" ? 3600 : 0.001)
      return response
    }
    func get(_ path: String) async throws -> Exchange {
      let url = try HTTPURL("http://127.0.0.1:\(daemon.port)\(path)")
      return try await HTTPEngine.shared.perform(ExchangeRequest(method: "GET", url: url))
    }
    #expect(try await get("/").response?.body.raw == Array("drop".utf8))
    let client = RawClient(port: daemon.port)
    client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(await client.status() == 200)
    async let stopped: Void = daemon.stop()
    #expect(await client.head() == "")
    await stopped
  }

  @Test("steps are written and read as words", arguments: ["200", "reset", "hang", "drip", "cut"])
  func steps(_ word: String) {
    #expect(ResponseStep(word)?.text == word)
    #expect(ResponseStep("\(word) ") == nil)
  }
}
