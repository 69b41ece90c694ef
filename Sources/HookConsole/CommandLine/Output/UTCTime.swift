import Foundation

/// Times for programs: `2026-01-31T08:30:00.250Z` (RFC 3339).
enum UTCTime {
  /// - Parameter seconds: since 1970.
  static func text(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second],
      from: date
    )
    let day = [digits(parts.year, 4), digits(parts.month, 2), digits(parts.day, 2)]
    let time = [digits(parts.hour, 2), digits(parts.minute, 2), digits(parts.second, 2)]
    let fraction = digits(milliseconds % 1000, 3)
    return "\(day.joined(separator: "-"))T\(time.joined(separator: ":")).\(fraction)Z"
  }

  private static func digits(_ number: Int?, _ width: Int) -> String {
    let text = String(number ?? 0)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
