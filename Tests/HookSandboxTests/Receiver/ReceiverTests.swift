import Foundation
import HookHTTP
import HookSupport
import Testing
@testable import HookCapture
@testable import HookSandbox
@testable import HookServer
@testable import HookSignatures

@Suite(.timeLimit(.minutes(1))) struct ReceiverTests {
  @Test("it records what it is sent") func itRecordsWhatItIsSent() async throws {
    try await withReceiver { receiver in
      let client = Client(url: receiver.url)
      let before = Date().timeIntervalSince1970
      let reply = try await client.call(
        "PUT",
        "/a%20b?c=d&e",
        "bødy",
        type: "text/plain",
        headers: ["X-Thing": "one"]
      )
      #expect(reply.status == 200)
      let request = try #require(await receiver.next(1).first)
      #expect(request.method == "PUT")
      #expect(request.path == "/a%20b?c=d&e")
      #expect(String(decoding: request.body, as: UTF8.self) == "bødy")
      #expect(request.header("x-thing") == "one")
      #expect(request.header("CONTENT-TYPE") == "text/plain")
      #expect(request.header("nothing") == nil)
      #expect(request.time >= before - 1)
      #expect(request.status == 200)
      #expect(request.signature == nil)
    }
  }

  @Test("the statuses are answered in order and the last stays")
  func theStatusesAreAnsweredInOrderAndTheLastStays() async throws {
    try await withReceiver([500, 404, 201]) {
      $0.headers = [("Retry-After", "7")]
    } test: { receiver in
      let client = Client(url: receiver.url)
      var statuses: [Int] = []
      for _ in 0..<5 {
        let reply = try await client.call("POST", "/")
        #expect(reply.header("Retry-After") == "7")
        statuses.append(reply.status)
      }
      #expect(statuses == [500, 404, 201, 201, 201])
      #expect(receiver.requests.map(\.status) == statuses)
    }
  }

  @Test("the response that is recorded has the headers that went out") func recorded() async throws
  {
    var configuration = ReceiverConfiguration()
    configuration.headers = [("Retry-After", "7")]
    configuration.reportsExchanges = true
    let reported = Locked<HeaderFields?>(nil)
    let receiver = try Receiver.start(configuration) { request in
      reported.withLock { $0 = request.exchanges.first?.response?.headers }
    }
    let reply = try await Client(url: receiver.url).call("POST", "/", "{}")
    _ = await receiver.next(1)
    let headers = try #require(reported.withLock { $0 })
    #expect(headers.fields.map(\.name) == ["Retry-After", "Date", "Content-Length"])
    for field in headers.fields { #expect(reply.header(field.name) == field.value) }
    await receiver.stop()
  }

  @Test("it reports each request in the order of arrival")
  func itReportsEachRequestInTheOrderOfArrival() async throws {
    let reported = Locked<[String]>([])
    let receiver = try Receiver.start(ReceiverConfiguration()) { request in
      reported.withLock { $0.append(request.path) }
    }
    let client = Client(url: receiver.url)
    for number in 0..<10 { _ = try await client.call("POST", "/\(number)") }
    #expect(await receiver.next(10).map(\.path) == reported.withLock { $0 })
    #expect(reported.withLock { $0 } == (0..<10).map { "/\($0)" })
    await receiver.stop()
  }

  @Test("it forwards and passes the answer back") func itForwardsAndPassesTheAnswerBack()
    async throws
  {
    try await withReceiver([418]) {
      $0.headers = [("X-Answer", "yes")]
    } test: { target in
      try await withReceiver {
        $0.forward = target.url + "/there?x=1"
      } test: { receiver in
        let reply = try await Client(url: receiver.url).call(
          "POST",
          "/here",
          "[1.50]",
          headers: ["webhook-id": "abc"]
        )
        #expect(reply.status == 418)
        #expect(reply.header("X-Answer") == "yes")
        let request = try #require(target.requests.first)
        #expect(request.path == "/there/here?x=1")
        #expect(request.header("webhook-id") == "abc")
        #expect(request.header("Content-Type") == "application/json")
        #expect(String(decoding: request.body, as: UTF8.self) == "[1.50]")
        #expect(receiver.requests.map(\.status) == [418])
      }
    }
  }

  @Test("a forward that fails is a bad gateway") func aForwardThatFailsIsABadGateway() async throws
  {
    let gone = try Receiver.start(ReceiverConfiguration())
    let url = gone.url
    await gone.stop()
    try await withReceiver {
      $0.forward = url
    } test: { receiver in
      let reply = try await Client(url: receiver.url).call("POST", "/", "x")
      #expect(reply.status == 502)
      #expect(reply.message == "cannot forward to \(url): connection refused")
    }
  }

  @Test(
    "a request that can be read in two ways is refused with a line, a sound one is not",
    arguments: [
      ("POST / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n", "a header line is folded"),
      (
        "POST / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n\tb: c\r\nY: d\r\n\r\n",
        "a header line is folded"
      ),
      (
        "POST / HTTP/1.1\r\nHost: localhost\r\nX: a\u{0}b\r\nY: c\r\n\r\n",
        "a header line has a NUL byte"
      ),
      ("POST / HTTP/1.1\r\nHost: localhost\r\nX: a\u{0}b\r\n\r\n", "a header line has a NUL byte"),
      ("POST / HTTP/1.1\r\nHost: localhost\r\nX Y: a\r\n\r\n", "the name of a header is not valid"),
      (
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        "the Content-Length lines differ"
      ),
      ("\u{16}\u{3}\u{1}\u{2}\r\n\r\n", "not an HTTP request"),
      ("POST / HTTP/1.1\r\nHost: localhost\r\nX:\r\nY: \t z \r\nContent-Length: 0\r\n\r\n", nil),
      ("POST / HTTP/1.1\nHost: localhost\nX: a\nY: b\nContent-Length: 0\n\n", nil),
    ] as [(String, String?)]
  )
  func ambiguous(_ request: String, _ refusal: String?) async throws {
    try await withReceiver { receiver in
      let client = RawClient(port: receiver.port)
      client.send(request)
      #expect(
        await client.status() == (refusal == nil ? 200 : refusal == "not an HTTP request" ? 0 : 400)
      )
      #expect(await receiver.next(1).map(\.refusal) == [refusal])
    }
  }

  @Test("a connection without bytes leaves no line") func aConnectionWithoutBytesLeavesNoLine()
    async throws
  {
    try await withReceiver { receiver in
      _ = RawClient(port: receiver.port)
      _ = try await Client(url: receiver.url).call("POST", "/after")
      #expect(await receiver.next(1).map(\.path) == ["/after"])
    }
  }

  @Test("a forwarded head keeps the length that the endpoint announces")
  func aForwardedHeadKeepsTheLengthThatTheEndpointAnnounces() async throws {
    let endpoint = try HTTPDaemon(port: 0) { _ in
      HTTPResponse(status: 200, body: Array(repeating: 0x61, count: 1234))
    }
    try await withReceiver {
      $0.forward = "http://127.0.0.1:\(endpoint.port)"
    } test: { receiver in
      let client = RawClient(port: receiver.port)
      client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(await client.head().contains("\r\nContent-Length: 1234\r\n"))
    }
    await endpoint.stop()
  }

  @Test("what cannot be is refused at the start") func whatCannotBeIsRefusedAtTheStart() {
    let changes: [@Sendable (inout ReceiverConfiguration) -> Void] = [
      { $0.statuses = [99] }, { $0.statuses = [200, 600] }, { $0.forward = "nowhere" },
      { $0.forward = "ftp://x/" }, { $0.delay = -1 }, { $0.delay = .infinity }, { $0.delay = .nan },
    ]
    for change in changes {
      var configuration = ReceiverConfiguration()
      change(&configuration)
      #expect(throws: ServerError.self) { try Receiver.start(configuration) }
    }
  }

  @Test("a stop ends delays and waits") func aStopEndsDelaysAndWaits() async throws {
    var configuration = ReceiverConfiguration()
    configuration.delay = 3600
    let receiver = try Receiver.start(configuration)
    async let waited = receiver.next(5)
    async let reply = Client(url: receiver.url).call("POST", "/", "x")
    await receiver.arrived(1)
    await receiver.stop()
    #expect(try await reply.status == 200)
    #expect(await waited.count == 1)
  }

  @Test("of very many the oldest are dropped and still counted")
  func ofVeryManyTheOldestAreDroppedAndStillCounted() async {
    func request(_ path: String, bytes: Int) -> ReceivedRequest {
      ReceivedRequest(
        method: "POST",
        path: path,
        headers: [],
        body: [UInt8](repeating: 0, count: bytes),
        time: 0,
        status: 200,
        signature: nil,
        refusal: nil
      )
    }
    let record = ReceiverRecord(requestLimit: 3, byteLimit: 100) { _ in }
    let positions = (0..<6).map { _ in record.arrive() }
    // The second is answered late, and still stands before those that came after it.
    for position in [0, 2, 1] {
      record.add(request("\(position)", bytes: 10), at: positions[position])
    }
    #expect(await record.next(3).map(\.path) == ["0", "1", "2"])
    record.add(request("3", bytes: 10), at: positions[3])
    #expect(await record.next(4).map(\.path) == ["1", "2", "3"])
    record.add(request("4", bytes: 85), at: positions[4])
    #expect(await record.next(5).map(\.path) == ["3", "4"])
    record.add(request("5", bytes: 500), at: positions[5])
    #expect(await record.next(6).map(\.path) == ["5"])
  }
}
