import Testing
@testable import HookJSON
@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct SamplesTests {
  /// What each event's sample has to tell, by the names of the API's schemas.
  static let members: [(event: HookEvent, members: [String])] = [
    (.employeeCreated, ["id", "personalDetails", "employmentDetails", "payOptions", "status"]),
    (.employeeUpdated, ["id", "personalDetails", "employmentDetails", "payOptions", "status"]),
    (.employeeDeleted, ["id", "personalDetails", "employmentDetails", "payOptions", "status"]),
    (
      .payrunFinalised,
      ["taxYear", "payPeriod", "period", "totals", "state", "isClosed", "entries"]
    ),
    (.payrunStateChanged, ["state", "reason", "reasonText", "employeeUniqueIds"]),
    (.pensionCreated, ["id", "employee", "pensionScheme", "workerGroup", "startDate"]),
    (.pensionUpdated, ["id", "employee", "pensionScheme", "workerGroup", "startDate"]),
    (.pensionDeleted, ["id", "employee", "pensionScheme", "workerGroup", "endDate"]),
    (.jobCompleted, ["id", "employerId", "name", "type", "status", "result"]),
  ]

  @Test("a sample looks like the real thing", arguments: members)
  func aSampleLooksLikeTheRealThing(event: HookEvent, members: [String]) throws {
    let sample = try JSONNode(Samples.bytes(of: event))
    #expect(Set(members).isSubset(of: sample.members.keys))
  }

  @Test("every event has a sample") func everyEventHasASample() {
    #expect(Set(Self.members.map(\.event)) == Set(HookEvent.allCases))
  }

  @Test("amounts keep their pence") func amountsKeepTheirPence() throws {
    let run = try JSONNode(Samples.bytes(of: .payrunFinalised))
    let gross = try #require(run["totals"]?["gross"])
    #expect(String(decoding: gross.bytes, as: UTF8.self) == "39641.50")
    #expect(Money(pence: 5).text == "0.05")
    #expect(Money(pence: 123_450).text == "1234.50")
  }

  @Test(
    "a tax month has its days",
    arguments: [
      (1, "2026-04-01", "2026-04-30"), (8, "2026-11-01", "2026-11-30"),
      (9, "2026-12-01", "2026-12-31"), (10, "2027-01-01", "2027-01-31"),
      (11, "2027-02-01", "2027-02-28"), (12, "2027-03-01", "2027-03-31"),
    ]
  )
  func aTaxMonthHasItsDays(month: Int, start: String, end: String) throws {
    let run = PayRunPayload.finalised(PayRunPayload.Run(month: month))
    let view = try JSONNode(run.bytes)
    #expect(view["startDate"]?.string == start)
    #expect(view["endDate"]?.string == end)
  }

  @Test("the sample is served and sent alike") func theSampleIsServedAndSentAlike() async throws {
    try await withReceiver { receiver in
      try await TestSandbox.run { test in
        for event in HookEvent.allCases {
          _ = try await test.webhook(event.name, url: receiver.url)
          let reply = try await test.client.call("GET", "\(test.webhooks)/samples/\(event.name)")
          #expect(reply.status == 200)
          #expect(Array(reply.body) == Samples.bytes(of: event))
          let byIndex = try await test.client.call(
            "GET",
            "\(test.webhooks)/samples/\(event.rawValue)"
          )
          #expect(byIndex.body == reply.body)
          try await test.fire(event.name)
          await test.sandbox.idle()
          #expect(receiver.requests.last?.body == Array("[".utf8) + reply.body + Array("]".utf8))
        }
      }
    }
  }
}
