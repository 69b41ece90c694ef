/// When the next attempt of a delivery is made: a rule, not a clock.
struct RetrySchedule: Sendable {
  /// An answer may ask for a longer wait than the schedule's, but not for ever.
  static let longest: Double = 86_400

  /// Seconds to wait after the first attempt, the second, and so on; then it is given up.
  var delays: [Double]

  /// Seconds until the next attempt, nil where there is none.
  ///
  /// What the endpoint asked for counts in place of the schedule's own delay, which is spread by a
  /// tenth to either side (`jitter` in 0...1), so that what failed together does not return together.
  func delay(afterAttempt attempt: Int, retryAfter: Double?, jitter: Double) -> Double? {
    guard attempt >= 1, attempt <= delays.count else { return nil }
    if let retryAfter { return min(max(retryAfter, 0), Self.longest) }
    return delays[attempt - 1] * (0.9 + 0.2 * jitter)
  }
}

/// The `Retry-After` header: seconds, or a date.
enum RetryAfter {
  /// Seconds from `now`, a time in seconds since 1970. Nil where the text is neither.
  static func seconds(_ text: String, now: Double) -> Double? {
    let text = text.trimmed
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Double(text)
    }
    return date(text).map { max(0, $0 - now) }
  }

  private static let months: [Substring: Int64] = [
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
    "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
  ]

  /// Such as `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that is still to be sent.
  private static func date(_ text: String) -> Double? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[0].hasSuffix(","),
      let day = Int64(parts[1]), (1...31).contains(day),
      let month = months[parts[2]],
      let year = Int64(parts[3]), (1970...9999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard clock.count == 3, let hours = clock[0], (0...23).contains(hours),
      let minutes = clock[1], (0...59).contains(minutes),
      let seconds = clock[2], (0...60).contains(seconds)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).days
    return Double(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
  }
}

extension StringProtocol {
  /// Without the spaces and tabs at either end.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
