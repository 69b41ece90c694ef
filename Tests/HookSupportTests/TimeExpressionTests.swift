import Foundation
import Testing
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct TimeExpressionTests {
  @Test(
    "lengths",
    arguments: [
      ("250ms", 0.25), ("15s", 15), ("5m", 300), ("2h", 7200), ("1d", 86_400), ("1.5h", 5400),
      ("1w", 604_800), ("0.5w", 302_400), ("7", 7), ("0s", 0), (".5s", 0.5), ("", nil), ("s", nil),
      (".", nil), ("-5s", nil), ("5 s", nil), ("5x", nil), ("inf", nil), ("nan", nil),
      ("1.2.3s", nil),
      ("1e400s", nil), ("1e3s", nil), ("99999999d", nil), ("0x10s", nil), ("+5s", nil),
    ] as [(String, Double?)]
  )
  func lengths(_ text: String, _ seconds: Double?) {
    #expect(TimeExpression.length(text) == seconds)
  }

  @Test(
    "points",
    arguments: [
      ("2h", 992_800), ("1d", 913_600), ("90s", 999_910), ("1.5h", 994_600), ("1w", 395_200),
      ("1970-01-12T13:46:40Z", 1_000_000), ("1970-01-12T13:46:40+01:00", 996_400),
      // Without an offset the zone of whoever wrote it holds, here one hour ahead.
      ("1970-01-12", 11 * 86_400 - 3600), ("1970-01-12T01:00", 11 * 86_400),
      ("", nil), ("yesterday", nil), ("5", nil), ("2026-13-01", nil), ("-2h", nil),
      ("12:00", 990_000), ("12:00:30", 990_030), ("14:46:40", 1_000_000), ("14:46:41", 913_601),
      ("15:00", 914_400), ("24:00", nil), ("1:00", nil), ("12:60", nil), ("12.00", nil),
    ] as [(String, Double?)]
  )
  func points(_ text: String, _ seconds: Double?) throws {
    let zone = try #require(TimeZone(secondsFromGMT: 3600))
    for occurrence in [TimeExpression.Occurrence.first, .last] {
      #expect(TimeExpression.point(text, now: 1_000_000, zone: zone, occurrence) == seconds)
    }
  }

  /// The moments at which clocks show a time when they change.
  @Test(
    "changes of the clock",
    arguments: [
      ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
      ("Europe/London", "2026-10-25T01:00", "2026-10-25T00:00Z", "2026-10-25T01:00Z"),
      ("Europe/London", "2026-10-25T00:59:59", "2026-10-24T23:59:59Z", "2026-10-24T23:59:59Z"),
      ("Europe/London", "2026-10-25T02:00", "2026-10-25T02:00Z", "2026-10-25T02:00Z"),
      // Left out: from the moment on at which clocks are put forward.
      ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:00Z", "2026-03-29T01:00Z"),
      ("Europe/London", "2026-03-29T00:30", "2026-03-29T00:30Z", "2026-03-29T00:30Z"),
      ("Europe/London", "2026-03-29T02:30", "2026-03-29T01:30Z", "2026-03-29T01:30Z"),
      ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z", "2026-11-01T06:30Z"),
      ("America/New_York", "2026-03-08T02:15", "2026-03-08T07:00Z", "2026-03-08T07:00Z"),
      ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", "2026-04-04T15:15Z"),
      // A day that was left out.
      ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00Z", "2011-12-30T10:00Z"),
      ("Asia/Tokyo", "2026-10-25T01:30", "2026-10-24T16:30Z", "2026-10-24T16:30Z"),
    ] as [(String, String, String, String)]
  )
  func changesOfTheClock(_ name: String, _ text: String, _ first: String, _ last: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    func point(_ occurrence: TimeExpression.Occurrence) -> Timestamp? {
      TimeExpression.point(text, now: 0, zone: zone, occurrence).map { Timestamp(seconds: $0) }
    }
    #expect(point(.first)?.seconds == Timestamp(first)?.seconds)
    #expect(point(.last)?.seconds == Timestamp(last)?.seconds)
    let moment = try #require(point(.first)?.seconds)
    #expect(zone.isRepeated(moment) == (first != last))
  }
}
