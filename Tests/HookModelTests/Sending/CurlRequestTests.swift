import Foundation
import HookHTTP
import HookSupport
import HookTesting
import Testing

@testable import HookModel

/// Lines that repeat a request.
@Suite(.timeLimit(.minutes(1))) struct CurlRequestTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let request: ExchangeRequest
    let line: String
    var variables: [String] = []
  }

  private static func request(
    _ method: String,
    _ url: String = "http://x.example/a?b=c&d",
    headers: HeaderFields = [],
    body: [UInt8]? = nil
  ) -> ExchangeRequest {
    // The URLs here can be read.
    // swift-format-ignore: NeverUseForceTry
    ExchangeRequest(method: method, url: try! HTTPURL(url), headers: headers, body: body)
  }

  private static let json: HeaderFields = ["Content-Type": "application/json"]

  static let rows: [Row] = [
    Row(
      testDescription: "POST",
      request: request("POST", headers: json, body: Array("[1]\n".utf8)),
      line: """
        curl -H 'Content-Type: application/json' --data-binary '[1]
        ' 'http://x.example/a?b=c&d'
        """
    ),
    Row(
      testDescription: "GET",
      request: request("GET", "https://x.example:8443#part"),
      line: "curl 'https://x.example:8443/'"
    ),
    Row(
      testDescription: "HEAD",
      request: request("HEAD"),
      line: "curl --head 'http://x.example/a?b=c&d'"
    ),
    Row(
      testDescription: "POST without a body",
      request: request("POST"),
      line: "curl -X 'POST' 'http://x.example/a?b=c&d'"
    ),
    Row(
      testDescription: "PUT of nothing",
      request: request("PUT", headers: json, body: []),
      line: "curl -X 'PUT' -H 'Content-Type: application/json' --data-binary '' "
        + "'http://x.example/a?b=c&d'"
    ),
    Row(
      testDescription: "no type, and a first @",
      request: request("POST", body: Array("@it's".utf8)),
      line: "curl -H 'Content-Type:' --data-raw '@it'\\''s' 'http://x.example/a?b=c&d'"
    ),
    Row(
      testDescription: "secrets",
      request: request(
        "GET",
        headers: [
          "authorization": "Bearer hidden", "Cookie": "a=hidden", "X-Empty": "",
          "Cookie": "b=hidden", "webhook-signature": "v1,$x",
        ]
      ),
      line: "curl -H \"authorization: $AUTHORIZATION\" -H \"Cookie: $COOKIE\" -H 'X-Empty;' "
        + "-H \"Cookie: $COOKIE\" -H 'webhook-signature: v1,$x' 'http://x.example/a?b=c&d'",
      variables: ["AUTHORIZATION", "COOKIE"]
    ),
    Row(
      testDescription: "a password in the URL",
      request: request("GET", "http://me:hidden@x.example/"),
      line: "curl -H \"Authorization: $AUTHORIZATION\" 'http://x.example/'",
      variables: ["AUTHORIZATION"]
    ),
    Row(
      testDescription: "what curl would read as more",
      request: request(
        "GET",
        "http://[::1]:8411/a/../{b}?c=[1]",
        headers: ["Accept-Encoding": "gzip", "Content-Length": "0"]
      ),
      line: "curl --path-as-is --globoff --compressed -H 'Accept-Encoding: gzip' "
        + "'http://[::1]:8411/a/../{b}?c=[1]'"
    ),
  ]

  @Test("is one line for a shell", arguments: rows)
  func line(_ row: Row) throws {
    #expect(String(decoding: try CurlLine.bytes(row.request), as: UTF8.self) == row.line)
    #expect(CurlLine.variables(of: row.request) == row.variables)
  }

  @Test("certificates that are not checked") func insecure() throws {
    var request = Self.request("GET", "https://x.example/")
    request.trust = .insecure
    let line = String(decoding: try CurlLine.bytes(request), as: UTF8.self)
    #expect(line == "curl --insecure 'https://x.example/'")
  }

  @Test(
    "what a command line cannot hold is refused",
    arguments: [
      (request("POST", body: [0x61, 0]), "the body contains a NUL byte"),
      (
        request("POST", headers: ["X": "a\u{0}"], body: [0x61]), "the header contains a NUL byte"
      ),
      (
        request("POST", body: [UInt8](repeating: 0x61, count: 131_072)),
        "the body has 131072 bytes"
      ),
    ]
  )
  func refused(_ request: ExchangeRequest, _ words: String) {
    #expect {
      try CurlLine.bytes(request)
    } throws: {
      ($0 as? Problem)?.sentence.hasPrefix(words) == true
    }
  }

  /// The file of a program that the shell would find.
  private static func path(of program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":"
    )
    return folders.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile)
  }

  @Test(
    "run by sh, curl sends the same request; where curl is not installed nothing is run",
    .enabled(if: path(of: "curl") != nil),
    arguments: [
      ("POST", Array("[1.50]\n\n".utf8)), ("POST", Array("@it's $HOME `id` \\n \"x\"".utf8)),
      ("PUT", [0xFF, 0xFE, 0x0A, 0x27]), ("PATCH", []), ("POST", nil), ("GET", nil),
      ("DELETE", nil), ("POST", [UInt8](repeating: 0x61, count: 131_071)),
    ] as [(String, [UInt8]?)]
  )
  func runs(_ method: String, _ body: [UInt8]?) async throws {
    let server = try ScriptedServer { _ in .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
    defer { server.stop() }
    let request = Self.request(
      method,
      "http://me:x@127.0.0.1:\(server.port)/a/../b%20c?d=[1]&e={f,g}",
      headers: ["X-Quote": "it's \"$HOME\" \\", "X-Empty": "", "Cookie": "secret"],
      body: body
    )
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let line = try CurlLine.bytes(request)
    let script = FileManager.default.temporaryDirectory
      .appendingPathComponent("hookconsole-curl-\(UUID().uuidString)")
    try Data(line).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    shell.arguments = [script.path]
    shell.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "NO_PROXY": "*",
      "AUTHORIZATION": "Basic bWU6eA==", "COOKIE": "a=1; b=2",
    ]
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let head = try #require(server.requests.first)
    #expect(server.requests.count == 1)
    #expect(head.hasPrefix("\(method) /a/../b%20c?d=[1]&e={f,g} HTTP/1.1\r\n"))
    for line in [
      "X-Quote: it's \"$HOME\" \\", "X-Empty:", "Cookie: a=1; b=2",
      "Authorization: Basic bWU6eA==",
    ] { #expect(head.contains("\r\n\(line)\r\n")) }
    #expect(!head.contains("Content-Type"))
    #expect(server.bodies == [body ?? []])
  }
}
