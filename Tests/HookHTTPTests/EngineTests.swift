import Foundation
import HookSupport
import HookTesting
import Testing

@testable import HookHTTP

/// What the engine does by itself: connections, cancelling, waiting.
@Suite(.timeLimit(.minutes(1))) struct EngineTests {
  private static let ok = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)

  private func request(_ url: String, method: String = "POST") throws -> ExchangeRequest {
    ExchangeRequest(
      method: method,
      url: try HTTPURL(url),
      body: method == "POST" ? Array("[1]".utf8) : nil
    )
  }

  @Test("a kept connection serves again") func keeps() async throws {
    let server = try ScriptedServer { _ in .keep(Self.ok) }
    defer { server.stop() }
    let engine = HTTPEngine()
    let first = try await engine.perform(try request(server.url))
    let second = try await engine.perform(try request(server.url))
    #expect(first.statusCode == 200 && second.statusCode == 200)
    #expect(first.phases.connected != nil && second.phases.connected == nil)
    #expect(first.remoteAddress == "127.0.0.1:\(server.port)")
    #expect(second.phases.sent != nil && second.phases.firstByte != nil)
    let head = String(decoding: second.sentHead, as: UTF8.self)
    #expect(head.hasPrefix("POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
    #expect(server.bodies == [Array("[1]".utf8), Array("[1]".utf8)])
  }

  @Test("a TLS handshake that fails comes after the connection") func handshake() async throws {
    // Each connection is closed as soon as it is open.
    let server = try LoopbackListener { _ in false }
    defer { server.stop() }
    let exchange = try await HTTPEngine().perform(try request("https://127.0.0.1:\(server.port)"))
    #expect(exchange.failure?.phase == .tls && exchange.isUnsent)
    #expect(exchange.phases.connected != nil && exchange.phases.secured == nil)
    #expect(exchange.remoteAddress == "127.0.0.1:\(server.port)")
    let refused = try await HTTPEngine().perform(try request("https://127.0.0.1:1"))
    #expect(refused.failure?.phase == .connect && refused.remoteAddress == nil)
  }

  /// libcurl sends bodies of up to 60,000 bytes with the head, and asks for the parts of larger ones.
  @Test("a body goes out whole, whatever its size", arguments: [0, 1, 60_000, 60_001, 1_000_000])
  func size(_ count: Int) async throws {
    let server = try ScriptedServer { _ in .keep(Self.ok) }
    defer { server.stop() }
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let engine = HTTPEngine()
    for _ in 0..<2 {
      let request = ExchangeRequest(method: "POST", url: try HTTPURL(server.url), body: body)
      let exchange = try await engine.perform(request)
      let (sent, first) = (exchange.phases.sent ?? .infinity, exchange.phases.firstByte ?? 0)
      #expect(exchange.statusCode == 200 && sent <= first)
    }
    #expect(server.bodies == [body, body])
  }

  @Test("a POST over a kept connection that closes without a response is sent once")
  func once() async throws {
    let count = Locked(0)
    let server = try ScriptedServer { _ in
      count.withLock { count in
        count += 1
        return count == 1 ? .keep(Self.ok) : .close
      }
    }
    defer { server.stop() }
    let engine = HTTPEngine()
    _ = try await engine.perform(try request(server.url))
    let second = try await engine.perform(try request(server.url))
    #expect(second.problem == "connection closed before a response")
    #expect(second.isUnsent == false)
    #expect(server.requests.count == 2)
  }

  @Test("a POST begins again only if no byte of it was written", arguments: [true, false])
  func again(_ isWritten: Bool) throws {
    let transfer = Transfer(
      number: 1,
      request: try request("http://127.0.0.1:1/hook"),
      sink: nil
    ) { _ in }
    let sockets = EngineSockets()
    #expect(transfer.begins(remoteAddress: "127.0.0.1:1", localPort: nil, sockets))
    if isWritten {
      Array("POST /hook HTTP/1.1\r\n".utf8).withUnsafeBytes { transfer.sends(head: $0) }
    }
    let isSentAgain = transfer.begins(remoteAddress: "127.0.0.1:1", localPort: nil, sockets)
    #expect(isSentAgain == !isWritten)
  }

  @Test("a server that goes away under a POST leaves no trace in those to another")
  func gone() async throws {
    let server = Locked<ScriptedServer?>(nil)
    let count = Locked(0)
    let going = try ScriptedServer { _ in
      let isFirst = count.withLock { count in
        count += 1
        return count == 1
      }
      if isFirst { return .keep(Self.ok) }
      server.withLock { $0 }?.stop()
      return .close
    }
    server.withLock { $0 = going }
    defer { going.stop() }
    let staying = try ScriptedServer { _ in .keep(Self.ok) }
    defer { staying.stop() }
    let engine = HTTPEngine()
    _ = try await engine.perform(try request(going.url))
    #expect(try await engine.perform(try request(going.url)).statusCode == 0)
    for _ in 0..<3 {
      #expect(try await engine.perform(try request(staying.url)).statusCode == 200)
    }
  }

  @Test("a kept connection that was closed meanwhile costs nothing") func stale() async throws {
    let server = try ScriptedServer { _ in .bytes(Self.ok) }
    defer { server.stop() }
    let engine = HTTPEngine()
    // The response does not say that the connection is closed behind it.
    for number in 1...20 {
      let exchange = try await engine.perform(try request(server.url))
      #expect(exchange.statusCode == 200 && exchange.failure == nil)
      await server.finished(number)
    }
    #expect(server.requests.count == 20)
  }

  @Test("cancelling ends the wait at once, and the exchange") func cancels() async throws {
    let (asked, note) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _ in
      note.yield()
      return .silence
    }
    defer { server.stop() }
    let request = try request(server.url)
    let task = Task { try await HTTPEngine.shared.perform(request) }
    for await _ in asked { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("nothing is added to a request but what HTTP needs") func bare() async throws {
    let server = try ScriptedServer { _ in .bytes(Self.ok) }
    defer { server.stop() }
    var request = try request("\(server.url)/a/../b?x=%22{y}", method: "DELETE")
    request.headers = [
      HeaderField("X-A", "1"), HeaderField("x-a", "2"),
      HeaderField(nameBytes: Array("X-L".utf8), valueBytes: [0xE9]), HeaderField("X-Empty", ""),
    ]
    _ = try await HTTPEngine.shared.perform(request)
    let head = try #require(server.requests.first)
    let lines = head.split(separator: "\r\n").map(String.init)
    #expect(lines[0] == "DELETE /a/../b?x=%22{y} HTTP/1.1")
    #expect(lines[1].hasPrefix("Host: ") && lines.count == 6)
    #expect(lines[2] == "X-A: 1" && lines[3] == "x-a: 2" && lines[5] == "X-Empty:")
  }

  @Test("what was not connected to has not had the request") func refused() async throws {
    let server = try ScriptedServer { _ in .close }
    server.stop()
    let exchange = try await HTTPEngine.shared.perform(try request(server.url))
    #expect(exchange.problem == "connection refused")
    #expect(exchange.isUnsent && exchange.failure?.phase == .connect)
    #expect(exchange.phases.connected == nil && exchange.parts.last?.phase == .connect)
    let nowhere = try await HTTPEngine.shared.perform(try request("http://nowhere.invalid"))
    #expect(nowhere.problem == "name not found" && nowhere.isUnsent)
    #expect(nowhere.parts.map(\.phase) == [.name])
  }

  @Test("one that waits holds up no other") func beside() async throws {
    let slow = try ScriptedServer { _ in .silence }
    let quick = try ScriptedServer { _ in .keep(Self.ok) }
    defer {
      slow.stop()
      quick.stop()
    }
    let engine = HTTPEngine()
    let waiting = try request(slow.url)
    let task = Task { try await engine.perform(waiting) }
    for _ in 0..<100 {
      #expect(try await engine.perform(try request(quick.url)).statusCode == 200)
    }
    task.cancel()
    _ = try? await task.value
  }
}
