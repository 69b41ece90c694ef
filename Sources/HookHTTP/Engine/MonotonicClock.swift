import Glibc

/// The time that only goes forward, in seconds since some moment.
enum MonotonicClock {
  static var now: Double { seconds(CLOCK_MONOTONIC) }

  /// The time of day, in seconds since 1970.
  static var wallClock: Double { seconds(CLOCK_REALTIME) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
