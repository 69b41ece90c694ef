import Foundation
import HookHTTP
import HookJSON
import HookTesting
import Testing
@testable import HookCapture
@testable import HookSandbox
@testable import HookServer
@testable import HookSupport

/// What is recorded of each attempt.
@Suite(.timeLimit(.minutes(1))) struct AttemptTests {
  private static func attempts(_ test: TestSandbox, _ id: String, of webhook: String) async throws
    -> [JSONNode]
  {
    let reply = try await test.client.call(
      "GET",
      "/sandbox\(test.webhooks)/\(webhook)/payloads/\(id)/attempts"
    )
    #expect(reply.status == 200)
    return JSONNode(try JSONIndex(JSONText(reply.body))).children
  }

  /// The number that a request says it is.
  private static func attempt(_ head: String) -> Int {
    head.firstRange(of: "Webhook-Attempt: ").flatMap { range in
      Int(head[range.upperBound...].prefix { $0.isNumber })
    } ?? 0
  }

  @Test("a delivery with three attempts, 500, timeout and 200, is told in full")
  func threeAttempts() async throws {
    let server = try ScriptedServer { head in
      switch Self.attempt(head) {
      case 1:
        .text(
          "HTTP/1.1 500 Oh No\r\nContent-Type: text/plain\r\nX-Order: 1\r\nx-order: 2\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n4\r\nbusy\r\n0\r\nX-Sum: 7\r\n\r\n"
        )
      case 2: .silence
      default: .text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
    }
    try await TestSandbox.run {
      $0.timeout = 0.3
    } test: { test in
      let webhook = try await test.webhook(url: server.url)
      let ids = try await test.fire(data: #"{"gross":1234.50}"#)
      let delivery = try await test.settled(ids[0], of: webhook)
      #expect(delivery.status == "Sent" && delivery.attempts == 3)
      let attempts = try await Self.attempts(test, ids[0], of: webhook)
      #expect(attempts.map { $0["attempt"]?.int } == [1, 2, 3])
      #expect(attempts.map { $0["statusCode"]?.int } == [500, 0, 200])
      for (number, attempt) in attempts.enumerated() {
        #expect(attempt["request"]?["body"]?.string == #"[{"gross":1234.50}]"#)
        let exchange = try #require(ExchangeJSON.exchange(attempt))
        #expect(exchange.sentHeaders["Webhook-Attempt"] == String(number + 1))
        #expect(exchange.sentHeaders["webhook-id"] == ids[0])
        #expect(exchange.phases.end > 0 && exchange.phases.startedAt > 1.7e9)
      }
      let first = try #require(ExchangeJSON.exchange(attempts[0])?.response)
      #expect(first.reason == "Oh No")
      #expect(
        first.headers.fields.map(\.name).filter { $0.lowercased() == "x-order" } == [
          "X-Order", "x-order",
        ]
      )
      #expect(String(decoding: first.body.content, as: UTF8.self) == "busy")
      #expect(first.trailers["X-Sum"] == "7")
      #expect(attempts[1]["error"]?.string == "timed out after 0.3 s")
      #expect(attempts[1]["errorPhase"]?.string == "response")
      #expect(attempts[1]["response"]?.kind == .null)
    }
    server.stop()
  }

  @Test("the last 20 attempts are kept, 64 KiB of each body") func bounds() async throws {
    try await withReceiver([500]) { receiver in
      try await TestSandbox.run {
        $0.retryDelays = [Double](repeating: 0, count: 22)
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        _ = try await test.settled(ids[0], of: webhook)
        let attempts = try await Self.attempts(test, ids[0], of: webhook)
        #expect(attempts.compactMap { $0["attempt"]?.int } == Array(4...23))
      }
    }
    let body = String(repeating: "x", count: 100_000)
    let server = try ScriptedServer { _ in
      .text("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n\(body)")
    }
    try await TestSandbox.run { _ in
    } test: { test in
      let webhook = try await test.webhook(url: server.url)
      let ids = try await test.fire()
      _ = try await test.settled(ids[0], of: webhook)
      let response = try await Self.attempts(test, ids[0], of: webhook)[0]["response"]
      #expect(response?["bodySize"]?.int == 100_000)
      #expect(response?["body"]?.string?.utf8.count == 65_536)
    }
    server.stop()
  }

  @Test("of bodies the beginning is told, whole characters of it, and the size") func cut()
    async throws
  {
    // The 64 KiB end in the middle of a character.
    let body = "x" + String(repeating: "é", count: 50_000)
    let server = try ScriptedServer { _ in
      .text("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
    defer { server.stop() }
    try await TestSandbox.run { test in
      let webhook = try await test.webhook(url: server.url)
      let ids = try await test.fire(data: "\"\(body)\"")
      _ = try await test.settled(ids[0], of: webhook)
      let attempt = try #require(try await Self.attempts(test, ids[0], of: webhook).first)
      #expect(attempt["response"]?["body"]?.string == String(body.prefix(32_768)))
      #expect(attempt["response"]?["bodySize"]?.int == 100_001)
      #expect(attempt["request"]?["body"]?.string == "[\"" + body.prefix(32_767))
      #expect(attempt["request"]?["bodySize"]?.int == 100_005)
      let exchange = try #require(ExchangeJSON.exchange(attempt))
      #expect(exchange.isRequestCut && exchange.requestBodySize == 100_005)
    }
  }

  @Test("a body that came encoded is told decoded and as it came") func encoded() async throws {
    let gzip = try RawResponses.bytes("gzip")
    let server = try ScriptedServer { _ in .bytes(gzip) }
    defer { server.stop() }
    try await TestSandbox.run { test in
      let webhook = try await test.webhook(url: server.url)
      let ids = try await test.fire()
      #expect(try await test.settled(ids[0], of: webhook).status == "Sent")
      let attempt = try #require(try await Self.attempts(test, ids[0], of: webhook).first)
      let body = try #require(ExchangeJSON.exchange(attempt)?.response?.body)
      #expect(!body.raw.isEmpty && body.count == body.raw.count)
      #expect(gzip.suffix(body.raw.count).elementsEqual(body.raw))
      #expect(body.decoded?.isEmpty == false && body.decoded != body.raw)
    }
  }

  @Test("every response says that it is the sandbox's, a refusal, too") func mark() async throws {
    try await TestSandbox.run { test in
      let stranger = Client(url: test.client.url, apiKey: "wrong")
      let replies = [
        try await test.client.call("GET", "/employers"),
        try await test.client.call("HEAD", "/employers"),
        try await test.client.call("GET", "/nowhere"),
        try await test.client.call("DELETE", "/employers"),
        try await test.client.call("POST", test.events, "{"),
        try await stranger.call("GET", "/employers"),
      ]
      #expect(replies.map(\.status) == [200, 200, 404, 405, 400, 401])
      for reply in replies { #expect(reply.header("X-HookConsole-Sandbox") == Product.version) }
    }
  }

  @Test("attempts of what is not there are 404, of what was not tried yet an empty list")
  func missing() async throws {
    try await TestSandbox.run { _ in
    } test: { test in
      let webhook = try await test.webhook(url: "http://127.0.0.1:9/", active: false)
      let path = "/sandbox\(test.webhooks)/\(webhook)/payloads/\(UUID())/attempts"
      let reply = try await test.client.call("GET", path)
      #expect(reply.status == 404)
      #expect(reply.object["message"] as? String == "no payload with this id")
    }
  }
}
