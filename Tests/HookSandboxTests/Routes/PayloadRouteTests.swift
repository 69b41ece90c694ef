import Foundation
import Testing
@testable import HookJSON
@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct PayloadRouteTests {
  @Test("one delivery is shown with its payload as it was sent")
  func oneDeliveryIsShownWithItsPayloadAsItWasSent() async throws {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url + "/x")
        let data = #"{"firstName":"Zoë","lastName":"Ellis","gross":1234.50,"a":{},"a":[1e400]}"#
        let ids = try await test.fire(data: data)
        await test.sandbox.idle()
        let reply = try await test.client.call(
          "GET",
          "\(test.webhooks)/\(webhook)/payloads/\(ids[0])"
        )
        #expect(reply.status == 200)
        // Compared as text: a reader of JSON would lose digits and repeated names.
        #expect(reply.text.hasSuffix(#","payload":[\#(data)]}"#))
        #expect(reply.text.hasPrefix(#"{"id":"\#(ids[0])","name":"Employee Created · Zoë Ellis","#))
        #expect(reply.text.contains(#""url":"\#(receiver.url)/x","attempts":1,"statusCode":200,"#))
        #expect(reply.text.contains(#""taskStatus":"Sent","statusMessage":"OK","created":"20"#))
      }
    }
  }

  @Test("the list is newest first and comes in pages") func theListIsNewestFirstAndComesInPages()
    async throws
  {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        let path = "\(test.webhooks)/\(webhook)/payloads"
        var ids: [String] = []
        for _ in 0..<7 { ids += try await test.fire() }
        await test.sandbox.idle()
        let newest = Array(ids.reversed())
        func page(_ query: String) async throws -> [String] {
          try await test.client.call("GET", path + query).array.compactMap { $0["id"] as? String }
        }
        #expect(try await page("") == newest)
        #expect(try await page("?pageNum=0&pageSize=3") == Array(newest[0..<3]))
        #expect(try await page("?pageNum=1&pageSize=3") == Array(newest[3..<6]))
        #expect(try await page("?pageNum=2&pageSize=3") == Array(newest[6...]))
        #expect(try await page("?pageNum=3&pageSize=3") == [])
        #expect(try await page("?pageNum=1") == [])
        #expect(try await page("?pageSize=2147483647") == newest)
        #expect(try await page("?PageNum=2147483647&pagesize=1000") == [])
      }
    }
  }

  @Test("an item tells how the delivery went") func anItemTellsHowTheDeliveryWent() async throws {
    try await withReceiver([404]) { receiver in
      try await TestSandbox.run {
        $0.retryDelays = []
      } test: { test in
        let webhook = try await test.webhook("JobCompleted", url: receiver.url)
        let ids = try await test.fire("JobCompleted")
        await test.sandbox.idle()
        let path = "\(test.webhooks)/\(webhook)/payloads"
        let item = try #require(try await test.client.call("GET", path).array.first)
        #expect(item["id"] as? String == ids[0])
        #expect(item["name"] as? String == "Job Completed · Full Payment Submission, Month 8")
        #expect(item["url"] as? String == "\(path)/\(ids[0])")
        let metadata = try #require(item["metadata"] as? [String: Any])
        #expect(metadata["attempts"] as? Int == 1)
        #expect(metadata["statusCode"] as? Int == 404)
        #expect(metadata["taskStatus"] as? String == "Failed")
        #expect(metadata["statusMessage"] as? String == "Not Found")
        #expect(metadata["url"] as? String == receiver.url)
        let created = try #require(metadata["created"] as? String)
        #expect(created.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
      }
    }
  }

  @Test("a webhook shows its newest delivery and counts")
  func aWebhookShowsItsNewestDeliveryAndCounts() async throws {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        for number in 1...3 { try await test.fire(data: "\(number)") }
        await test.sandbox.idle()
        let record = try await test.client.call("GET", "\(test.webhooks)/\(webhook)").object
        #expect(record["eventCount"] as? Int == 3)
        let last = try #require(record["lastPayload"] as? [String: Any])
        #expect(last["payload"] as? [Int] == [3])
        #expect(last["statusCode"] as? Int == 200)
      }
    }
  }

  @Test("a delivery is seen at work") func aDeliveryIsSeenAtWork() async throws {
    try await withReceiver {
      $0.delay = 3600
    } test: { receiver in
      try await TestSandbox.run { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        while try await test.delivery(ids[0], of: webhook).status != "Processing" {}
        let waiting = try await test.fire()
        #expect(try await test.delivery(waiting[0], of: webhook).status == "Queued")
        #expect(try await test.delivery(waiting[0], of: webhook).attempts == 0)
      }
    }
  }

  @Test(
    "the name is taken from the payload",
    arguments: [
      (
        #"{"personalDetails":{"firstName":"Zoë","lastName":"Ellis"}}"#,
        "Employee Created · Zoë Ellis"
      ),
      (#"[{"employee":{"name":"Søren"}}]"#, "Employee Created · Søren"),
      (#"{"payPeriod":"Monthly","period":8,"state":"Open"}"#, "Employee Created · Month 8"),
      (#"{"payPeriod":"Other","period":8}"#, "Employee Created · Other 8"),
      (#"{"state":"Approved"}"#, "Employee Created · Approved"),
      (#"{"name":"a\nb\u001b"}"#, "Employee Created · a b"),
      (#"{"name":""}"#, "Employee Created"),
      (#"{"name":7}"#, "Employee Created"),
      ("[]", "Employee Created"),
      ("null", "Employee Created"),
    ]
  )
  func theNameIsTakenFromThePayload(data: String, name: String) throws {
    let view = try JSONNode(Array(data.utf8))
    #expect(DeliveryName.make(.employeeCreated, view) == name)
  }
}
