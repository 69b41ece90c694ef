import Foundation
import HookSupport
import HookTesting
import Testing

@testable import HookHTTP

/// Raw responses, valid and broken, against what `curl --compressed` tells of each.
@Suite(.timeLimit(.minutes(1))) struct ResponseTests {
  @Test("is told as curl tells it", arguments: RawResponses.expected)
  func tells(_ name: String, _ status: Int, _ problem: String?) async throws {
    let exchange = try await Self.post(to: .bytes(try RawResponses.bytes(name)))
    #expect(exchange.statusCode == status)
    #expect(exchange.problem == problem)
    #expect(exchange.isUnsent == false)
  }

  @Test("every file has a row") func files() throws {
    #expect(try RawResponses.names() == RawResponses.expected.map(\.name).sorted())
  }

  @Test("headers keep their order, case, repeats and bytes") func headers() async throws {
    let repeated = try await Self.post(to: .bytes(try RawResponses.bytes("headers-repeated")))
    let headers = try #require(repeated.response).headers
    #expect(
      headers.fields.map(\.name) == ["Set-Cookie", "Set-Cookie", "X-A", "X-A", "Content-Length"]
    )
    #expect(headers.values("set-cookie") == ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"])
    let latin = try await Self.post(to: .bytes(try RawResponses.bytes("header-latin1")))
    #expect(latin.response?.headers.fields.contains { $0.valueBytes.contains(0xE9) } == true)
  }

  @Test("trailers are kept apart") func trailers() async throws {
    let exchange = try await Self.post(to: .bytes(try RawResponses.bytes("trailer")))
    let response = try #require(exchange.response)
    #expect(response.trailers.fields.isEmpty == false)
    for field in response.trailers.fields { #expect(response.headers[field.name] == nil) }
  }

  @Test("a gzip body is there in both forms") func bothForms() async throws {
    let exchange = try await Self.post(to: .bytes(try RawResponses.bytes("gzip")))
    let body = try #require(exchange.response).body
    #expect(body.raw.starts(with: [0x1F, 0x8B]))
    #expect(body.decoded?.isEmpty == false)
    #expect(body.content == body.decoded)
    #expect(body.count == body.raw.count)
  }

  @Test("a reset in place of a response") func reset() async throws {
    let exchange = try await Self.post(to: .reset)
    #expect(exchange.problem == "connection reset before a response")
    #expect(exchange.isUnsent == false)
  }

  @Test(
    "an endpoint that never ends is given up at the deadline",
    arguments: [
      "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 500),
      "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 500),
    ]
  )
  func deadline(_ text: String) async throws {
    let exchange = try await Self.post(
      to: .drip(Array(text.utf8), pause: 0.02),
      limits: .post.timeout(0.5)
    )
    #expect(exchange.failure?.kind == .timedOut(0.5))
    #expect(exchange.failure?.description == "timed out after 0.5 s")
  }

  @Test("silence is measured from the last byte") func silence() async throws {
    var limits = ExchangeLimits.post
    limits.deadline = nil
    limits.silence = 0.4
    // One byte each tenth of a second, for longer than the limit.
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    let dripped = try await Self.post(to: .drip(Array(text.utf8), pause: 0.1), limits: limits)
    #expect(dripped.problem == nil)
    let silent = try await Self.post(to: .silence, limits: limits)
    #expect(silent.failure?.kind == .timedOut(0.4))
    #expect(silent.failure?.phase == .response)
  }

  @Test("what never ends is too large") func endless() async throws {
    var limits = ExchangeLimits.post
    limits.maximumBody = 4 << 20
    limits.keptBody = 1 << 16
    let head = Array("HTTP/1.1 200 OK\r\n".utf8)
    let kilobyte = [UInt8](repeating: 0x61, count: 1024)
    let body = try await Self.post(to: .endless(head + [13, 10], kilobyte), limits: limits)
    #expect(body.problem == "response too large (200)")
    #expect(body.response?.body.raw.count == 1 << 16)
    let line = Array("X: a\r\n".utf8)
    let header = try await Self.post(to: .endless(head, line), limits: limits)
    #expect(header.problem == "response too large (200)")
  }

  static func post(
    to answer: ScriptedServer.Answer,
    limits: ExchangeLimits = .post
  ) async throws -> Exchange {
    let server = try ScriptedServer { _ in answer }
    defer { server.stop() }
    return try await HTTPEngine.shared.perform(
      ExchangeRequest(
        method: "POST",
        url: try HTTPURL("\(server.url)/hook"),
        headers: ["Content-Type": "application/json"],
        body: Array(#"[{"a":1}]"#.utf8),
        limits: limits
      )
    )
  }
}
