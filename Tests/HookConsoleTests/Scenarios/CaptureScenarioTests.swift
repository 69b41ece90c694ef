import Foundation
import HookHTTP
import HookModel
import HookSignatures
import HookSupport
import HookTesting
import Testing
@testable import ConsoleCore
@testable import HookCapture
@testable import HookConsole

extension Scenarios {
  /// The console on a capture: what is posted appears, and is answered as a person says.
  @Suite(.timeLimit(.minutes(1))) struct CaptureScenarioTests {
    /// A capture with the console on it.
    private struct Scene {
      let driver: ConsoleDriver

      var server: CaptureServer { driver.capture }

      func post(_ path: String, _ body: String, _ headers: HeaderFields = [:]) async throws -> Int {
        let request = ExchangeRequest(
          method: "POST",
          url: try HTTPURL(server.receiver.url + path),
          headers: headers,
          body: Array(body.utf8)
        )
        return try await HTTPEngine.shared.perform(request).statusCode
      }
    }

    private func open(
      _ configuration: ReceiverConfiguration = ReceiverConfiguration(),
      _ body: (Scene) async throws -> Void
    ) async throws {
      let driver = try await ConsoleDriver(capture: configuration)
      do {
        try await body(Scene(driver: driver))
      } catch {
        await driver.stop()
        throw error
      }
      await driver.stop()
    }

    @Test("what is posted appears at once, with source, title, body and headers")
    func appears() async throws {
      try await open { scene in
        let driver = scene.driver
        #expect(driver.screen.contains("no requests yet: post to \(scene.server.receiver.url)"))
        #expect(
          try await scene.post(
            "/github",
            #"{"action":"opened","number":7}"#,
            ["X-GitHub-Event": "issues", "Cookie": "session=tell-nobody"]
          ) == 200
        )
        try await driver.wait(for: "● POST /github")
        try await driver.wait(for: "POST /github · issues opened")
        try await driver.wait(for: #""number": 7"#)
        #expect(
          try await scene.post(
            "/form",
            "a=b+c",
            ["Content-Type": "application/x-www-form-urlencoded"]
          ) == 200
        )
        try await driver.wait(for: #""a": "b c""#)
        driver.press("3")
        try await driver.wait { $0.state.selectedAttempts != nil }
        driver.press("Enter", "Enter", "1")
        #expect(driver.screen.contains("POST /form HTTP/1.1"))
        #expect(driver.screen.contains("captured") && driver.screen.contains(#""a": "b c""#))
        driver.press("y")
        #expect(driver.screen.components(separatedBy: "curl line").count == 2)
        driver.press("Esc")
        driver.press("Esc", "Esc")
      }
    }

    @Test("e sets the codes of a source, a turns it to 410 and back, d deletes it")
    func changes() async throws {
      try await open { scene in
        let driver = scene.driver
        _ = try await scene.post("/a", "{}")
        try await driver.wait(for: "● POST /a")
        driver.press("1", "j", "e")
        try await driver.wait(for: "How POST /a responds")
        driver.press("c")
        #expect(driver.screen.contains("status codes:"))
        driver.type("9")
        driver.press("Enter")
        #expect(driver.screen.contains("9 is not a status code"))
        driver.press("Backspace")
        driver.type("503,reset,204")
        driver.press("Enter")
        try await driver.wait(for: "POST /a responds with 503, reset, 204")
        #expect(try await scene.post("/a", "{}") == 503)
        #expect(try await scene.post("/a", "{}") == 0)
        #expect(try await scene.post("/a", "{}") == 204)
        driver.press("a")
        try await driver.wait(for: "○ POST /a")
        #expect(try await scene.post("/a", "{}") == 410)
        driver.press("a")
        try await driver.wait(for: "● POST /a")
        #expect(try await scene.post("/a", "{}") == 204)
        driver.press("c")
        #expect(driver.screen.contains("a capture has no webhooks"))
        try await driver.wait { $0.state.eventCount == 6 }
        driver.press("2", "d", "y")
        try await driver.wait { $0.state.eventCount == 5 }
        driver.press("1")
        driver.press("d", "y")
        try await driver.wait(for: "no requests yet")
      }
    }

    @Test("e sets delay, headers and body, too, and what cannot be sent is refused")
    func settings() async throws {
      try await open { scene in
        let driver = scene.driver
        _ = try await scene.post("/a", "{}")
        try await driver.wait(for: "● POST /a")
        driver.press("1", "j")
        let typed = [
          ("t", "soon", "soon is not a time", "10ms", "POST /a responds after 10ms"),
          ("h", "no", "no is not a header", "X-Own: 7", "with X-Own: 7"),
          ("b", "", "", "hello", "with the body hello"),
        ]
        for (key, wrong, problem, right, done) in typed {
          driver.press("e")
          try await driver.wait(for: "How POST /a responds")
          driver.press(key)
          if !wrong.isEmpty {
            driver.type(wrong)
            driver.press("Enter")
            #expect(driver.screen.contains(problem))
            driver.press("Ctrl-u")
          }
          driver.type(right)
          driver.press("Enter")
          try await driver.wait(for: done)
        }
        let request = ExchangeRequest(
          method: "POST",
          url: try HTTPURL(scene.server.receiver.url + "/a")
        )
        let response = try #require(try await HTTPEngine.shared.perform(request).response)
        #expect(response.headers["X-Own"] == "7")
        #expect(response.body.raw == Array("hello".utf8))
        driver.press("e")
        try await driver.wait(for: "X-Own: 7")
        driver.press("r")
        try await driver.wait(for: "POST /a responds as the endpoint is set up")
      }
    }

    @Test("d on all sources deletes all of them") func deletesAll() async throws {
      try await open { scene in
        let driver = scene.driver
        _ = try await scene.post("/a", "{}")
        _ = try await scene.post("/b", "{}")
        try await driver.wait(for: "● POST /b")
        driver.press("1", "g", "d")
        #expect(driver.screen.contains("Delete all sources and their requests?"))
        driver.press("y")
        try await driver.wait(for: "no requests yet")
        #expect(try await scene.server.receiver.sources().isEmpty)
      }
    }

    @Test("F passes requests on as they came, S sends one again") func forwards() async throws {
      try await open { scene in
        let driver = scene.driver
        let target = try Receiver.start(ReceiverConfiguration())
        driver.press("F", "Ctrl-u")
        driver.type(target.url)
        driver.press("Enter")
        try await driver.wait(for: "as they appear")
        _ = try await scene.post("/in?x=1", "a=b", ["X-Own": "7", "Content-Type": "text/odd"])
        try await driver.wait(for: "→200")
        let first = await target.next(1)
        #expect(first[0].path == "/in?x=1" && first[0].header("X-Own") == "7")
        #expect(first[0].header("Content-Type") == "text/odd" && first[0].body == Array("a=b".utf8))
        driver.press("2", "S", "d")
        let again = await target.next(2)
        #expect(again[1].header("X-Own") == "7" && again[1].body == Array("a=b".utf8))
        await target.stop()
      }
    }

    @Test("S gives a request a new signature, alone and among the marked ones") func signsAgain()
      async throws
    {
      let secret = "It's a Secret to Everybody"
      let verifier = SignatureVerifier(secrets: [secret], scheme: .github)
      var configuration = ReceiverConfiguration()
      (configuration.verifier, configuration.requiresSignature) = (verifier, false)
      try await open(configuration) { scene in
        let driver = scene.driver
        var strict = ReceiverConfiguration()
        strict.verifier = verifier
        let target = try Receiver.start(strict)
        let wrong: HeaderFields = [
          "X-Hub-Signature-256": "sha256=\(String(repeating: "0", count: 64))"
        ]
        _ = try await scene.post("/a", "{}", wrong)
        try await driver.wait(for: "wrong secret")
        driver.press("2", "S", "u", "Ctrl-u")
        driver.type(target.url)
        driver.press("Enter")
        try await driver.wait(for: "this request, with a new signature")
        driver.press("d")
        #expect(await target.next(1).map(\.status) == [401])
        try await driver.wait { $0.state.session.exchange != nil }
        driver.press("Esc", "S", "r")
        #expect(await target.next(2).map(\.status) == [401, 200])
        try await driver.wait { $0.state.session.exchange != nil }
        driver.press("Esc")
        driver.press("*", "S", "r")
        let all = await target.next(3)
        #expect(all.map(\.status) == [401, 200, 200] && all[2].path == "/a")
        await target.stop()
      }
    }

    @Test("f and / look into headers, but not at secrets") func looksIntoHeaders() async throws {
      try await open { scene in
        let driver = scene.driver
        _ = try await scene.post("/a", "{}", ["X-Shop": "Zürich", "Cookie": "session=1"])
        _ = try await scene.post("/b", "{}", ["Authorization": "Bearer abcdef"])
        try await driver.wait { $0.state.eventCount == 2 }
        driver.press("2", "f")
        driver.type("x-shop zurich")
        driver.press("Enter")
        try await driver.wait { $0.state.eventCount == 1 }
        #expect(
          driver.screen.contains("POST /a") && driver.state.entry(at: 0)?.delivery.headerText != nil
        )
        driver.press("Esc", "f")
        driver.type("bearer")
        driver.press("Enter")
        try await driver.wait { $0.state.eventCount == 1 }
        driver.press("Esc", "f")
        driver.type("abcdef")
        driver.press("Enter")
        try await driver.wait { $0.state.eventCount == 0 }
        driver.press("Esc")
        try await driver.wait { $0.state.eventCount == 2 }
        driver.press("g", "/")
        driver.type("Zürich")
        driver.press("Enter")
        try await driver.wait { $0.state.deliveries.cursor.row == 1 }
      }
    }

    @Test("a request that a web page sent is marked") func webPage() async throws {
      try await open { scene in
        _ = try await scene.post("/a", "{}", ["Origin": "https://evil.example"])
        try await scene.driver.wait(for: "sent by a web page of https://evil.example")
      }
    }

    @Test("a refused request leaves a line with the way out") func refused() async throws {
      try await open { scene in
        #expect(try await scene.post("/x", "{}", ["Host": "abc.example"]) == 421)
        try await scene.driver.wait(for: "try: --host abc.example")
      }
    }
  }
}
