import Foundation

/// Times as people write them, the same in every option and in the filter: `90s`, `1.5h` and `1w` are
/// lengths of time or how long ago; `08:30` is the last time when clocks showed that; `2026-01-31`,
/// `2026-01-31T08:30` and times with an offset are points in time.
public enum TimeExpression {
  /// What can be written for a point in time.
  public static let form = "15m, 1.5h, 2d, 1w, 08:30, 2026-01-31 or 2026-01-31T08:30"

  private static let units: [(sign: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800),
  ]

  /// A hundred years, so that no sum with it leaves the calendar.
  private static let maximum = 3_155_760_000.0

  /// The seconds of a length of time; a number alone counts seconds. `nil` for anything else.
  public static func length(_ text: String) -> Double? {
    let unit = units.first { text.hasSuffix($0.sign) }
    let number = unit.map { String(text.dropLast($0.sign.count)) } ?? text
    guard number.utf8.contains(where: { $0 != 0x2E }),
      number.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }),
      let value = Double(number)
    else { return nil }
    let seconds = value * (unit?.seconds ?? 1)
    return seconds <= maximum ? seconds : nil
  }

  /// Which of two moments a local time means where clocks are put back and show it twice.
  public enum Occurrence: Sendable {
    case first, last
  }

  /// A point in time in seconds since 1970; `nil` if the text is not one.
  /// - Parameters:
  ///   - now: seconds since 1970, from where lengths of time count back.
  ///   - zone: that of times without an offset.
  public static func point(
    _ text: String,
    now: Double,
    zone: TimeZone,
    _ occurrence: Occurrence
  ) -> Double? {
    if text.last?.isNumber == false, let ago = length(text) { return now - ago }
    if let time = lastTime(text, now: now, zone: zone, occurrence) { return time }
    guard let time = Timestamp(text) else { return nil }
    guard !time.hasOffset else { return time.seconds }
    let moments = zone.moments(showing: time.seconds)
    return occurrence == .first ? moments.first : moments.last
  }

  /// The last moment at which clocks showed `08:30` or `08:30:15`; `nil` for any other text.
  private static func lastTime(
    _ text: String,
    now: Double,
    zone: TimeZone,
    _ occurrence: Occurrence
  ) -> Double? {
    guard [5, 8].contains(text.utf8.count), let time = Timestamp("1970-01-01T\(text)"),
      !time.hasOffset, time.seconds < 86_400
    else { return nil }
    let today = ((now + zone.offset(at: now)) / 86_400).rounded(.down) * 86_400
    for day in [today, today - 86_400] {
      let past = zone.moments(showing: day + time.seconds).filter { $0 <= now }
      if let moment = occurrence == .first ? past.first : past.last { return moment }
    }
    return nil
  }
}

extension TimeZone {
  /// In seconds. No zone is further from UTC; within this clocks change once at most.
  private static let furthest = 93_600.0

  /// The moments at which clocks show a local time: two where clocks are put back, otherwise one. For a
  /// time that is left out where clocks are put forward, the moment at which that happens.
  /// - Parameter local: in seconds since 1970 on the clocks of the zone.
  /// - Returns: seconds since 1970, ascending.
  public func moments(showing local: Double) -> [Double] {
    let offsets = [offset(at: local - Self.furthest), offset(at: local + Self.furthest)]
    let moments = Set(offsets.map { local - $0 }).sorted()
    let fitting = moments.filter { $0 + offset(at: $0) == local }
    guard fitting.isEmpty, var low = moments.first, var high = moments.last else { return fitting }
    let before = offset(at: low)
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if offset(at: middle) == before { low = middle } else { high = middle }
    }
    return [high.rounded(.down)]
  }

  /// Whether clocks show the same time at another moment, too.
  public func isRepeated(_ seconds: Double) -> Bool {
    let local = seconds + offset(at: seconds)
    // Mostly clocks do not change about that time.
    if offset(at: local - Self.furthest) == offset(at: local + Self.furthest) { return false }
    return moments(showing: local).count > 1
  }

  /// Seconds ahead of UTC.
  public func offset(at seconds: Double) -> Double {
    Double(secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }
}
