import Foundation

/// Times for programs (RFC 3339), from milliseconds since 1970.
package enum Moment {
  package static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  /// Such as `2026-11-24T01:53:07.250Z`.
  package static func text(_ milliseconds: Int64) -> String {
    let (days, rest) = milliseconds.flooredQuotient(86_400_000)
    let date = CivilDate(days: days)
    let seconds = rest / 1000
    return "\(date.text)T\(pad(seconds / 3600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60))"
      + ".\(pad(rest % 1000, 3))Z"
  }

  /// The same of seconds since 1970.
  package static func text(seconds: Double) -> String {
    text(Int64((seconds * 1000).rounded()))
  }

  fileprivate static func pad(_ number: Int64, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// A day of the calendar, reckoned without the machine's time zone or locale.
package struct CivilDate: Sendable, Equatable {
  package var year: Int64
  package var month: Int64
  package var day: Int64

  package init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days since 1 January 1970. The year is taken to begin in March, so that the leap day is its
  /// last and the lengths of the months follow one formula.
  package init(days: Int64) {
    let (era, dayOfEra) = (days + 719_468).flooredQuotient(146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1 January 1970.
  package var days: Int64 {
    let shifted = month > 2 ? month - 3 : month + 9
    let (era, yearOfEra) = (month > 2 ? year : year - 1).flooredQuotient(400)
    let dayOfYear = (153 * shifted + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Such as `2026-11-24`.
  package var text: String {
    "\(Moment.pad(year, 4))-\(Moment.pad(month))-\(Moment.pad(day))"
  }
}

extension Int64 {
  /// Division that rounds down also below zero, and what is left.
  fileprivate func flooredQuotient(_ divisor: Int64) -> (Int64, Int64) {
    let quotient = (self >= 0 ? self : self - divisor + 1) / divisor
    return (quotient, self - quotient * divisor)
  }
}
