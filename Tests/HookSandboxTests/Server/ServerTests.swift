import Foundation
import HookSupport
import HookTesting
import Testing
@testable import HookCapture
@testable import HookSandbox
@testable import HookServer

/// The server under clients that are not well behaved.
@Suite(.timeLimit(.minutes(1))) struct ServerTests {
  @Test("fifty stalled connections do not stop a normal one")
  func fiftyStalledConnectionsDoNotStopANormalOne() async throws {
    try await TestSandbox.run { test in
      let beginnings = [
        "", "G", "GET /employers HTTP/1.1\r\nHost: local",
        "POST /a HTTP/1.1\r\nHost: localhost\r\n",
        "POST \(test.events) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
      ]
      let stalled = (0..<50).map { number in
        let raw = RawClient(port: test.sandbox.port)
        raw.send(beginnings[number % beginnings.count])
        return raw
      }
      let reply = try await test.client.call("GET", "/employers")
      #expect(reply.status == 200)
      withExtendedLifetime(stalled) {}
    }
  }

  @Test("bodies that are too much together are refused, and accepted once there is room")
  func bodiesTogether() async throws {
    var limits = HTTPLimits()
    (limits.body, limits.bodies) = (1000, 1500)
    let first = Promise<Void>()
    let arrived = Promise<Void>()
    let daemon = try HTTPDaemon(socket: ListeningSocket(port: 0), limits: limits) { request in
      if request.path == "/first" {
        arrived.resume(())
        await first.value()
      }
      return HTTPResponse(status: 201)
    }
    func request(_ path: String, _ count: Int) -> String {
      "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(count)\r\n\r\n"
        + String(repeating: "x", count: count)
    }
    let holder = RawClient(port: daemon.port)
    holder.send(request("/first", 900))
    await arrived.value()
    for (count, status) in [(600, 201), (601, 503), (1001, 413), (0, 201)] {
      let other = RawClient(port: daemon.port)
      other.send(request("/", count))
      #expect(await other.status() == status, "\(count)")
    }
    first.resume(())
    #expect(await holder.status() == 201)
    // On the connection of the first: its body is given up before its next request is read.
    holder.send(request("/", 1000))
    #expect(await holder.status() == 201)
    await daemon.stop()
  }

  @Test("requests that wait for their answer do not hold up others")
  func requestsThatWaitForTheirAnswerDoNotHoldUpOthers() async throws {
    try await withReceiver {
      $0.delay = 3600
    } test: { receiver in
      let waiting = (0..<50).map { _ in RawClient(port: receiver.port) }
      for raw in waiting {
        raw.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
      }
      // All are being handled at once. The stop answers them.
      await receiver.arrived(50)
    }
  }

  @Test("a body that is too large is refused") func aBodyThatIsTooLargeIsRefused() async throws {
    var limits = HTTPLimits()
    limits.body = 1000
    let daemon = try HTTPDaemon(socket: ListeningSocket(port: 0), limits: limits) { request in
      HTTPResponse(status: 200, body: Array("\(request.body.count)".utf8))
    }
    let client = Client(url: "http://127.0.0.1:\(daemon.port)")
    let right = try await client.call("POST", "/", String(repeating: "x", count: 1000))
    #expect(right.text == "1000")
    let tooLarge = try await client.call("POST", "/", String(repeating: "x", count: 1001))
    #expect(tooLarge.status == 413)
    #expect(tooLarge.message == "the body is larger than 1000 bytes")
    // Without a length: in pieces, which are counted as they come.
    let raw = RawClient(port: daemon.port)
    raw.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in 0..<3 { raw.send("200\r\n\(String(repeating: "x", count: 512))\r\n") }
    raw.send("0\r\n\r\n")
    #expect(await raw.status() == 413)
    // One that asks first is told before it sends; one that never ends is cut off.
    let polite = RawClient(port: daemon.port)
    polite.send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n"
    )
    #expect(await polite.status() == 413)
    let endless = RawClient(port: daemon.port)
    endless.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    let chunk = "1000\r\n\(String(repeating: "x", count: 4096))\r\n"
    while endless.send(chunk) {}
    await daemon.stop()
  }

  @Test("an event may be as large as the bound says") func anEventMayBeAsLargeAsTheBoundSays()
    async throws
  {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        let data = "\"" + String(repeating: "é", count: 4_000_000) + "\""
        let ids = try await test.fire(data: data)
        #expect(try await test.settled(ids[0], of: webhook).status == "Sent")
        #expect(receiver.requests[0].body.count == 8_000_004)
        let reply = try await test.client.call(
          "POST",
          test.events,
          String(repeating: " ", count: 16 * 1024 * 1024 + 1)
        )
        #expect(reply.status == 413)
      }
    }
  }

  @Test("a head that is too large is refused") func aHeadThatIsTooLargeIsRefused() async throws {
    try await TestSandbox.run { test in
      let reply = try await test.client.call(
        "GET",
        "/employers",
        headers: ["X-Long": String(repeating: "x", count: 100_000)]
      )
      #expect(reply.status == 431)
    }
  }

  @Test(
    "what is no proper request does not bring it down",
    arguments: [
      "GARBAGE\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /a/%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "POST /employers HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
      "POST /employers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
    ]
  )
  func whatIsNoProperRequestDoesNotBringItDown(text: String) async throws {
    try await TestSandbox.run { test in
      let raw = RawClient(port: test.sandbox.port)
      raw.send(text)
      let status = await raw.status()
      #expect(status == 0 || (400..<500).contains(status))
      let reply = try await test.client.call("GET", "/employers")
      #expect(reply.status == 200)
    }
  }

  @Test("a port that is taken is named") func aPortThatIsTakenIsNamed() async throws {
    try await TestSandbox.run { test in
      var configuration = SandboxConfiguration()
      configuration.port = test.sandbox.port
      let error = #expect(throws: ServerError.self) { try Sandbox.start(configuration) }
      #expect(
        error?.description
          == "cannot listen on port \(test.sandbox.port): the port is in use; port 0 takes a free one"
      )
      // Nothing of what failed to start is in the way of the one that runs.
      let reply = try await test.client.call("GET", "/employers")
      #expect(reply.status == 200)
    }
  }

  @Test("it stops while requests keep coming") func itStopsWhileRequestsKeepComing() async throws {
    let daemon = try HTTPDaemon(port: 0) { _ in HTTPResponse(status: 200) }
    let answered = Tally()
    let ended = Tally()
    let port = daemon.port
    for _ in 0..<8 {
      // On threads of their own: these clients wait with the kernel.
      Thread.detachNewThread {
        let raw = RawClient(port: port)
        while raw.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), raw.readStatus() == 200 {
          answered.add()
        }
        ended.add()
      }
    }
    await answered.reaches(100)
    await daemon.stop()
    await ended.reaches(8)
  }
}
