import Foundation

/// A point in time from which on, or before which, deliveries are wanted.
///
/// A time without an offset is shown as it was sent, so it is compared with what clocks show at the
/// bound; a date stands for its whole day, since the time of day that it hides may be any.
public struct TimeBound: Sendable, Hashable {
  /// Seconds since 1970.
  public let moment: Double
  /// What clocks of the zone show then, as seconds since 1970.
  private let local: Double

  /// - Parameters:
  ///   - moment: seconds since 1970.
  ///   - zone: that of the clocks.
  public init(_ moment: Double, in zone: TimeZone) {
    self.moment = moment
    local = moment + zone.offset(at: moment)
  }

  /// A bound as a person wrote it; `nil` if the text is not a time.
  /// - Parameters:
  ///   - now: seconds since 1970, from where lengths of time count back.
  ///   - zone: that of times without an offset.
  public init?(
    _ text: String,
    now: Double,
    zone: TimeZone,
    _ occurrence: TimeExpression.Occurrence
  ) {
    guard let moment = TimeExpression.point(text, now: now, zone: zone, occurrence) else {
      return nil
    }
    self.init(moment, in: zone)
  }

  /// Whether all of a time lies before the bound.
  public func isAfter(_ time: Timestamp) -> Bool {
    time.seconds + (time.hasTime ? 0 : 86_400) < bound(for: time)
  }

  /// Whether a time, a date by its beginning, lies before the bound.
  public func isAfterStart(of time: Timestamp) -> Bool {
    time.seconds < bound(for: time)
  }

  private func bound(for time: Timestamp) -> Double {
    time.hasOffset ? moment : local
  }
}
