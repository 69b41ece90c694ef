import Foundation
import HookTesting
import Testing
@testable import HookCapture
@testable import HookSandbox
@testable import HookServer
@testable import HookSupport

/// Deliveries to a scripted endpoint, and what the records say afterwards.
@Suite(.timeLimit(.minutes(1))) struct DispatchTests {
  @Test("an event is posted as an array of one item") func anEventIsPostedAsAnArrayOfOneItem()
    async throws
  {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url + "/in?a=b")
        let data = #"{ "gross": 1234.50,  "n":0.1234567890123456789, "é":"\u00e9", "n":1 }"#
        let ids = try await test.fire(data: data)
        let request = try #require(await receiver.next(1).first)
        #expect(request.method == "POST")
        #expect(request.path == "/in?a=b")
        #expect(String(decoding: request.body, as: UTF8.self) == "[\(data)]")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("User-Agent") == "HookConsole-Sandbox/\(Product.version)")
        #expect(request.header("webhook-id") == ids.first)
        #expect(request.header("Webhook-Attempt") == "1")
        #expect(request.header("webhook-timestamp").flatMap { Int($0) } != nil)
        #expect(request.header("webhook-signature") == nil)
        await test.sandbox.idle()
        let delivery = try await test.delivery(ids[0], of: webhook)
        #expect(delivery == .init(status: "Sent", code: 200, attempts: 1, message: "OK"))
      }
    }
  }

  @Test("a failure is tried again with the same id") func aFailureIsTriedAgainWithTheSameId()
    async throws
  {
    try await withReceiver([500, 200]) { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let requests = await receiver.next(2)
        #expect(requests.map { $0.header("webhook-id") } == [ids[0], ids[0]])
        #expect(requests.map { $0.header("Webhook-Attempt") } == ["1", "2"])
        #expect(requests[0].body == requests[1].body)
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery == .init(status: "Sent", code: 200, attempts: 2, message: "OK"))
      }
    }
  }

  @Test("the last attempt that fails ends it") func theLastAttemptThatFailsEndsIt() async throws {
    try await withReceiver([500, 502, 503]) { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(
          delivery
            == .init(status: "Failed", code: 503, attempts: 3, message: "Service Unavailable")
        )
        #expect(try await test.isActive(webhook) == true)
        #expect(receiver.requests.count == 3)
      }
    }
  }

  @Test("between the attempts the last code is shown") func betweenTheAttemptsTheLastCodeIsShown()
    async throws
  {
    try await withReceiver([418]) { receiver in
      try await TestSandbox.run {
        $0.retryDelays = [3600]
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        await test.sandbox.idle()
        let delivery = try await test.delivery(ids[0], of: webhook)
        #expect(delivery.status == "Queued")
        #expect(delivery.code == 418)
        #expect(delivery.attempts == 1)
      }
    }
  }

  @Test("gone puts the webhook to rest and what waits is not sent")
  func gonePutsTheWebhookToRestAndWhatWaitsIsNotSent() async throws {
    // The first answer is held back until more is queued behind it.
    try await withReceiver([410]) {
      $0.delay = 0.2
    } test: { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        var ids: [String] = []
        for _ in 0..<3 { ids += try await test.fire() }
        await test.sandbox.idle()
        let first = try await test.delivery(ids[0], of: webhook)
        #expect(first == .init(status: "Failed", code: 410, attempts: 1, message: "Gone"))
        for id in ids.dropFirst() {
          let delivery = try await test.delivery(id, of: webhook)
          #expect(
            delivery
              == .init(
                status: "Failed",
                code: 0,
                attempts: 0,
                message: "not sent: the webhook was deactivated by a 410"
              )
          )
        }
        #expect(try await test.isActive(webhook) == false)
        #expect(try await test.fire() == [])
        #expect(receiver.requests.count == 1)
      }
    }
  }

  @Test("a webhook that was put to rest can be woken again")
  func aWebhookThatWasPutToRestCanBeWokenAgain() async throws {
    try await withReceiver([410, 200]) { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        try await test.fire()
        await test.sandbox.idle()
        #expect(try await test.isActive(webhook) == false)
        _ = try await test.client.call(
          "PUT",
          "\(test.webhooks)/\(webhook)",
          #"{"url":"\#(receiver.url)","active":true}"#
        )
        let ids = try await test.fire()
        let delivery = try await test.settled(try #require(ids.first), of: webhook)
        #expect(delivery.status == "Sent")
      }
    }
  }

  @Test("a refused connection says so") func aRefusedConnectionSaysSo() async throws {
    // A port that was free a moment ago.
    let receiver = try Receiver.start(ReceiverConfiguration())
    let url = receiver.url
    await receiver.stop()
    try await TestSandbox.run {
      $0.retryDelays = []
    } test: { test in
      let webhook = try await test.webhook(url: url)
      let ids = try await test.fire()
      let delivery = try await test.settled(ids[0], of: webhook)
      #expect(
        delivery == .init(status: "Failed", code: 0, attempts: 1, message: "connection refused")
      )
    }
  }

  @Test("an endpoint that hangs times out") func anEndpointThatHangsTimesOut() async throws {
    try await withReceiver {
      $0.delay = 3600
    } test: { receiver in
      try await TestSandbox.run {
        $0.retryDelays = []
        $0.timeout = 0.2
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(
          delivery
            == .init(status: "Failed", code: 0, attempts: 1, message: "timed out after 0.2 s")
        )
      }
    }
  }

  @Test("a name that is nowhere says so") func aNameThatIsNowhereSaysSo() async throws {
    try await TestSandbox.run {
      $0.retryDelays = []
    } test: { test in
      let webhook = try await test.webhook(url: "http://nowhere.invalid/")
      let ids = try await test.fire()
      let delivery = try await test.settled(ids[0], of: webhook)
      #expect(delivery.message == "name not found")
      #expect(delivery.code == 0)
    }
  }

  @Test("tls trouble says so") func tlsTroubleSaysSo() async throws {
    // The receiver speaks no TLS.
    try await withReceiver { receiver in
      try await TestSandbox.run {
        $0.retryDelays = []
      } test: { test in
        let webhook = try await test.webhook(
          url: receiver.url.replacingOccurrences(of: "http:", with: "https:")
        )
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery.code == 0)
        #expect(delivery.message?.hasPrefix("no secure connection: ") == true)
      }
    }
  }

  @Test("a redirect is a failure and not followed") func aRedirectIsAFailureAndNotFollowed()
    async throws
  {
    try await withReceiver { elsewhere in
      try await withReceiver([301]) {
        $0.headers = [("Location", elsewhere.url)]
      } test: { receiver in
        try await TestSandbox.run {
          $0.retryDelays = []
        } test: { test in
          let webhook = try await test.webhook(url: receiver.url)
          let ids = try await test.fire()
          let delivery = try await test.settled(ids[0], of: webhook)
          #expect(
            delivery
              == .init(status: "Failed", code: 301, attempts: 1, message: "Moved Permanently")
          )
          #expect(receiver.requests.count == 1)
          #expect(elsewhere.requests.isEmpty)
        }
      }
    }
  }

  @Test("each raw response is recorded as curl tells it", arguments: RawResponses.expected)
  func raw(_ name: String, _ status: Int, _ problem: String?) async throws {
    let bytes = try RawResponses.bytes(name)
    let server = try ScriptedServer { _ in .bytes(bytes) }
    defer { server.stop() }
    try await TestSandbox.run {
      $0.retryDelays = []
    } test: { test in
      let webhook = try await test.webhook(url: server.url)
      let ids = try await test.fire()
      let delivery = try await test.settled(ids[0], of: webhook)
      #expect(delivery.code == status)
      let isSent = problem == nil && (200..<300).contains(status)
      #expect(delivery.status == (isSent ? "Sent" : "Failed"))
      if let problem, let message = delivery.message { #expect(problem.hasPrefix(message)) }
    }
  }

  @Test("any other answer is a failure too", arguments: [300, 304, 308, 400, 401, 407, 599])
  func anyOtherAnswerIsAFailureToo(status: Int) async throws {
    try await withReceiver([status]) {
      $0.headers = [
        ("WWW-Authenticate", #"Basic realm="x""#), ("Proxy-Authenticate", #"Basic realm="x""#),
        ("Location", "/elsewhere"),
      ]
    } test: { receiver in
      try await TestSandbox.run {
        $0.retryDelays = []
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery.code == status)
        #expect(delivery.status == "Failed")
        #expect(receiver.requests.count == 1)
      }
    }
  }

  @Test("everything from two hundred is sent", arguments: [200, 201, 202, 204, 205, 299])
  func everythingFromTwoHundredIsSent(status: Int) async throws {
    try await withReceiver([status]) { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery.code == status)
        #expect(delivery.status == "Sent")
      }
    }
  }

  @Test("first attempts keep the order of the events") func firstAttemptsKeepTheOrderOfTheEvents()
    async throws
  {
    try await withReceiver([200, 500, 200]) { receiver in
      try await TestSandbox.run {
        $0.retryDelays = [3600]
      } test: { test in
        _ = try await test.webhook(url: receiver.url)
        var ids: [String?] = []
        for _ in 0..<40 { ids += try await test.fire() }
        await test.sandbox.idle()
        #expect(receiver.requests.map { $0.header("webhook-id") } == ids)
      }
    }
  }

  @Test("only active webhooks of the event are triggered")
  func onlyActiveWebhooksOfTheEventAreTriggered() async throws {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let one = try await test.webhook(url: receiver.url + "/one")
        let two = try await test.webhook(url: receiver.url + "/two")
        _ = try await test.webhook(url: receiver.url + "/inactive", active: false)
        _ = try await test.webhook("JobCompleted", url: receiver.url + "/other")
        let reply = try await test.client.call(
          "POST",
          test.events,
          #"{"webhookEvent":"Employee_Created"}"#
        )
        let made = try #require(reply.object["deliveries"] as? [[String: String]])
        #expect(Set(made.compactMap { $0["webhookId"] }) == [one, two])
        await test.sandbox.idle()
        #expect(Set(receiver.requests.map(\.path)) == ["/one", "/two"])
      }
    }
  }

  @Test("an endpoint that hangs does not delay the others")
  func anEndpointThatHangsDoesNotDelayTheOthers() async throws {
    try await withReceiver {
      $0.delay = 3600
    } test: { slow in
      try await withReceiver { quick in
        try await TestSandbox.run { test in
          for number in 0..<30 { _ = try await test.webhook(url: slow.url + "/\(number)") }
          let webhook = try await test.webhook(url: quick.url)
          let ids = try await test.fire()
          let request = try #require(await quick.next(1).first)
          #expect(request.header("webhook-id") == ids[30])
          while try await test.delivery(ids[30], of: webhook).status != "Sent" {
            try Task.checkCancellation()
          }
        }
      }
    }
  }

  @Test("the answers text is kept as one short line") func theAnswersTextIsKeptAsOneShortLine()
    async throws
  {
    let endpoint = try HTTPDaemon(port: 0) { _ in
      let text = "  it\nbroke\u{1b}[31m " + String(repeating: "x", count: 100_000)
      return HTTPResponse(status: 500, body: Array(text.utf8))
    }
    try await TestSandbox.run {
      $0.retryDelays = []
    } test: { test in
      let webhook = try await test.webhook(url: "http://127.0.0.1:\(endpoint.port)")
      let ids = try await test.fire()
      let delivery = try await test.settled(ids[0], of: webhook)
      #expect(delivery.code == 500)
      #expect(delivery.message?.hasPrefix("it broke [31m xxx") == true)
      #expect(delivery.message?.unicodeScalars.count == 150)
    }
    await endpoint.stop()
  }
}
