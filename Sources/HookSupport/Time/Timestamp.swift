import Foundation

/// A time as a server wrote it: a date alone, a local time, or a time with an offset.
///
/// What was not said is not made up: a date has no time of day, and a time without an offset is taken
/// as UTC only to put it in an order.
public struct Timestamp: Sendable, Comparable, Hashable {
  /// Seconds since 1970, UTC where the text names no offset.
  public let seconds: Double
  /// Whether the text names a time of day.
  public let hasTime: Bool
  /// Whether the text names `Z` or an offset.
  public let hasOffset: Bool

  /// - Parameter seconds: since 1970, UTC.
  public init(seconds: Double) {
    self.init(seconds: seconds, hasTime: true, hasOffset: true)
  }

  package init(seconds: Double, hasTime: Bool, hasOffset: Bool) {
    self.seconds = seconds
    self.hasTime = hasTime
    self.hasOffset = hasOffset
  }

  /// Reads `2024-11-21`, `2024-11-21T08:30:00`, with `Z`, an offset and any number of fractional
  /// digits (RFC 3339, and the forms near it that are met on the wire). Nil for anything else.
  public init?(_ text: String) {
    var scanner = Scanner(text)
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2),
      scanner.take("-"), let day = scanner.number(2),
      let days = Self.days(year: year, month: month, day: day)
    else { return nil }
    let midnight = Double(days) * 86_400
    if scanner.isAtEnd {
      (seconds, hasTime, hasOffset) = (midnight, false, false)
      return
    }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2),
      hour < 24, minute < 60
    else { return nil }
    var second = 0.0
    if scanner.take(":") {
      guard let whole = scanner.number(2), whole <= 60 else { return nil }
      second = Double(whole)
      if scanner.take(".") || scanner.take(",") {
        guard let fraction = scanner.fraction() else { return nil }
        second += fraction
      }
    }
    let time = midnight + Double(hour * 3600 + minute * 60) + second
    guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    hasTime = true
    hasOffset = offset.isKnown
    seconds = time - Double(offset.seconds)
  }

  /// By time alone: a date counts as its first second.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }

  /// The days from 1970-01-01 to a date of the Gregorian calendar; `nil` if there is no such date.
  private static func days(year: Int, month: Int, day: Int) -> Int? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
      return nil
    }
    return Int(CivilDate(year: Int64(year), month: Int64(month), day: Int64(day)).days)
  }

  /// Reads the parts of a time.
  private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
      rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
      guard let first = rest.first, UInt32(first) == sign.value else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// A number of so many digits.
    mutating func number(_ digits: Int) -> Int? {
      var value = 0
      for _ in 0..<digits {
        guard let byte = rest.popFirst(), (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }

    mutating func fraction() -> Double? {
      var digits = 0.0
      var scale = 1.0
      var count = 0
      while let byte = rest.first, (0x30...0x39).contains(byte) {
        // A double has no space for more than fifteen digits.
        if count < 15 {
          digits = digits * 10 + Double(byte - 0x30)
          scale *= 10
        }
        count += 1
        rest = rest.dropFirst()
      }
      return count > 0 ? digits / scale : nil
    }

    /// `Z`, `+01:00`, `+0100`, `+01` or nothing.
    mutating func offset() -> (seconds: Int, isKnown: Bool)? {
      if isAtEnd { return (0, false) }
      if take("Z") || take("z") { return (0, true) }
      let sign = take("+") ? 1 : take("-") ? -1 : 0
      guard sign != 0, let hours = number(2), hours < 24 else { return nil }
      if isAtEnd { return (sign * hours * 3600, true) }
      _ = take(":")
      guard let minutes = number(2), minutes < 60 else { return nil }
      return (sign * (hours * 3600 + minutes * 60), true)
    }
  }
}
