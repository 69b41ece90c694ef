import HookHTTP
import HookSupport
import Testing
@testable import HookServer

/// A request that does not come to its end is dropped, and one that waits for its response is not.
@Suite(.timeLimit(.minutes(1))) struct SlowSenderTests {
  private struct Server {
    let daemon: HTTPDaemon
    let refused: Promise<(target: String?, HTTPFailure)>

    init(
      arrival: Double,
      handler: @escaping HTTPDaemon.Handler = { _ in HTTPResponse(status: 200) }
    )
      throws
    {
      var limits = HTTPLimits()
      limits.arrival = arrival
      limits.slowest = 1 << 30
      let refused = Promise<(target: String?, HTTPFailure)>()
      self.refused = refused
      daemon = try HTTPDaemon(
        socket: ListeningSocket(port: 0),
        limits: limits,
        refused: { refused.resume(($0?.target, $1)) },
        handler: handler
      )
    }
  }

  @Test(
    "it is dropped wherever it stops",
    arguments: [
      ("POS", nil), ("POST /a HTTP/1.1\r\nHost:", nil),
      ("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", "/a"),
    ] as [(String, String?)]
  )
  func drops(_ part: String, _ target: String?) async throws {
    let server = try Server(arrival: 0.05)
    let client = RawClient(port: server.daemon.port)
    client.send(part)
    #expect(await client.status() == 0)
    let (dropped, failure) = await server.refused.value()
    #expect(dropped == target && failure.status == 408)
    #expect(failure.message == "the request came too slowly")
    await server.daemon.stop()
  }

  @Test(
    "one that the sender gives up ends at once",
    arguments: [
      "POS", "POST /a HTTP/1.1\r\nHost:",
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
    ]
  )
  func givenUp(_ part: String) async throws {
    // Longer than the test may take.
    let server = try Server(arrival: 3600)
    let client = RawClient(port: server.daemon.port)
    client.send(part)
    client.finishSending()
    #expect(await client.status() == 0)
    #expect(await server.refused.value().1.status == 400)
    await server.daemon.stop()
  }

  @Test("a second request on the connection has the same limit") func second() async throws {
    let server = try Server(arrival: 0.05)
    let client = RawClient(port: server.daemon.port)
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    #expect(await client.status() == 200)
    client.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n")
    #expect(await client.status() == 0)
    #expect(await server.refused.value().target == "/b")
    await server.daemon.stop()
  }

  @Test("a response may take longer than that") func responses() async throws {
    let late = Promise<Void>()
    let slow = try Server(arrival: 0.02)
    let server = try Server(arrival: 0.02) { _ in
      await late.value()
      return HTTPResponse(status: 201)
    }
    let client = RawClient(port: server.daemon.port)
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    // Many times as long as a request may take: as long as it takes to drop two that are late.
    for _ in 0..<2 {
      let other = RawClient(port: slow.daemon.port)
      other.send("P")
      #expect(await other.status() == 0)
    }
    late.resume(())
    #expect(await client.status() == 201)
    await server.daemon.stop()
    await slow.daemon.stop()
  }
}
