import Foundation
import HookModel

/// Points in time as people write them: how long ago, or when.
enum Moment {
  /// Reads `2h` (two hours ago), `2026-01-31`, `2026-01-31T08:30` and times with an offset. What
  /// names no offset is meant in the zone of whoever wrote it.
  /// - Parameter now: seconds since 1970.
  /// - Returns: seconds since 1970.
  static func seconds(
    _ text: String,
    option: String,
    now: Double,
    zone: TimeZone = .current
  ) throws -> Double {
    if let ago = Duration.seconds(text), text.last?.isNumber == false { return now - ago }
    guard let time = Timestamp(text) else {
      throw Failure.usage(
        "\(option) \(text) is no time; write 15m, 2h, 1d, 2026-01-31 or 2026-01-31T08:30"
      )
    }
    return time.hasOffset ? time.seconds : local(time.seconds, zone)
  }

  /// The clock of a zone showed this when it was how late?
  private static func local(_ seconds: Double, _ zone: TimeZone) -> Double {
    // The offset at that time is what is wanted, and it depends on the answer by at most a step.
    let guess = seconds - offset(at: seconds, zone)
    return seconds - offset(at: guess, zone)
  }

  private static func offset(at seconds: Double, _ zone: TimeZone) -> Double {
    Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }
}
