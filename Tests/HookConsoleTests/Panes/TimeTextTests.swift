import Foundation
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct TimeTextTests {
  /// `now` is noon of a day in London; each time is shown in four widths.
  @Test(
    "widths",
    arguments: [
      ("2026-07-01T10:01:03Z", ["11:01:03", "11:01:03", "2026-07-01 11:01:03", "11:01"]),
      ("2026-06-30T10:01:03Z", ["30 Jun", "30 Jun 11:01", "2026-06-30 11:01:03", "30 Jun"]),
      ("2025-06-30T10:01:03Z", ["Jun 2025", "2025-06-30", "2025-06-30 11:01:03", "Jun 2025"]),
      ("2026-06-30", ["30 Jun", "30 Jun", "2026-06-30", "30 Jun"]),
    ] as [(String, [String])]
  )
  func widths(_ text: String, _ wanted: [String]) throws {
    #expect(try shown(text, now: "2026-07-01T11:00Z") == wanted)
  }

  @Test(
    "an hour that is shown twice has its offset",
    arguments: [
      (
        "2026-10-25T00:30:03Z",
        ["01:30+01", "01:30:03 +01", "2026-10-25 01:30:03 +01:00", "01:30+01"]
      ),
      (
        "2026-10-25T01:30:03Z",
        ["01:30+00", "01:30:03 +00", "2026-10-25 01:30:03 +00:00", "01:30+00"]
      ),
      ("2026-10-25T02:00:00Z", ["02:00:00", "02:00:00", "2026-10-25 02:00:00", "02:00"]),
    ] as [(String, [String])]
  )
  func repeatedHour(_ text: String, _ wanted: [String]) throws {
    #expect(try shown(text, now: "2026-10-25T11:00Z") == wanted)
    let later = try shown(text, now: "2026-10-26T11:00Z")
    #expect(later[1].contains("+") == wanted[1].contains("+"))
    #expect(later[1].count == 12)
  }

  private func shown(_ text: String, now: String) throws -> [String] {
    let zone = try #require(TimeZone(identifier: "Europe/London"))
    let times = TimeText(zone: zone, now: try #require(Timestamp(now)).seconds)
    let time = Timestamp(text)
    return [times.short(time), times.medium(time), times.full(time), times.point(time)]
  }
}
