import Foundation

/// The `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date.
enum RetryAfter {
  /// - Parameter now: seconds since 1970.
  /// - Returns: seconds from now, none below zero; nil where the value is neither.
  static func seconds(_ value: String, now: Double) -> Double? {
    let value = value.trimmingCharacters(in: .whitespaces)
    if value.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let seconds = Double(value) {
      return seconds
    }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    // The three forms of RFC 9110, 5.6.7.
    for format in [
      "EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy",
    ] {
      formatter.dateFormat = format
      if let date = formatter.date(from: value) {
        return max(0, date.timeIntervalSince1970 - now)
      }
    }
    return nil
  }
}
