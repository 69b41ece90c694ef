import HookHTTP
import HookSupport
import Testing

@testable import ConsoleCore
@testable import HookConsole

/// `send --verbose`, without a connection.
@Suite(.timeLimit(.minutes(1))) struct ExchangeTextTests {
  private static let head = """
    POST /in HTTP/1.1\r
    Host: x\r
    Authorization: Basic c2VjcmV0\r
    \r

    """

  private static func lines(
    sent: String = head,
    response: String? = "HTTP/1.1 200 OK\r\nA: b\r\nSet-Cookie: a=secret; Path=/\r\n",
    body: [UInt8] = [],
    trailers: String = "",
    failure: ExchangeFailure? = nil,
    connected: Double? = 0.000_3,
    address: String? = "127.0.0.1:80"
  ) throws -> [String] {
    var content = ExchangeBody()
    (content.raw, content.count) = (body, body.count)
    var phases = ExchangePhases()
    (phases.connected, phases.firstByte, phases.end) = (connected, 0.001, 0.001_25)
    let exchange = Exchange(
      request: ExchangeRequest(method: "POST", url: try HTTPURL("http://x/in"), body: body),
      sentHead: Array(sent.utf8),
      response: response.map {
        ExchangeResponse(
          status: 200,
          head: Array($0.utf8),
          trailerLines: Array(trailers.utf8),
          body: content
        )
      },
      failure: failure,
      phases: phases,
      remoteAddress: address,
      security: nil
    )
    return ExchangeText.lines(exchange)
  }

  @Test("an exchange in the way of curl -v, secrets masked") func whole() throws {
    #expect(
      try Self.lines(body: [0x61], trailers: "X-Sum: 1\r\n") == [
        "* connected to 127.0.0.1:80 in 0.3 ms", "> POST /in HTTP/1.1", "> Host: x",
        "> Authorization: Basic ••••", ">", "> [1 byte of body]", "< HTTP/1.1 200 OK", "< A: b",
        "< Set-Cookie: a=••••; Path=/", "<", "< [1 byte of body]", "< trailers:", "< X-Sum: 1",
        "* connected 0.3 ms, first byte 1 ms, end 1.25 ms",
      ]
    )
  }

  @Test("a kept connection") func kept() throws {
    #expect(try Self.lines(connected: nil)[0] == "* kept connection to 127.0.0.1:80")
  }

  @Test("what did not happen is left out, and the failure comes last") func failed() throws {
    let refused = ExchangeFailure(.refused, in: .connect, mayHaveArrived: false)
    let lines = try Self.lines(
      sent: "",
      response: nil,
      failure: refused,
      connected: nil,
      address: nil
    )
    #expect(
      lines == ["* first byte 1 ms, failed while connecting 1.25 ms", "* connection refused"]
    )
  }

  @Test("nothing in it controls the terminal") func safe() throws {
    let lines = try Self.lines(response: "HTTP/1.1 200 \u{1B}[2J\r\nA: \u{202E}b\u{7}\rc\r\n")
    #expect(lines.contains("< HTTP/1.1 200 ^[[2J"))
    #expect(lines.contains("< A: <202E>b^G^Mc"))
  }
}
