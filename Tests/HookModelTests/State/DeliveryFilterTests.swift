import Foundation
import Testing
@testable import HookJSON
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct DeliveryFilterTests {
  private static let now = 1_732_147_200.0

  private func filter(_ line: String) throws -> DeliveryFilter {
    try DeliveryFilter(line, now: Self.now, zone: .gmt)
  }

  @Test("a line is taken apart") func aLineIsTakenApart() throws {
    let filter = try filter(
      #"code:5xx,410 event:Payrun_Finalised since:1h zoë "Month 8" status:failed"#
    )
    #expect(filter.codes == [.codes(.serverError), .code(410)])
    #expect(filter.events == ["Payrun_Finalised"])
    #expect(filter.since?.moment == Self.now - 3600)
    #expect(filter.words == [TextNeedle("zoë"), TextNeedle("Month 8")])
    #expect(filter.statuses == ["failed"])
    #expect(filter.active == nil && filter.until == nil)
    #expect(!filter.isEmpty)
    #expect(try HookModel.DeliveryFilter("  ", now: 0, zone: .gmt).isEmpty)
  }

  @Test(
    "times are read in each form",
    arguments: [
      ("since:30s", -30), ("since:5m", -300), ("SINCE:2d", -172_800), ("since:1w", -604_800),
      ("since:1.5h", -5400), ("since:500ms", -0.5),
      ("since:0s", 0), ("since:2024-11-21", 0), ("since:2024-11-21T01:00", 3600),
      ("since:2024-11-21T01:00:00+01:00", 0),
    ]
  )
  func timesAreReadInEachForm(_ line: String, _ offset: Double) throws {
    #expect(try filter(line).since?.moment == Self.now + offset)
  }

  @Test(
    "the bad part is named",
    arguments: [
      ("code:6xx zoë", "code:6xx", "410, 5xx"), ("code:", "code:", "410"),
      ("a code:41", "code:41", "410"),
      ("code:410,", "", ""), ("since:yesterday", "since:yesterday", "15m"),
      ("until:h", "until:h", "1.5h"),
      ("active:maybe", "active:maybe", "yes or no"), ("colour:red", "colour:red", "not one of"),
      (#"a "b c"#, #""b c"#, "closing quote"), ("event:", "event:", "name of an event"),
      ("since:-1h", "since:-1h", "1.5h"),
    ]
  )
  func theBadPartIsNamed(_ line: String, _ part: String, _ words: String) throws {
    guard !part.isEmpty else {
      #expect(try filter(line).codes == [.code(410)])
      return
    }
    let problem = try #require(#expect(throws: DeliveryFilter.Problem.self) { try filter(line) })
    #expect(problem.part == part)
    #expect(problem.description.contains(words))
  }

  @Test(
    "a word may hold a colon",
    arguments: [
      (#""code:5xx""#, "code:5xx"), ("https://x.example", "https://x.example"), ("12:30", "12:30"),
      (#"a"b c"d"#, "ab cd"), (":x", ":x"), (#""colour:red""#, "colour:red"),
    ]
  )
  func aWordMayHoldAColon(_ line: String, _ word: String) throws {
    #expect(try filter(line).words == [TextNeedle(word)])
  }

  private static let delivery = Delivery(
    id: RecordID("a1b2c3d4-0000-4000-8000-00000000abcd"),
    name: "Zoë Ellis",
    url: "https://crm.example/h",
    attempts: 2,
    statusCode: 503,
    taskStatus: .failed,
    statusMessage: "Service Unavailable",
    created: Timestamp(seconds: now - 60)
  )

  @Test(
    "looks at a delivery",
    arguments: [
      ("", true), ("zoë", true), ("ZOË", true), ("zoe", true), ("ellis", true), ("Ellis", true),
      ("eLLIS", true),
      ("crm.example", true), ("unavailable", true), ("00000000abcd", true), ("ZOËX", false),
      ("zoë ellis", true), ("zoë bob", false), (#""zoë ellis""#, true), (#""ellis zoë""#, false),
      ("code:503", true), ("code:5xx", true), ("code:500", false), ("code:410,5xx", true),
      ("code:none", false), ("code:pending", false), ("status:Failed", true),
      ("status:failed", true),
      ("status:sent", false), ("status:sent,failed", true), ("since:1m", true),
      ("since:59s", false),
      ("until:1m", false), ("until:59s", true), ("since:2m until:30s code:5xx zoë", true),
      ("since:2m until:30s code:4xx zoë", false),
    ]
  )
  func looksAtADelivery(_ line: String, _ fits: Bool) throws {
    #expect(try filter(line).fits(Self.delivery) == fits)
  }

  @Test("what has no answer is pending or none") func whatHasNoAnswerIsPendingOrNone() throws {
    var delivery = Delivery(id: RecordID("d"), taskStatus: .processing)
    #expect(try filter("code:pending").fits(delivery) && !filter("code:none").fits(delivery))
    delivery.taskStatus = .failed
    #expect(try !filter("code:pending").fits(delivery) && filter("code:none").fits(delivery))
    #expect(try !filter("since:1w").fits(delivery) && !filter("until:0s").fits(delivery))
  }

  @Test(
    "looks at a webhook",
    arguments: [
      ("event:Payrun_Finalised", true), ("event:payrun", true), ("event:payrunfinalised", true),
      (#"event:"Payrun Finalised""#, true), ("event:employee", false),
      ("event:employee,payrun", true),
      ("active:yes", true), ("active:no", false), ("event:payrun active:false", false),
      ("zoë", true),
    ]
  )
  func looksAtAWebhook(_ line: String, _ fits: Bool) throws {
    let event = WebhookEvent(name: "Payrun_Finalised")
    #expect(try filter(line).fits(event: event, active: true) == fits)
  }

  @Test("an unknown webhook fits nothing that is asked")
  func anUnknownWebhookFitsNothingThatIsAsked() throws {
    #expect(try !filter("event:payrun").fits(event: nil, active: nil))
    #expect(try !filter("active:no").fits(event: nil, active: nil))
    #expect(try filter("code:5xx").fits(event: nil, active: nil))
  }

  /// What the filter of the console takes, it takes in the zone that the screen shows.
  @Test("the filter knows the zone") func theFilterKnowsTheZone() throws {
    let zone = try #require(TimeZone(identifier: "Europe/London"))
    let filter = try DeliveryFilter(
      "since:2026-10-25T01:15 until:2026-10-25T01:30",
      now: 0,
      zone: zone
    )
    #expect(filter.since?.moment == Timestamp("2026-10-25T00:15Z")?.seconds)
    #expect(filter.until?.moment == Timestamp("2026-10-25T01:30Z")?.seconds)
  }

  /// Times are compared as they are shown: one without an offset by the clock, a date by its day.
  @Test(
    "bounds are those of the screen",
    arguments: [
      ("2026-07-01T12:30", true), ("2026-07-01T13:30", false), ("2026-07-01T12:30Z", false),
      ("2026-07-01T13:30+01:00", false), ("2026-07-01T11:59Z", true), ("2026-07-01", false),
      ("2026-06-30", true),
    ] as [(String, Bool)]
  )
  func boundsAreThoseOfTheScreen(_ text: String, _ isBefore: Bool) throws {
    let zone = try #require(TimeZone(identifier: "Europe/London"))
    let filter = try DeliveryFilter("since:2026-07-01T13:00", now: 0, zone: zone)
    let delivery = Delivery(id: RecordID("a"), created: Timestamp(text))
    #expect(filter.fits(delivery) != isBefore)
  }
}
