import Foundation
import Testing
@testable import HookCapture
@testable import HookModel
@testable import HookSandbox
@testable import HookServer

/// What is acknowledged outlives the process.
@Suite(.timeLimit(.minutes(1))) struct RecoveryTests {
  /// Copies the data file and its log while the sandbox runs: what a `kill -9` would leave.
  private func snapshot(_ path: String) throws -> String {
    let copy = path + ".copy"
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
    }
    return copy
  }

  @Test("after an unclean end everything acknowledged is delivered")
  func afterAnUncleanEndEverythingAcknowledgedIsDelivered() async throws {
    try await withTemporaryFile { path in
      var copy = ""
      var ids: [String] = []
      var key = ""
      let port: UInt16
      let endpoint = try Receiver.start(
        {
          var configuration = ReceiverConfiguration()
          configuration.delay = 3600
          return configuration
        }()
      )
      port = endpoint.port
      try await TestSandbox.run {
        $0.storage = .file(path)
      } test: { test in
        let webhook = try await test.webhook(url: endpoint.url)
        for number in 0..<20 { ids += try await test.fire(data: "\(number)") }
        // One is under way and nineteen wait.
        while try await test.delivery(ids[0], of: webhook).status != "Processing" {}
        copy = try snapshot(path)
        key = test.sandbox.apiKey
        await endpoint.stop()
      }
      // The same place responds again, and at once.
      try await withReceiver {
        $0.port = port
      } test: { receiver in
        try await TestSandbox.run {
          $0.storage = .file(copy)
        } test: { test in
          #expect(test.sandbox.apiKey == key)
          let requests = await receiver.next(20)
          await test.sandbox.idle()
          #expect(requests.map { $0.header("webhook-id") } == ids)
          #expect(
            requests.map { String(decoding: $0.body, as: UTF8.self) }
              == (0..<20).map { "[\($0)]" }
          )
          // The one that was under way had been tried once more than those that waited.
          let attempts = requests.map { Int($0.header("Webhook-Attempt") ?? "") ?? 0 }
          #expect(attempts[0] == attempts[1] + 1)
          let list = try await test.client.call("GET", test.webhooks).array
          let webhook = try #require(list.first?["id"] as? String)
          for id in ids {
            let delivery = try await test.delivery(id, of: webhook)
            #expect(delivery.status == "Sent")
          }
        }
      }
    }
  }

  @Test("a retry that waits is made by the next process")
  func aRetryThatWaitsIsMadeByTheNextProcess() async throws {
    try await withTemporaryFile { path in
      try await withReceiver([500, 200]) { receiver in
        var ids: [String] = []
        var webhook = ""
        try await TestSandbox.run {
          $0.storage = .file(path)
          $0.retryDelays = [3600]
        } test: { test in
          webhook = try await test.webhook(url: receiver.url)
          ids = try await test.fire()
          await test.sandbox.idle()
          #expect(try await test.delivery(ids[0], of: webhook).status == "Queued")
        }
        // Its time comes while no process runs.
        let database = try Database(path: path)
        try database.run("UPDATE deliveries SET due = 1 WHERE due > 1")
        #expect(database.changes == 1)
        database.close()
        try await TestSandbox.run {
          $0.storage = .file(path)
        } test: { test in
          let delivery = try await test.settled(ids[0], of: webhook)
          #expect(delivery == .init(status: "Sent", code: 200, attempts: 2, message: "OK"))
        }
      }
    }
  }

  @Test("a clean stop puts what is under way back") func aCleanStopPutsWhatIsUnderWayBack()
    async throws
  {
    try await withTemporaryFile { path in
      try await withReceiver {
        $0.delay = 3600
      } test: { receiver in
        var configuration = SandboxConfiguration()
        configuration.storage = .file(path)
        configuration.grace = 0
        let sandbox = try Sandbox.start(configuration)
        let test = TestSandbox(
          sandbox: sandbox,
          client: Client(url: sandbox.url, apiKey: sandbox.apiKey)
        )
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        while try await test.delivery(ids[0], of: webhook).status != "Processing" {}
        await sandbox.stop()
        // A clean end leaves one file and no log beside it.
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        let database = try Database(path: path)
        let states = try database.rows("SELECT state FROM deliveries") { $0.int(0) }
        #expect(states == [DeliveryState.queued.rawValue])
        database.close()
      }
    }
  }

  @Test("webhooks employers and the key are kept") func webhooksEmployersAndTheKeyAreKept()
    async throws
  {
    try await withTemporaryFile { path in
      var first: [Client.Reply] = []
      for _ in 0..<2 {
        try await TestSandbox.run {
          $0.storage = .file(path)
        } test: { test in
          if first.isEmpty { _ = try await test.webhook(url: "http://127.0.0.1:1/") }
          let seen = [
            try await test.client.call("GET", "/employers"),
            try await test.client.call("GET", test.webhooks),
          ]
          #expect(seen.allSatisfy { $0.status == 200 && !$0.array.isEmpty })
          if !first.isEmpty { #expect(seen.map(\.body) == first.map(\.body)) }
          first = seen
        }
      }
    }
  }

  @Test("a key that is given is not written down") func aKeyThatIsGivenIsNotWrittenDown()
    async throws
  {
    try await withTemporaryFile { path in
      try await TestSandbox.run {
        $0.storage = .file(path)
        $0.apiKey = "a-key-of-ones-own"
      } test: { test in
        #expect(test.sandbox.apiKey == "a-key-of-ones-own")
        let reply = try await test.client.call("GET", "/employers")
        #expect(reply.status == 200)
      }
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.range(of: Data("a-key-of-ones-own".utf8)) == nil)
    }
  }

  @Test("what cannot be written now is written later") func whatCannotBeWrittenNowIsWrittenLater()
    async throws
  {
    try await TestSandbox.run { test in
      let store = test.sandbox.store
      let webhook = try await test.webhook(url: "http://127.0.0.1:1/")
      // Stands for a disk that is full between the event and its delivery.
      let blocked = try HTTPDaemon(port: 0) { _ in
        try? await store.change { try $0.execute("ALTER TABLE deliveries RENAME TO hidden") }
        return HTTPResponse(status: 200)
      }
      _ = try await test.client.call(
        "PUT",
        "\(test.webhooks)/\(webhook)",
        #"{"url":"http://127.0.0.1:\#(blocked.port)/"}"#
      )
      let ids = try await test.fire()
      await test.sandbox.idle()
      let refused = try await test.client.call("POST", test.events, #"{"webhookEvent":0}"#)
      #expect(refused.status == 503)
      #expect(refused.message.hasPrefix("the data file: no such table"))
      try await store.change { try $0.execute("ALTER TABLE hidden RENAME TO deliveries") }
      let delivery = try await test.settled(ids[0], of: webhook)
      #expect(delivery == .init(status: "Sent", code: 200, attempts: 1, message: "OK"))
      await blocked.stop()
    }
  }
}
