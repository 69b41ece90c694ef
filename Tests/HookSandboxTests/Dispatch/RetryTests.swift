import Foundation
import HookTesting
import Testing
@testable import HookCapture
@testable import HookSandbox
@testable import HookServer
@testable import HookSupport

/// When an attempt is repeated, where it goes then, and what ends it.
@Suite(.timeLimit(.minutes(1))) struct RetryTests {
  @Test("Retry-After lengthens the wait, on any code", arguments: [429, 503, 500, 404])
  func retryAfterLengthens(status: Int) async throws {
    try await withReceiver([status, 200]) {
      $0.headers = [("Retry-After", "3600")]
    } test: { receiver in
      try await TestSandbox.run {
        // The schedule alone would try again at once.
        $0.retryDelays = [0]
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        await test.sandbox.idle()
        let delivery = try await test.delivery(ids[0], of: webhook)
        #expect(delivery.status == "Queued" && delivery.code == status && delivery.attempts == 1)
        #expect(receiver.requests.count == 1)
      }
    }
  }

  @Test("a retry goes to the URL that the webhook has by then") func moves() async throws {
    try await withReceiver([500]) { old in
      try await withReceiver { new in
        try await TestSandbox.run {
          $0.retryDelays = [0.3]
        } test: { test in
          let webhook = try await test.webhook(url: old.url)
          let ids = try await test.fire()
          _ = await old.next(1)
          try await test.update(webhook, #"{"url":"\#(new.url)"}"#)
          let delivery = try await test.settled(ids[0], of: webhook)
          #expect(delivery == .init(status: "Sent", code: 200, attempts: 2, message: "OK"))
          #expect(old.requests.count == 1 && new.requests.count == 1)
        }
      }
    }
  }

  @Test("after a webhook is deactivated nothing more is sent") func deactivated() async throws {
    try await withReceiver([500]) { receiver in
      try await TestSandbox.run {
        $0.retryDelays = [0.3]
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        _ = await receiver.next(1)
        try await test.update(webhook, #"{"url":"\#(receiver.url)","active":false}"#)
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery.status == "Failed" && delivery.attempts == 1)
        #expect(receiver.requests.count == 1)
      }
    }
  }

  @Test("after a webhook is deleted nothing more is sent") func deleted() async throws {
    try await withReceiver([500]) { receiver in
      try await TestSandbox.run {
        $0.retryDelays = [0.05]
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let other = try await test.webhook(url: receiver.url + "/other")
        _ = try await test.fire()
        _ = await receiver.next(2)
        let reply = try await test.client.call("DELETE", "\(test.webhooks)/\(webhook)")
        #expect(reply.status < 300)
        // The retry of the other one comes; the deleted one's was due at the same time.
        _ = await receiver.next(3)
        try await test.update(other, #"{"url":"\#(receiver.url)/other","active":false}"#)
        await test.sandbox.idle()
        #expect(receiver.requests.map(\.path).sorted() == ["/", "/other", "/other"])
      }
    }
  }
}
