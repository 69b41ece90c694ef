import Foundation
import HookHTTP
import Testing
@testable import HookSandbox
@testable import HookServer
@testable import HookSignatures

@Suite(.timeLimit(.minutes(1))) struct GateTests {
  @Test(
    "only the loopbacks names are taken",
    arguments: [
      ("127.0.0.1", true), ("127.0.0.1:8410", true), ("127.1.2.3:1", true), ("localhost", true),
      ("LocalHost:99", true), ("[::1]", true), ("[::1]:8410", true), ("localhost:", true),
      ("example.com", false), ("localhost.example.com", false), ("127.0.0.1.example.com", false),
      ("127.0.0.1@example.com", false), ("127.0.0", false), ("128.0.0.1", false), ("", false),
      ("localhost:x", false), ("localhost:99999", false), ("127.0.0.256", false), ("[::2]", false),
      ("[::1]example.com", false), ("[::1", false), ("0.0.0.0", false), ("10.0.0.1:80", false),
    ]
  )
  func onlyTheLoopbacksNamesAreTaken(host: String, isTaken: Bool) {
    #expect(Authorizer.isLoopback(host: host) == isTaken)
  }

  private func status(_ authorization: String?) -> Int? {
    var headers: HeaderFields = ["Host": "localhost"]
    if let authorization { headers.add("authorization", authorization) }
    let request = HTTPRequest(method: "GET", targetBytes: Array("/".utf8), headers: headers)
    return Authorizer(apiKey: "kéy:1").refusal(request)?.status
  }

  private func basic(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  @Test("the password is the key and the user anybody") func thePasswordIsTheKeyAndTheUserAnybody()
  {
    #expect(status("Basic " + basic("x:kéy:1")) == nil)
    #expect(status("basic  " + basic(":kéy:1")) == nil)
    #expect(status("Basic " + basic("somebody:kéy:1")) == nil)
  }

  @Test("all else is refused") func allElseIsRefused() {
    let wrong = [
      "Basic " + basic("x:kéy"), "Basic " + basic("x:kéy:12"), "Basic " + basic("x:KÉY:1"),
      "Basic " + basic("kéy:1"), "Basic " + basic("x:"), "Basic", "Basic ", "Basic !!!",
      "Bearer kéy:1", "kéy:1", "", "Basic " + Data([0xff, 0x3a]).base64EncodedString(),
    ]
    for header in wrong { #expect(status(header) == 401, "\(header)") }
    #expect(status(nil) == 401)
  }

  @Test("a foreign host is refused before the key is looked at")
  func aForeignHostIsRefusedBeforeTheKeyIsLookedAt() async throws {
    try await TestSandbox.run { test in
      let raw = RawClient(port: test.sandbox.port)
      let key = basic("x:\(test.sandbox.apiKey)")
      raw.send(
        "GET /employers HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Basic \(key)\r\n\r\n"
      )
      #expect(await raw.status() == 421)
    }
  }

  @Test(
    "secrets are compared",
    arguments: [
      ([], [], true), ([1], [1], true), ([1, 2], [1, 3], false), ([1], [1, 1], false),
      ([0x80], [0], false),
    ] as [([UInt8], [UInt8], Bool)]
  )
  func secretsAreCompared(left: [UInt8], right: [UInt8], isEqual: Bool) {
    #expect(ConstantTime.equal(left, right) == isEqual)
  }
}
