import Foundation
import Testing

@testable import HookSandbox

/// Every call of the contract, as it goes well.
@Suite(.timeLimit(.minutes(1))) struct WebhookRouteTests {
  @Test("a webhook is made read changed and deleted") func aWebhookIsMadeReadChangedAndDeleted()
    async throws
  {
    try await TestSandbox.run { test in
      let made = try await test.client.call(
        "POST",
        test.webhooks,
        #"{"webhookEvent":"Payrun_Finalised","url":"http://127.0.0.1:1/a"}"#
      )
      #expect(made.status == 201)
      let id = try #require(made.object["id"] as? String)
      let path = "\(test.webhooks)/\(id)"
      #expect(made.header("Location") == test.sandbox.url + path)
      #expect(made.header("Content-Type")?.hasPrefix("application/json") == true)
      #expect(made.object["webhookEvent"] as? String == "Payrun_Finalised")
      #expect(made.object["url"] as? String == "http://127.0.0.1:1/a")
      #expect(made.object["active"] as? Bool == true)
      #expect(made.object["eventCount"] as? Int == 0)
      #expect(made.object["lastPayload"] == nil)

      let read = try await test.client.call("GET", path)
      #expect(read.status == 200)
      #expect(read.body == made.body)

      let changed = try await test.client.call(
        "PUT",
        path,
        #"""
        {"id":"00000000-0000-0000-0000-000000000000","webhookEvent":"JobCompleted","active":false,
        "url":"https://example.com/ü?q=1","eventCount":99,"unknown":[1],"lastPayload":null}
        """#.replacingOccurrences(of: "ü", with: "%C3%BC")
      )
      #expect(changed.status == 200)
      #expect(changed.object["id"] as? String == id)
      #expect(changed.object["webhookEvent"] as? String == "JobCompleted")
      #expect(changed.object["url"] as? String == "https://example.com/%C3%BC?q=1")
      #expect(changed.object["active"] as? Bool == false)
      #expect(changed.object["eventCount"] as? Int == 0)

      let deleted = try await test.client.call("DELETE", path)
      #expect(deleted.status == 204)
      #expect(deleted.body.isEmpty)
      #expect(try await test.client.call("GET", path).status == 404)
      #expect(try await test.client.call("DELETE", path).status == 404)
      #expect(try await test.client.call("GET", test.webhooks).array.isEmpty)
    }
  }

  @Test("the list is of items") func theListIsOfItems() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook("Payrun_StateChanged", url: "http://127.0.0.1:1/a")
      let item = try #require(try await test.client.call("GET", test.webhooks).array.first)
      #expect(item["id"] as? String == id)
      #expect(item["name"] as? String == "Payrun State Changed")
      #expect(item["url"] as? String == "\(test.webhooks)/\(id)")
      let metadata = try #require(item["metadata"] as? [String: Any])
      #expect(metadata["webhookEvent"] as? String == "Payrun_StateChanged")
      #expect(metadata["url"] as? String == "http://127.0.0.1:1/a")
      #expect(metadata["active"] as? Bool == true)
      #expect(metadata["eventCount"] as? Int == 0)
    }
  }

  @Test("ids are taken in either letter case") func idsAreTakenInEitherLetterCase() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook(url: "http://127.0.0.1:1/")
      let path = "/employers/\(test.sandbox.employer.uppercased())/webhooks/\(id.uppercased())"
      let reply = try await test.client.call("GET", path)
      #expect(reply.status == 200)
      #expect(reply.object["id"] as? String == id)
    }
  }

  @Test("an event is taken by its name or its index", arguments: ["3", #""Payrun_Finalised""#])
  func anEventIsTakenByItsNameOrItsIndex(event: String) async throws {
    try await TestSandbox.run { test in
      let reply = try await test.client.call(
        "POST",
        test.webhooks,
        #"{"webhookEvent":\#(event),"url":"http://127.0.0.1:1/"}"#
      )
      #expect(reply.object["webhookEvent"] as? String == "Payrun_Finalised")
    }
  }

  @Test(
    "each type of the contract is taken",
    arguments: [
      "application/json", "application/json; charset=utf-8", "text/json", "APPLICATION/JSON",
      "application/json-patch+json", "application/vnd.x+json",
    ]
  )
  func eachTypeOfTheContractIsTaken(type: String) async throws {
    try await TestSandbox.run { test in
      let reply = try await test.client.call(
        "POST",
        test.webhooks,
        #"{"url":"http://127.0.0.1:1/"}"#,
        type: type
      )
      #expect(reply.status == 201)
    }
  }

  @Test("a webhook of one employer is not there for another")
  func aWebhookOfOneEmployerIsNotThereForAnother() async throws {
    try await TestSandbox.run { test in
      let id = try await test.webhook(url: "http://127.0.0.1:1/")
      let employers = try await test.client.call("GET", "/employers").array
      let other = try #require(employers.last?["id"] as? String)
      #expect(other != test.sandbox.employer)
      #expect(
        try await test.client.call("GET", "/employers/\(other)/webhooks/\(id)").status == 404
      )
      #expect(try await test.client.call("GET", "/employers/\(other)/webhooks").array.isEmpty)
    }
  }

  @Test("head is get without the body") func headIsGetWithoutTheBody() async throws {
    try await TestSandbox.run { test in
      let reply = try await test.client.call("HEAD", test.webhooks)
      #expect(reply.status == 200)
      #expect(reply.body.isEmpty)
      #expect(reply.header("Content-Length") == "2")
    }
  }

  @Test("what a deleted webhook left is removed") func whatADeletedWebhookLeftIsRemoved()
    async throws
  {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let gone = try await test.webhook(url: receiver.url)
        let stays = try await test.webhook(url: receiver.url)
        for _ in 0..<3 { try await test.fire() }
        await test.sandbox.idle()
        _ = try await test.client.call("DELETE", "\(test.webhooks)/\(gone)")
        let store = test.sandbox.store
        while try await store.read({ try !$0.rows("SELECT 1 FROM doomed") { $0.int(0) }.isEmpty }) {
        }
        let left = try await store.read { database in
          try ["deliveries", "bodies"].map { table in
            try database.row("SELECT count(*) FROM \(table)") { $0.int(0) }
          }
        }
        #expect(left == [3, 3])
        let list = try await test.client.call("GET", "\(test.webhooks)/\(stays)/payloads")
        #expect(list.array.count == 3)
      }
    }
  }
}
