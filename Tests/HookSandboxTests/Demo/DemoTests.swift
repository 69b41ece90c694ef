import Foundation
import Testing
@testable import HookJSON
@testable import HookSandbox
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct DemoTests {
  @Test("the same seed draws the same activity") func theSameSeedDrawsTheSameActivity() {
    func draw(_ seed: UInt64) -> [String] {
      var activity = DemoActivity(seed: seed)
      return (0..<40).map { _ in
        let next = activity.next()
        return "\(next.employer) \(next.event) \(String(decoding: next.data.bytes, as: UTF8.self))"
      }
    }
    #expect(draw(1) == draw(1))
    #expect(draw(1) != draw(2))
  }

  @Test("what is drawn is JSON with a name for every event")
  func whatIsDrawnIsJSONWithANameForEveryEvent() throws {
    var activity = DemoActivity(seed: 3)
    for event in HookEvent.allCases {
      for _ in 0..<20 {
        let data = try JSONNode(activity.data(of: event).bytes)
        #expect(DeliveryName.make(event, data).count > event.title.count + 3)
      }
    }
  }

  @Test("the numbers are split mix") func theNumbersAreSplitMix() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.uuid().uuidString.contains("-4"))
  }

  @Test("a newcomer sees every kind of delivery") func aNewcomerSeesEveryKindOfDelivery()
    async throws
  {
    try await TestSandbox.run {
      $0.demo = true
      $0.demoInterval = 0.01
      $0.retryDelays = [0.01, 0.01]
    } test: { test in
      #expect(test.sandbox.receiver?.hasPrefix("http://127.0.0.1:") == true)
      let list = try await test.client.call("GET", test.webhooks).array
      #expect(list.count >= 6)
      // The webhook of finished jobs turns inactive by itself.
      let jobs = try #require(list.first { $0["name"] as? String == "Job Completed" })
      let id = try #require(jobs["id"] as? String)
      while try await test.isActive(id) == true { await Task.yield() }
      let last = try await test.client.call("GET", "\(test.webhooks)/\(id)")
      #expect((last.object["lastPayload"] as? [String: Any])?["statusCode"] as? Int == 410)
      // Each kind of answer is there, and one that is still at work.
      var wanted: Set<String> = [
        "200 Sent", "500 Failed", "0 Failed", "410 Failed", "0 Processing",
      ]
      while !wanted.isEmpty {
        for item in list {
          let path = try #require(item["url"] as? String)
          for delivery in try await test.client.call("GET", path + "/payloads").array {
            let metadata = try #require(delivery["metadata"] as? [String: Any])
            wanted.remove("\(metadata["statusCode"] ?? "") \(metadata["taskStatus"] ?? "")")
          }
        }
      }
    }
  }

  @Test("it begins with a days history in the order of time")
  func itBeginsWithADaysHistoryInTheOrderOfTime() async throws {
    try await TestSandbox.run {
      $0.demo = true
      $0.demoInterval = 3600
    } test: { test in
      let store = test.sandbox.store
      let times = try await store.read { database in
        try database.rows("SELECT created FROM deliveries ORDER BY id") { $0.int(0) }
      }
      #expect(times.count >= 30)
      #expect(times == times.sorted())
      #expect(try #require(times.last) - (try #require(times.first)) > 12 * 3_600_000)
      #expect(try #require(times.last) < Moment.now)
      let counts = try await store.read { database in
        try database.rows(
          "SELECT count - (SELECT count(*) FROM deliveries d WHERE d.webhook = w.id)"
            + " FROM webhooks w"
        ) { $0.int(0) }
      }
      #expect(counts.allSatisfy { $0 == 0 })
    }
  }

  @Test("in a file it goes on where it was") func inAFileItGoesOnWhereItWas() async throws {
    try await withTemporaryFile { path in
      var seen: [[String]] = []
      for _ in 0..<2 {
        try await TestSandbox.run {
          $0.storage = .file(path)
          $0.demo = true
          $0.demoInterval = 3600
        } test: { test in
          let list = try await test.client.call("GET", test.webhooks).array
          seen.append(list.compactMap { $0["id"] as? String })
          let urls = list.compactMap { ($0["metadata"] as? [String: Any])?["url"] as? String }
          let receiver = try #require(test.sandbox.receiver)
          #expect(urls.filter { $0.hasPrefix(receiver) }.count == list.count - 1)
        }
      }
      #expect(seen[0] == seen[1])
    }
  }
}
