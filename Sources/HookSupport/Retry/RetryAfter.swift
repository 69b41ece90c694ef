import CCurl
import Foundation

/// The `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date in one of the three forms of 5.6.7.
package enum RetryAfter {
  /// - Parameters:
  ///   - value: the header's value.
  ///   - now: seconds since 1970.
  /// - Returns: seconds from now, 0 for a date that has passed; `nil` if the value is neither.
  package static func seconds(_ value: String, now: Double) -> Double? {
    let value = value.trimmingBlanks
    guard let first = value.utf8.first else { return nil }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      let isNumber = value.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
      return isNumber ? Double(value).flatMap { $0.isFinite ? $0 : nil } : nil
    }
    return HTTPDate.seconds(value).map { max(0, $0 - now) }
  }
}

/// A date as HTTP headers carry it (RFC 9110, 5.6.7).
package enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, whatever the locale.
  /// - Parameter seconds: since 1970.
  package static func text(seconds: Double) -> String {
    var now = time_t(seconds)
    var parts = tm()
    gmtime_r(&now, &parts)
    func digits(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(digits).joined(separator: ":")
    return "\(days[Int(parts.tm_wday)]), \(digits(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
      + "\(parts.tm_year + 1900) \(clock) GMT"
  }

  /// - Returns: seconds since 1970; `nil` if the text is not such a date.
  package static func seconds(_ text: String) -> Double? {
    // Each form begins with the day of the week; libcurl's reader takes much more than the three.
    guard days.contains(text.prefix(3).capitalized), text.utf8.count < 64 else { return nil }
    let time = curl_getdate(text, nil)
    return time < 0 ? nil : Double(time)
  }
}
