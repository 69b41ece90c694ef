import Foundation
import HookHTTP
import HookSupport
import HookTesting
import Testing
@testable import HookCapture
@testable import HookServer

/// What comes is kept as it came, whatever it is, also in a file that is opened again.
@Suite(.timeLimit(.minutes(1))) struct CaptureBytesTests {
  @Test(
    "targets and headers are kept byte for byte",
    arguments: [
      "POST /a|b\"<>?x={y}&%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n",
      "POST /caf\u{E9} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Name: Zo\u{EB}\r\n",
      "POST http://127.0.0.1/absolute?x HTTP/1.1\r\nHost: 127.0.0.1\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n",
      "BREW /pot HTTP/1.0\r\nhost: localhost:1\r\nX-A: 1\r\nx-a:  2 \r\nX-EMPTY:\r\n",
      "POST / HTTP/1.1\r\nHost: 127.0.0.1:99999\r\n",
    ]
  )
  func heads(_ head: String) async throws {
    // Each scalar is a byte: these are not UTF-8.
    let bytes =
      head.unicodeScalars.map { UInt8($0.value) } + Array("Content-Length: 0\r\n\r\n".utf8)
    try await withTemporaryFile { path in
      try await CaptureScene.run(path: path) { receiver in
        let client = RawClient(port: receiver.port)
        client.send(bytes: bytes)
        #expect(await client.status() == 200)
      }
      try await CaptureScene.run(path: path) { receiver in
        let found = try #require(try await receiver.newest())
        let exchange = try #require(found.exchanges.first)
        let sent = HTTPRequest(
          method: exchange.request.method,
          targetBytes: exchange.request.target ?? [],
          headers: exchange.request.headers
        )
        let line = Array(bytes.prefix { $0 != 13 })
        #expect(exchange.sentHead.starts(with: line + [13, 10]))
        #expect(line.starts(with: Array("\(sent.method) ".utf8) + sent.targetBytes))
        let wanted = HeaderFields(lines: Array(bytes.drop { $0 != 10 }))
        #expect(sent.headers == wanted)
        #expect(exchange.statusCode == 200 && found.request.sender.hasPrefix("127.0.0.1:"))
      }
    }
  }

  @Test("a forward keeps the bytes of both exchanges") func forwards() async throws {
    let odd: [UInt8] = [0x7A, 0xFF, 0xEB]
    let target = try ScriptedServer { _ in
      .bytes(
        Array("HTTP/1.1 201 Made\r\nX-Odd: ".utf8) + odd
          + Array("\r\nContent-Length: 3\r\nConnection: close\r\n\r\n".utf8) + [0, 0xFF, 1]
      )
    }
    defer { target.stop() }
    try await withTemporaryFile { path in
      try await CaptureScene.run({ $0.forward = target.url + "/base" }, path: path) { receiver in
        let client = RawClient(port: receiver.port)
        client.send(
          bytes: Array("POST /x\u{7C}y HTTP/1.1\r\nHost: localhost\r\nX-In: ".utf8) + odd
            + Array("\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi".utf8)
        )
        #expect(await client.status() == 201)
      }
      try await CaptureScene.run(path: path) { receiver in
        let exchanges = try #require(try await receiver.newest()).exchanges
        #expect(exchanges.map(\.statusCode) == [201, 201])
        for exchange in exchanges {
          let response = try #require(exchange.response)
          #expect(response.body.raw == [0, 0xFF, 1])
          #expect(response.headers.fields.first { $0.isNamed("X-Odd") }?.valueBytes == odd)
          #expect(exchange.request.body == Array("hi".utf8))
          #expect(exchange.request.headers.fields.first { $0.isNamed("X-In") }?.valueBytes == odd)
        }
        #expect(
          exchanges.last?.sentHead.starts(with: Array("POST /base/x|y HTTP/1.1".utf8)) == true
        )
      }
    }
  }

  @Test("a response that takes a while is seen before it is given") func pending() async throws {
    let seen = Promise<CapturedRequest>()
    let release = Promise<Void>()
    let target = try HTTPDaemon(port: 0) { _ in
      await release.value()
      return HTTPResponse(status: 202)
    }
    try await withTemporaryFile { path in
      try await CaptureScene.run(
        { $0.forward = "http://127.0.0.1:\(target.port)" },
        path: path,
        arrived: { request, source in
          #expect(source.count == 1 && source.status == 0)
          seen.resume(request)
        }
      ) { receiver in
        async let sent = CaptureScene.post(receiver, "/slow", #"{"type":"invoice.paid"}"#)
        let early = await seen.value()
        #expect(early.isPending && early.status == 0 && early.title == "invoice.paid")
        let kept = try #require(try await receiver.newest())
        #expect(kept.request == early && kept.exchanges.count == 1)
        #expect(kept.exchanges.first?.response == nil && kept.exchanges.first?.failure == nil)
        release.resume(())
        #expect(try await sent.statusCode == 202)
        let ended = try #require(try await receiver.newest())
        #expect(ended.request.id == early.id && ended.request.status == 202)
        #expect(!ended.request.isPending && ended.exchanges.count == 2)
        #expect(try await receiver.sources().map(\.status) == [202])
      }
    }
    await target.stop()
  }
}
