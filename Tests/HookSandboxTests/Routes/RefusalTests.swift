import Foundation
import Testing

@testable import HookSandbox

/// Everything that is refused, and what is said then.
@Suite(.timeLimit(.minutes(1))) struct RefusalTests {
  /// What is wrong with a webhook's body, and the beginning of the message.
  static let bodies: [(body: String, message: String)] = [
    ("", "malformed JSON at byte 0"),
    ("{", "malformed JSON at byte 1"),
    (#"{"url":"http://a/",}"#, "malformed JSON at byte 19"),
    (#"{"url":"http://a/"} x"#, "malformed JSON at byte 20"),
    ("{'url':'http://a/'}", "malformed JSON at byte 1"),
    ("[]", "the body must be a JSON object"),
    ("null", "the body must be a JSON object"),
    ("{}", "url: is required"),
    (#"{"url":null}"#, "url: must be a string"),
    (#"{"url":7}"#, "url: must be a string"),
    (#"{"url":""}"#, "url: must be 1 to 300 characters long"),
    (#"{"url":"/relative"}"#, "url: the URL "),
    (#"{"url":"example.com/a"}"#, "url: the URL "),
    (#"{"url":"//example.com/"}"#, "url: the URL "),
    (#"{"url":"ftp://example.com/"}"#, "url: the URL "),
    (#"{"url":"javascript:alert(1)"}"#, "url: the URL "),
    (#"{"url":"http://"}"#, "url: the URL "),
    (#"{"url":"http:///path"}"#, "url: the URL "),
    (#"{"url":"http://a b/"}"#, "url: the URL "),
    (#"{"url":"http://a/ b"}"#, "url: the URL "),
    (#"{"url":"http://a:99999/"}"#, "url: the port "),
    (#"{"url":"http://a/\u0000"}"#, "url: the URL "),
    (#"{"url":"http://a/\r\nX: y"}"#, "url: the URL "),
    (#"{"url":"http://a/","webhookEvent":"Nothing"}"#, "webhookEvent: must be one of Employee_"),
    (#"{"url":"http://a/","webhookEvent":"jobcompleted"}"#, "webhookEvent: must be one of"),
    (#"{"url":"http://a/","webhookEvent":9}"#, "webhookEvent: must be one of"),
    (#"{"url":"http://a/","webhookEvent":-1}"#, "webhookEvent: must be one of"),
    (#"{"url":"http://a/","webhookEvent":1.5}"#, "webhookEvent: must be one of"),
    (#"{"url":"http://a/","webhookEvent":null}"#, "webhookEvent: must be one of"),
    (#"{"url":"http://a/","active":"yes"}"#, "active: must be true or false"),
    (#"{"url":"http://a/","active":1}"#, "active: must be true or false"),
    (#"{"url":"http://a/","eventCount":"1"}"#, "eventCount: must be a number"),
    (#"{"url":"http://a/","lastPayload":[]}"#, "lastPayload: must be an object"),
    (#"{"url":"http://a/","id":5}"#, "id: must be a string"),
  ]

  @Test("a webhook that is not right is refused with the members name")
  func aWebhookThatIsNotRightIsRefusedWithTheMembersName() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook(url: "http://127.0.0.1:1/")
      for (body, message) in Self.bodies {
        for (method, path) in [("POST", test.webhooks), ("PUT", "\(test.webhooks)/\(id)")] {
          let reply = try await test.client.call(method, path, body)
          #expect(reply.status == 400, "\(method) \(body)")
          #expect(reply.message.hasPrefix(message), "\(method) \(body): \(reply.message)")
        }
      }
      #expect(try await test.client.call("GET", test.webhooks).array.count == 1)
    }
  }

  @Test("a url may be three hundred characters long and no more")
  func aUrlMayBeThreeHundredCharactersLongAndNoMore() async throws {
    try await TestSandbox.run { test in
      for (length, status) in [(300, 201), (301, 400)] {
        let url = "http://a/" + String(repeating: "x", count: length - 9)
        let reply = try await test.client.call("POST", test.webhooks, #"{"url":"\#(url)"}"#)
        #expect(reply.status == status)
      }
    }
  }

  @Test("an event that is not right is refused") func anEventThatIsNotRightIsRefused() async throws
  {
    try await TestSandbox.run { test in
      let bodies: [(String, String)] = [
        ("{}", "webhookEvent: is required"),
        (#"{"webhookEvent":"Nothing"}"#, "webhookEvent: must be one of"),
        (#"{"webhookEvent":null}"#, "webhookEvent: must be one of"),
        (#"{"webhookEvent":"JobCompleted","data":}"#, "malformed JSON at byte 38"),
        (#"{"webhookEvent":"JobCompleted","data":[01]}"#, "malformed JSON at byte 40"),
      ]
      for (body, message) in bodies {
        let reply = try await test.client.call("POST", test.events, body)
        #expect(reply.status == 400, "\(body)")
        #expect(reply.message.hasPrefix(message), "\(body): \(reply.message)")
      }
    }
  }

  @Test(
    "a body that is not called JSON is refused",
    arguments: [
      nil, "text/plain", "application/xml", "json", "application/x-www-form-urlencoded",
    ]
  )
  func aBodyThatIsNotCalledJSONIsRefused(type: String?) async throws {
    try await TestSandbox.run { test in
      for path in [test.webhooks, test.events] {
        let reply = try await test.client.call(
          "POST",
          path,
          #"{"url":"http://a/","webhookEvent":0}"#,
          type: type ?? ""
        )
        #expect(reply.status == 415)
        #expect(!reply.message.isEmpty)
      }
    }
  }

  @Test("pages that are none are refused") func pagesThatAreNoneAreRefused() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook(url: "http://127.0.0.1:1/")
      let queries = [
        "pageNum=-1", "pageNum=x", "pageNum=", "pageNum=1.0", "pageNum=2147483648",
        "pageSize=0", "pageSize=-5", "pageSize=x", "pageSize=99999999999999999999",
        "page=1", "pageNum=%zz", "pageNum=%C3",
      ]
      for path in ["/employers", "\(test.webhooks)/\(id)/payloads"] {
        for query in queries {
          let reply = try await test.client.call("GET", "\(path)?\(query)")
          #expect(reply.status == 400, "\(query)")
          #expect(!reply.message.isEmpty)
        }
      }
      for query in ["sortBy=Colour", "sortDescending=maybe", "employerListType=All"] {
        #expect(try await test.client.call("GET", "/employers?\(query)").status == 400)
      }
    }
  }

  @Test("what is not there is not found") func whatIsNotThereIsNotFound() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook(url: "http://127.0.0.1:1/")
      let none = "00000000-0000-4000-8000-000000000000"
      let paths = [
        "/", "/employer", "/employers/", "/employers/\(test.sandbox.employer)",
        "/employers/\(none)/webhooks", "/employers/x/webhooks", "\(test.webhooks)/\(none)",
        "\(test.webhooks)/x", "\(test.webhooks)/\(none)/payloads",
        "\(test.webhooks)/\(id)/payloads/\(none)", "\(test.webhooks)/\(id)/payloads/x",
        "\(test.webhooks)/samples/Nothing", "\(test.webhooks)/samples/9",
        "/employers/\(none)/webhooks/samples/JobCompleted",
      ]
      for path in paths {
        let reply = try await test.client.call("GET", path)
        #expect(reply.status == 404, "\(path)")
        #expect(!reply.message.isEmpty)
      }
      let raised = try await test.client.call(
        "POST",
        "/sandbox/employers/\(none)/events",
        #"{"webhookEvent":0}"#
      )
      #expect(raised.status == 404)
    }
  }

  @Test("a method that a path does not have is refused with those that it has")
  func aMethodThatAPathDoesNotHaveIsRefusedWithThoseThatItHas() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook(url: "http://127.0.0.1:1/")
      let calls: [(String, String, String)] = [
        ("DELETE", "/employers", "GET, HEAD"),
        ("PUT", test.webhooks, "GET, HEAD, POST"),
        ("POST", "\(test.webhooks)/\(id)", "GET, HEAD, PUT, DELETE"),
        ("PATCH", "\(test.webhooks)/\(id)", "GET, HEAD, PUT, DELETE"),
        ("OPTIONS", "\(test.webhooks)/\(id)/payloads", "GET, HEAD"),
        ("GET", test.events, "POST"),
        ("BREW", "/openapi.json", "GET, HEAD"),
      ]
      for (method, path, allowed) in calls {
        let reply = try await test.client.call(method, path)
        #expect(reply.status == 405, "\(method) \(path)")
        #expect(reply.header("Allow") == allowed)
      }
    }
  }

  @Test("without the key nothing is answered", arguments: [nil, "", "wrong"])
  func withoutTheKeyNothingIsAnswered(key: String?) async throws {
    try await TestSandbox.run { test in
      let client = Client(url: test.sandbox.url, apiKey: key)
      for path in ["/employers", "/openapi.json", "/nowhere"] {
        let reply = try await client.call("GET", path)
        #expect(reply.status == 401)
        #expect(reply.header("WWW-Authenticate")?.hasPrefix("Basic realm=") == true)
        #expect(!reply.text.contains(test.sandbox.apiKey))
      }
    }
  }
}
