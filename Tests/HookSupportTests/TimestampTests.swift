import Testing
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct TimestampTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let seconds: Double
    var hasTime = true
    var hasOffset = true
    var testDescription: String { text }
  }

  @Test(
    "is read",
    arguments: [
      Case(text: "1970-01-01", seconds: 0, hasTime: false, hasOffset: false),
      Case(text: "2024-11-21", seconds: 1_732_147_200, hasTime: false, hasOffset: false),
      Case(text: "2024-02-29", seconds: 1_709_164_800, hasTime: false, hasOffset: false),
      Case(text: "0001-01-01", seconds: -62_135_596_800, hasTime: false, hasOffset: false),
      Case(text: "2024-11-21T08:30:00", seconds: 1_732_177_800, hasOffset: false),
      Case(text: "2024-11-21 08:30:00", seconds: 1_732_177_800, hasOffset: false),
      Case(text: "2024-11-21T08:30", seconds: 1_732_177_800, hasOffset: false),
      Case(text: "2024-11-21T08:30:00Z", seconds: 1_732_177_800),
      Case(text: "2024-11-21t08:30:00z", seconds: 1_732_177_800),
      Case(text: "2024-11-21T08:30:00.5Z", seconds: 1_732_177_800.5),
      Case(text: "2024-11-21T08:30:00,25Z", seconds: 1_732_177_800.25),
      Case(text: "2024-11-21T08:30:00.1234567", seconds: 1_732_177_800.1234567, hasOffset: false),
      Case(text: "2024-11-21T08:30:00.1234567Z", seconds: 1_732_177_800.1234567),
      Case(text: "2024-11-21T08:30:00.123456789012345678Z", seconds: 1_732_177_800.123456789),
      Case(text: "2024-11-21T08:30:00+01:00", seconds: 1_732_174_200),
      Case(text: "2024-11-21T08:30:00-0530", seconds: 1_732_197_600),
      Case(text: "2024-11-21T08:30:00+01", seconds: 1_732_174_200),
      Case(text: "2024-12-31T23:59:60Z", seconds: 1_735_689_600),
    ]
  )
  func isRead(_ wanted: Case) throws {
    let time = try #require(Timestamp(wanted.text))
    #expect(time.seconds == wanted.seconds)
    #expect(time.hasTime == wanted.hasTime)
    #expect(time.hasOffset == wanted.hasOffset)
  }

  @Test(
    "is not read",
    arguments: [
      "", "2024", "2024-11", "2024-1-2", "24-11-21", "2024-13-01", "2024-00-10", "2024-02-30",
      "2023-02-29",
      "1900-02-29", "0000-01-01", "2024-11-21T", "2024-11-21T8:30", "2024-11-21T24:00:00",
      "2024-11-21T08:60:00", "2024-11-21T08:30:61", "2024-11-21T08:30:00.", "2024-11-21T08:30:00Zx",
      "2024-11-21T08:30:00+1", "2024-11-21T08:30:00+25:00", "2024-11-21T08:30:00+01:60", "today",
      "21/11/2024", "2024-11-21x", "２０２４-11-21", "-2024-11-21",
    ]
  )
  func isNotRead(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("is ordered by time") func isOrderedByTime() throws {
    let date = try #require(Timestamp("2024-11-21"))
    let time = try #require(Timestamp("2024-11-21T00:00:01"))
    let offset = try #require(Timestamp("2024-11-21T00:00:01+00:01"))
    #expect(offset < date && date < time)
    // Same moment, said otherwise.
    #expect(Timestamp("2024-11-21T01:00:00+01:00") == Timestamp("2024-11-21T00:00:00Z"))
    #expect(Timestamp("2024-11-21") != Timestamp("2024-11-21T00:00:00Z"))
  }
}
