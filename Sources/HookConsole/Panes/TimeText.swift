import Foundation
import HookModel

/// Times for people, in their zone. A time of day that was not said is not shown.
struct TimeText {
  let zone: TimeZone
  /// Seconds since 1970.
  let now: Double

  private struct Parts {
    let year, month, day, hour, minute, second: Int
  }

  private func parts(_ seconds: Double) -> Parts {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let date = Date(timeIntervalSince1970: seconds)
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second],
      from: date
    )
    return Parts(
      year: parts.year ?? 0,
      month: parts.month ?? 1,
      day: parts.day ?? 1,
      hour: parts.hour ?? 0,
      minute: parts.minute ?? 0,
      second: parts.second ?? 0
    )
  }

  /// A date stays the date that was said: no zone moves it.
  private func parts(_ time: Timestamp) -> Parts {
    if time.hasOffset { return parts(time.seconds) }
    return TimeText(zone: .gmt, now: now).parts(time.seconds)
  }

  /// In eight columns: `12:01:03` today, `21 Nov` earlier, `Nov 2024` in another year.
  func short(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let (then, today) = (parts(time), parts(now))
    if then.year != today.year { return "\(Self.months[then.month - 1]) \(then.year)" }
    guard time.hasTime, then.month == today.month, then.day == today.day else { return day(then) }
    return clock(then)
  }

  /// In twelve columns: `12:01:03` today, `21 Nov 12:01` earlier, `2024-11-21` in another year.
  func medium(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let (then, today) = (parts(time), parts(now))
    if then.year != today.year { return date(then) }
    if then.month == today.month, then.day == today.day {
      return time.hasTime ? clock(then) : day(then)
    }
    return time.hasTime ? "\(day(then)) \(two(then.hour)):\(two(then.minute))" : day(then)
  }

  /// All that is known: `2024-11-21 12:01:03`.
  func full(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let then = parts(time)
    return time.hasTime ? "\(date(then)) \(clock(then))" : date(then)
  }

  /// `11:58` today, `21 Nov` earlier.
  func point(_ time: Timestamp?) -> String {
    guard let time else { return "" }
    let text = short(time)
    return text.contains(":") ? String(text.prefix(5)) : text
  }

  private func clock(_ parts: Parts) -> String {
    "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
  }

  private func day(_ parts: Parts) -> String {
    "\(two(parts.day)) \(Self.months[parts.month - 1])"
  }

  private func date(_ parts: Parts) -> String {
    let year = String(parts.year)
    let zeros = String(repeating: "0", count: max(0, 4 - year.count))
    return "\(zeros)\(year)-\(two(parts.month))-\(two(parts.day))"
  }

  private func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
