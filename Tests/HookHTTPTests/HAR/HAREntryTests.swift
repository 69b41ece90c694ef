import Foundation
import HookJSON
import HookSupport
import Testing

@testable import HookHTTP

@Suite(.timeLimit(.minutes(1))) struct HAREntryTests {
  @Test("has every member that HAR 1.2 asks for") func members() throws {
    let entry = try HARSample.node(try HARSample.exchange())
    let expected: [(String, String?)] = [
      ("startedDateTime", #""2026-09-21T14:13:20.250Z""#), ("time", "20.125"),
      (
        "request",
        """
        {"method":"POST","url":"http://me:•••@127.0.0.1:3000/in?a=b%20c&d=e+f&g",\
        "httpVersion":"HTTP/1.1","cookies":[{"name":"session","value":"••••"},\
        {"name":"theme","value":"••••"}],"headers":[{"name":"Host","value":"127.0.0.1:3000"},\
        {"name":"Content-Type","value":"application/json"},\
        {"name":"Authorization","value":"Basic ••••"},\
        {"name":"Cookie","value":"session=••••; theme=••••"},\
        {"name":"webhook-signature","value":"v1,shown"}],\
        "queryString":[{"name":"a","value":"b c"},{"name":"d","value":"e f"},\
        {"name":"g","value":""}],"headersSize":191,"bodySize":6,\
        "postData":{"mimeType":"application/json","text":"[1.50]"}}
        """
      ),
      (
        "response",
        """
        {"status":201,"statusText":"Made it","httpVersion":"HTTP/1.1",\
        "cookies":[{"name":"id","value":"••••"}],\
        "headers":[{"name":"Content-Type","value":"application/json"},\
        {"name":"Location","value":"/next"},{"name":"Set-Cookie","value":"id=••••; Path=/"}],\
        "content":{"size":13,"mimeType":"application/json","text":"{\\"ok\\":\\"Zoë\\"}"},\
        "redirectURL":"/next","headersSize":105,"bodySize":13,\
        "_trailers":[{"name":"X-Sum","value":"1"}]}
        """
      ),
      ("cache", "{}"),
      (
        "timings",
        #"{"blocked":-1,"dns":1,"connect":6,"ssl":4,"send":0.5,"wait":10,"receive":2.625}"#
      ),
      ("serverIPAddress", #""::1""#),
    ]
    for (key, value) in expected { #expect(entry[key]?.source == value, "\(key)") }
    #expect(entry.children.count == expected.count)
  }

  @Test("secrets are written only if asked for") func secrets() throws {
    let exchange = try HARSample.exchange()
    let masked = String(decoding: HAREntry(exchange).json.bytes, as: UTF8.self)
    let whole = String(
      decoding: HAREntry(exchange, withSecrets: true).json.bytes,
      as: UTF8.self
    )
    for secret in HARSample.secrets {
      #expect(!masked.contains(secret))
      #expect(whole.contains(secret))
    }
    #expect(!whole.contains("•"))
  }

  /// The parts of a body and the content of the entry.
  @Test(
    "bodies",
    arguments: [
      ([0x61], nil, nil, #"{"size":1,"mimeType":"application/json","text":"a"}"#),
      ([], nil, nil, #"{"size":0,"mimeType":"application/json"}"#),
      (
        [0xFF, 0x00], nil, nil,
        #"{"size":2,"mimeType":"application/json","text":"/wA=","encoding":"base64"}"#
      ),
      // Cut after as much as was kept.
      (
        [0x61], 9, nil,
        #"{"size":9,"mimeType":"application/json","text":"a","comment":"the first 1 of 9 bytes"}"#
      ),
      // Decoded.
      (
        [0xFF], nil, [0x61, 0x62, 0x00],
        #"{"size":3,"compression":2,"mimeType":"application/json","text":"ab\u0000"}"#
      ),
    ] as [([UInt8], Int?, [UInt8]?, String)]
  )
  func bodies(_ raw: [UInt8], _ count: Int?, _ decoded: [UInt8]?, _ content: String) throws {
    let response = HARSample.response(body: raw, count: count, decoded: decoded)
    let entry = try HARSample.node(try HARSample.exchange(response: response))
    #expect(entry.at("response", "content")?.source == content)
    #expect(entry.at("response", "bodySize")?.int == count ?? raw.count)
  }

  @Test(
    "a request's body",
    arguments: [
      (nil, nil, 0), ([], nil, 0),
      ([0x80], #"{"mimeType":"application/json","text":"gA==","_encoding":"base64"}"#, 1),
    ] as [([UInt8]?, String?, Int)]
  )
  func requestBody(_ body: [UInt8]?, _ data: String?, _ size: Int) throws {
    let entry = try HARSample.node(try HARSample.exchange(body: body))
    #expect(entry.at("request", "postData")?.source == data)
    #expect(entry.at("request", "bodySize")?.int == size)
  }

  @Test("without a response the status is 0 and why is told") func failure() throws {
    let refused = ExchangeFailure(.refused, in: .connect, mayHaveArrived: false)
    var phases = ExchangePhases()
    phases.name = 0.001
    phases.end = 0.003
    let exchange = try HARSample.exchange(response: nil, failure: refused, phases: phases)
    let entry = try HARSample.node(exchange)
    #expect(
      entry["response"]?.source
        == #"{"status":0,"statusText":"","httpVersion":"","cookies":[],"headers":[],"#
        + #""content":{"size":0,"mimeType":"x-unknown"},"redirectURL":"","headersSize":-1,"#
        + #""bodySize":-1,"_error":"connection refused"}"#
    )
    #expect(entry.at("timings", "connect")?.source == "2")
  }

  @Test("a response that is cut short keeps its status and says so") func cutShort() throws {
    let cut = ExchangeFailure(.cutShort, in: .body, mayHaveArrived: true)
    let entry = try HARSample.node(try HARSample.exchange(failure: cut))
    #expect(entry.at("response", "status")?.int == 201)
    #expect(entry.at("response", "_error")?.string == "response cut short")
  }

  /// What was reached by when, in milliseconds, and in which phase it failed.
  @Test(
    "timings add up to the whole",
    arguments: [
      // A kept connection.
      ([nil, nil, nil, 1, 5, 6], nil, [-1, -1, -1, 1, 4, 1]),
      ([1, 2, nil, 3, 5, 6], nil, [1, 1, -1, 1, 2, 1]),
      // TLS is also a part of connecting.
      ([1, 2, 4, 5, 6, 7], nil, [1, 3, 2, 1, 1, 1]),
      // A response that begins before the request has gone out.
      ([1, 2, nil, 5, 4, 6], nil, [1, 1, -1, 3, 0, 1]),
      ([nil, nil, nil, nil, nil, 6], .name, [6, -1, -1, 0, 0, 0]),
      ([1, nil, nil, nil, nil, 6], .connect, [1, 5, -1, 0, 0, 0]),
      ([1, 2, nil, nil, nil, 6], .tls, [1, 5, 4, 0, 0, 0]),
      ([1, 2, nil, nil, nil, 6], .send, [1, 1, -1, 4, 0, 0]),
      ([1, 2, nil, 3, nil, 6], .response, [1, 1, -1, 1, 3, 0]),
      ([1, 2, nil, 3, 4, 6], .body, [1, 1, -1, 1, 1, 2]),
    ] as [([Int?], ExchangeFailure.Phase?, [Int])]
  )
  func timings(_ ends: [Int?], _ failed: ExchangeFailure.Phase?, _ expected: [Int]) throws {
    let seconds = ends.map { $0.map { Double($0) / 1000 } }
    var phases = ExchangePhases()
    (phases.name, phases.connected, phases.secured) = (seconds[0], seconds[1], seconds[2])
    (phases.sent, phases.firstByte, phases.end) = (seconds[3], seconds[4], seconds[5] ?? 0)
    let failure = failed.map { ExchangeFailure(.refused, in: $0, mayHaveArrived: true) }
    let entry = try HARSample.node(try HARSample.exchange(failure: failure, phases: phases))
    let timings = ["dns", "connect", "ssl", "send", "wait", "receive"].map {
      entry.at("timings", $0)?.int
    }
    #expect(timings == expected)
    let parts = expected.filter { $0 > 0 }.reduce(0, +) - max(0, expected[2])
    #expect(entry["time"]?.int == parts)
  }

  @Test("a path of its own goes into the URL") func target() throws {
    var request = ExchangeRequest(method: "GET", url: try HTTPURL("https://x.example/a?b#c"))
    #expect(request.requestedURL(withSecrets: false) == "https://x.example/a?b")
    request.target = Array("/other?x=1".utf8)
    #expect(request.requestedURL(withSecrets: false) == "https://x.example/other?x=1")
    let bare = ExchangeRequest(method: "GET", url: try HTTPURL("http://x.example"))
    #expect(bare.requestedURL(withSecrets: true) == "http://x.example/")
  }

  @Test(
    "milliseconds",
    arguments: [
      (0, "0"), (0.000_312, "0.312"), (0.0005, "0.5"), (1.5, "1500"), (0.000_000_4, "0"),
      (-1, "0"), (.infinity, "0"), (.nan, "0"), (1e300, "0"),
    ] as [(Double, String)]
  )
  func milliseconds(_ seconds: Double, _ text: String) {
    #expect(Milliseconds.text(seconds: seconds) == text)
  }
}
