import HookJSON
import HookTesting
import Testing
@testable import HookHTTP

/// An exchange as JSON, and back.
@Suite(.timeLimit(.minutes(1))) struct ExchangeJSONTests {
  private static func written(_ exchange: Exchange, withSecrets: Bool = true) throws -> JSONNode {
    let members = ExchangeJSON.members(exchange, withSecrets: withSecrets, withBodies: true)
    return JSONNode(try JSONIndex(JSONText(JSON.object(members).bytes)))
  }

  private static func sample(body: [UInt8] = Array("{\"é\":1}".utf8)) throws -> Exchange {
    try Exchange.sample(
      404,
      body: body,
      seconds: 0.25,
      requestBody: [0xFF, 0x00, 0x0A],
      requestHeaders: ["X-A": "1", "x-a": "2", "Authorization": "Basic c2VjcmV0"],
      headers: ["Content-Type": "text/plain", "Set-Cookie": "a=secret"],
      startedAt: 1_795_521_660.125
    )
  }

  @Test("what is written is read back") func roundTrip() throws {
    for body in [Array("{\"é\":1}".utf8), [0xC3, 0x28, 0x00], []] {
      let exchange = try Self.sample(body: body)
      let read = try #require(ExchangeJSON.exchange(try Self.written(exchange)))
      #expect(read.request.body == [0xFF, 0x00, 0x0A])
      #expect(read.sentHead == exchange.sentHead)
      #expect(read.response?.status == 404 && read.response?.body.content == body)
      #expect(read.response?.headers == exchange.response?.headers)
      #expect(read.phases.startedAt == exchange.phases.startedAt)
      #expect(read.phases.end == 0.25 && read.phases.firstByte == 0.125 && read.phases.name == nil)
      #expect(read.remoteAddress == "127.0.0.1:3000" && read.failure == nil)
    }
  }

  @Test("a failure keeps its words, its phase and whether anything was sent") func failure() throws
  {
    let exchange = try Exchange.sample(0)
    let read = try #require(ExchangeJSON.exchange(try Self.written(exchange)))
    #expect(read.failure?.description == "connection refused")
    #expect(read.failure?.phase == .connect && read.isUnsent && read.response == nil)
  }

  @Test("secrets are masked unless they are asked for") func secrets() throws {
    let text = String(
      decoding: try Self.written(try Self.sample(), withSecrets: false).bytes,
      as: UTF8.self
    )
    #expect(!text.contains("c2VjcmV0") && !text.contains("a=secret") && text.contains("Basic ••••"))
  }

  @Test(
    "a record without method, URL or time is none",
    arguments: [
      "{}", #"{"request":{"method":"POST","url":"http://h/"}}"#,
      #"{"startedAt":"2026-11-24T12:00:00Z","request":{"url":"http://h/"}}"#,
      #"{"startedAt":"2026-11-24T12:00:00Z","request":{"method":"POST","url":"ftp:"}}"#,
      #"{"startedAt":"when","request":{"method":"POST","url":"http://h/"}}"#, "[]", "1",
    ]
  )
  func broken(_ text: String) throws {
    #expect(ExchangeJSON.exchange(JSONNode(try JSONIndex(JSONText(Array(text.utf8))))) == nil)
  }
}
