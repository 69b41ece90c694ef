import Foundation
import HookSupport

/// Times for people, in their zone. A time of day that was not said is not shown; the offset is, where
/// clocks are put back and show the same time twice.
package struct TimeText {
  package let zone: TimeZone
  /// Seconds since 1970.
  package let now: Double
  private let today: Parts

  package init(zone: TimeZone, now: Double) {
    self.zone = zone
    self.now = now
    today = Self.parts(now, zone)
  }

  private struct Parts {
    let year, month, day, hour, minute, second: Int
    /// `+01:00`, where the time alone could be another moment; otherwise empty.
    let offset: String

    /// `+01`.
    var shortOffset: Substring { offset.prefix(3) }
  }

  private static func parts(_ seconds: Double, _ zone: TimeZone) -> Parts {
    let local = (seconds + zone.offset(at: seconds)).rounded(.down)
    let days = (local / 86_400).rounded(.down)
    // What no calendar has is shown as the end of ours.
    let date = CivilDate(days: Int64(min(max(days, -1e9), 1e9)))
    let clock = Int(min(max(local - days * 86_400, 0), 86_399))
    return Parts(
      year: Int(date.year),
      month: Int(date.month),
      day: Int(date.day),
      hour: clock / 3600,
      minute: clock / 60 % 60,
      second: clock % 60,
      offset: zone.isRepeated(seconds.rounded(.down)) ? offset(at: seconds, zone) : ""
    )
  }

  private static func offset(at seconds: Double, _ zone: TimeZone) -> String {
    let minutes = Int(zone.offset(at: seconds)) / 60
    let digits = "\(Self.two(abs(minutes) / 60)):\(Self.two(abs(minutes) % 60))"
    return (minutes < 0 ? "-" : "+") + digits
  }

  /// A date stays the date that was said: no zone moves it.
  private func parts(_ time: Timestamp) -> Parts {
    Self.parts(time.seconds, time.hasOffset ? zone : .gmt)
  }

  /// In eight columns: `12:01:03` or `01:30+01` today, `21 Nov` earlier, `Nov 2024` in another year.
  package func short(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let then = parts(time)
    if then.year != today.year { return "\(Self.months[then.month - 1]) \(then.year)" }
    guard time.hasTime, then.month == today.month, then.day == today.day else { return day(then) }
    return then.offset.isEmpty ? clock(then) : minute(then) + then.shortOffset
  }

  /// In twelve columns: `12:01:03` or `01:30:03 +01` today, `21 Nov 12:01` or `25Oct01:30+1` earlier,
  /// `2024-11-21` in another year.
  func medium(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let then = parts(time)
    if then.year != today.year { return date(then) }
    guard time.hasTime else { return day(then) }
    if then.month == today.month, then.day == today.day { return exact(then, then.shortOffset) }
    guard !then.offset.isEmpty else { return "\(day(then)) \(minute(then))" }
    let sign = then.offset.prefix(1)
    return day(then).filter { $0 != " " } + minute(then) + sign
      + String(Int(then.shortOffset.dropFirst()) ?? 0)
  }

  /// All that is known: `2024-11-21 12:01:03`, `2026-10-25 01:30:00 +01:00`.
  package func full(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let then = parts(time)
    return time.hasTime ? "\(date(then)) \(exact(then, then.offset[...]))" : date(then)
  }

  /// `11:58` today, `21 Nov` earlier.
  package func point(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let text = short(time)
    return text.contains(":") && !text.contains("+") && !text.contains("-")
      ? String(text.prefix(5)) : text
  }

  /// In a sentence: `at 11:58` today, `on 21 Nov` earlier.
  package func when(_ time: Timestamp?) -> String {
    let text = point(time)
    return text.isEmpty ? "" : "\(text.contains(":") ? "at" : "on") \(text)"
  }

  private func minute(_ parts: Parts) -> String {
    "\(Self.two(parts.hour)):\(Self.two(parts.minute))"
  }

  private func exact(_ parts: Parts, _ offset: Substring) -> String {
    clock(parts) + (offset.isEmpty ? "" : " \(offset)")
  }

  private func clock(_ parts: Parts) -> String {
    "\(minute(parts)):\(Self.two(parts.second))"
  }

  private func day(_ parts: Parts) -> String {
    "\(Self.two(parts.day)) \(Self.months[parts.month - 1])"
  }

  private func date(_ parts: Parts) -> String {
    let year = String(parts.year)
    let zeros = String(repeating: "0", count: max(0, 4 - year.count))
    return "\(zeros)\(year)-\(Self.two(parts.month))-\(Self.two(parts.day))"
  }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
