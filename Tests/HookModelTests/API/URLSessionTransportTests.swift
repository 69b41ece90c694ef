import Foundation
import HookHTTP
import HookSupport
import HookTesting
import Testing

@testable import HookModel

/// Against a server on the loopback that answers byte for byte what each test says.
@Suite(.timeLimit(.minutes(1))) struct URLSessionTransportTests {
  private func request(_ url: String, timeout: Double = 20, method: Endpoint.Method = .get) throws
    -> ExchangeRequest
  {
    ExchangeRequest(
      endpoint: Endpoint(
        method: method,
        path: ["employers"],
        body: method == .post ? [0x7B, 0x7D] : nil
      ),
      address: try ServerAddress(url),
      credentials: Credentials(key: "s3cret-key"),
      limits: .api.timeout(timeout)
    )
  }

  /// What a request fails with, and the code of what came of the response.
  private func failure(
    _ send: () async throws -> Reply
  ) async throws -> (kind: ExchangeFailure.Kind, status: Int) {
    let error = await #expect(throws: TransportError.self) { try await send() }
    guard case .failed(let failure, let status) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return (.cancelled, 0)
    }
    return (failure.kind, status)
  }

  private func get(_ answer: ScriptedServer.Answer, timeout: Double = 20) async throws -> Reply {
    let server = try ScriptedServer { _ in answer }
    defer { server.stop() }
    return try await URLSessionTransport().send(try request(server.url, timeout: timeout))
  }

  @Test("a plain answer comes whole") func aPlainAnswerComesWhole() async throws {
    let reply = try await get(
      .text(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Odd: A\r\nContent-Length: 3\r\n\r\n[1]"
      )
    )
    #expect(reply.status == 200)
    #expect(reply.body.string(0..<reply.body.count) == "[1]")
    #expect(reply.headers["x-odd"] == "A")
  }

  @Test("the key is sent with the first request") func theKeyIsSentWithTheFirstRequest()
    async throws
  {
    let server = try ScriptedServer { _ in .text("HTTP/1.1 204 No Content\r\n\r\n") }
    defer { server.stop() }
    let reply = try await URLSessionTransport().send(try request(server.url))
    #expect(reply.status == 204 && reply.body.count == 0)
    #expect(server.requests.count == 1)
    let authorization = Credentials(key: "s3cret-key").authorization
    #expect(server.requests.first?.contains("Authorization: \(authorization)\r\n") == true)
    #expect(server.requests.first?.contains("User-Agent: HookConsole/") == true)
    #expect(server.requests.first?.contains("Accept: application/json\r\n") == true)
  }

  @Test("a chunked answer comes whole") func aChunkedAnswerComesWhole() async throws {
    let reply = try await get(
      .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n")
    )
    #expect(reply.body.string(0..<reply.body.count) == "[1]")
  }

  @Test("gzip is unpacked") func gzipIsUnpacked() async throws {
    // `[1,2,3]`, packed by gzip.
    let packed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x8B, 0x36, 0xD4, 0x31, 0xD2,
      0x31,
      0x8E, 0x05, 0x00, 0xE9, 0xB3, 0x6D, 0xFD, 0x07, 0x00, 0x00, 0x00,
    ]
    let head =
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
    let reply = try await get(.bytes(Array(head.utf8) + packed))
    #expect(reply.body.string(0..<reply.body.count) == "[1,2,3]")
  }

  @Test(
    "an answer that is cut is no answer",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n[1,2",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n",
    ]
  )
  func anAnswerThatIsCutIsNoAnswer(_ text: String) async throws {
    #expect(try await failure { try await get(.text(text)) } == (.cutShort, 200))
  }

  @Test("each raw response is told as curl tells it", arguments: try RawResponses.names())
  func raw(_ name: String) async throws {
    let bytes = try RawResponses.bytes(name)
    let row = try #require(RawResponses.expected.first { $0.name == name })
    do {
      let reply = try await get(.bytes(bytes))
      #expect(reply.status == row.status && row.problem == nil)
    } catch TransportError.failed(let failure, let status) where row.problem != nil {
      #expect(status == row.status)
      #expect(row.problem?.hasPrefix(failure.description) == true)
    } catch is TransportError {
      // A redirect of which `curl -L` makes nothing either, or one that leads to itself here.
      #expect(name.hasPrefix("302") || name == "307")
    }
  }

  @Test(
    "garbage is an error",
    arguments: ["SSH-2.0-OpenSSH\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "HTTP/9 what\r\n\r\n"]
  )
  func garbageIsAnError(_ text: String) async throws {
    let (kind, status) = try await failure { try await get(.text(text)) }
    #expect(kind == .notHTTP && status == 0)
  }

  @Test("silence ends with the timeout") func silenceEndsWithTheTimeout() async throws {
    #expect(try await failure { try await get(.silence, timeout: 0.3) } == (.timedOut(0.3), 0))
  }

  @Test("an answer that stalls ends with the timeout") func anAnswerThatStallsEndsWithTheTimeout()
    async throws
  {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1"
    let ended = try await failure { try await get(.stall(Array(head.utf8)), timeout: 0.3) }
    #expect(ended == (.timedOut(0.3), 200))
  }

  @Test("a closed port refuses") func aClosedPortRefuses() async throws {
    let server = try ScriptedServer { _ in .close }
    server.stop()
    let request = try request(server.url)
    #expect(try await failure { try await URLSessionTransport().send(request) } == (.refused, 0))
  }

  @Test("a name that is none is not found") func aNameThatIsNoneIsNotFound() async throws {
    let request = try request("https://hookconsole.invalid")
    let ended = try await failure { try await URLSessionTransport().send(request) }
    #expect(ended == (.nameNotFound, 0))
  }

  @Test("the key goes to no other server") func theKeyGoesToNoOtherServer() async throws {
    let other = try ScriptedServer { _ in .text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]") }
    defer { other.stop() }
    let position = "\(other.url)/elsewhere"
    let server = try ScriptedServer { _ in
      .text("HTTP/1.1 302 Found\r\nLocation: \(position)\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    // Another server is gone to, as curl -L does, but without the key.
    let reply = try await URLSessionTransport().send(try request(server.url))
    #expect(reply.status == 200)
    #expect(other.requests.count == 1)
    #expect(other.requests.allSatisfy { !$0.lowercased().contains("authorization") })
  }

  @Test("a redirect within the server is followed with the key")
  func aRedirectWithinTheServerIsFollowedWithTheKey() async throws {
    let server = try ScriptedServer { request in
      request.hasPrefix("GET /new ")
        ? .text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        // It says that it closes, so that no request goes out on a connection that is being closed.
        : .text(
          "HTTP/1.1 307 Moved\r\nLocation: /new\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
    }
    defer { server.stop() }
    let reply = try await URLSessionTransport().send(try request(server.url))
    #expect(reply.status == 200)
    #expect(server.requests.count == 2)
    #expect(server.requests.last?.contains("Authorization: Basic ") == true)
  }

  @Test("what changes something is not redirected") func whatChangesSomethingIsNotRedirected()
    async throws
  {
    let server = try ScriptedServer { _ in
      .text("HTTP/1.1 307 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    let reply = try await URLSessionTransport().send(try request(server.url, method: .post))
    #expect(reply.status == 307)
    #expect(server.requests.count == 1)
  }

  @Test("what changes something is sent once", arguments: [Endpoint.Method.post, .put, .delete])
  func whatChangesSomethingIsSentOnce(_ method: Endpoint.Method) async throws {
    let server = try ScriptedServer { head in
      head.hasPrefix("GET")
        ? .keep(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)) : .close
    }
    defer { server.stop() }
    let transport = URLSessionTransport()
    _ = try await transport.send(try request(server.url))
    let request = try request(server.url, method: method)
    #expect(try await failure { try await transport.send(request) } == (.closed, 0))
    #expect(server.requests.count == 2)
  }

  @Test("redirects in a circle end") func redirectsInACircleEnd() async throws {
    let server = try ScriptedServer { _ in
      .text("HTTP/1.1 302 Found\r\nLocation: /employers\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    await #expect(throws: TransportError.redirect("redirected more than 5 times")) {
      try await URLSessionTransport().send(try request(server.url))
    }
    #expect(server.requests.count == 6)
  }

  @Test(
    "a challenge is an answer",
    arguments: ["Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "Bearer", "Negotiate"]
  )
  func aChallengeIsAnAnswer(_ challenge: String) async throws {
    let server = try ScriptedServer { _ in
      .text(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: \(challenge)\r\nContent-Length: 2\r\n\r\nno"
      )
    }
    defer { server.stop() }
    let reply = try await URLSessionTransport().send(try request(server.url))
    #expect(reply.status == 401)
    #expect(reply.body.string(0..<reply.body.count) == "no")
    #expect(server.requests.count == 1)
  }

  /// A request may be cancelled in any moment: before it began, while it begins, under way.
  @Test("cancelling at once ends a request") func cancellingAtOnceEndsARequest() async throws {
    let server = try ScriptedServer { _ in .silence }
    defer { server.stop() }
    let transport = URLSessionTransport()
    let request = try request(server.url)
    for moment in 0..<300 {
      let task = Task { try await transport.send(request) }
      for _ in 0..<(moment % 10) { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  /// With CANCELLED_CALLS=100000 it is a soak.
  @Test("calls that are cancelled at any moment hold up no other") func cancelledCalls()
    async throws
  {
    let total = ProcessInfo.processInfo.environment["CANCELLED_CALLS"].flatMap { Int($0) } ?? 2000
    let server = try ScriptedServer { head in
      head.contains("GET /employers/slow")
        ? .silence : .keep(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]".utf8))
    }
    defer { server.stop() }
    let transport = URLSessionTransport()
    let quick = try request(server.url)
    var slow = quick
    slow.url = try HTTPURL("\(server.url)/employers/slow")
    let ended = try await withThrowingTaskGroup(of: Bool.self) { [slow] group in
      var ended = 0
      for number in 0..<total {
        if number >= 32, let isWhole = try await group.next() { ended += isWhole ? 1 : 0 }
        group.addTask {
          // A third is cancelled: before it began, in line, or under way; some would never end by themselves.
          let isCancelled = number % 3 == 0
          let task = Task { try await transport.send(number % 30 == 0 ? slow : quick) }
          guard isCancelled else { return try await task.value.status == 200 }
          for _ in 0..<(number % 40) { await Task.yield() }
          task.cancel()
          _ = try? await task.value
          return false
        }
      }
      for try await isWhole in group { ended += isWhole ? 1 : 0 }
      return ended
    }
    #expect(ended == total - (total + 2) / 3)
  }

  @Test("cancelling ends a request") func cancellingEndsARequest() async throws {
    let (asked, tell) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _ in
      tell.yield()
      return .silence
    }
    defer { server.stop() }
    let request = try request(server.url)
    let task = Task { try await URLSessionTransport().send(request) }
    for await _ in asked { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("many requests share a few connections") func manyRequestsShareAFewConnections()
    async throws
  {
    let server = try ScriptedServer { _ in
      .text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")
    }
    defer { server.stop() }
    let transport = URLSessionTransport(connections: 2)
    let request = try request(server.url)
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { try await transport.send(request).status } }
      return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
    }
    #expect(count == 20)
  }
}
