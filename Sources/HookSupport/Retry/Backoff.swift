/// How long to wait before trying again: twice as long after each failure, up to a maximum, and spread
/// so that callers that failed together do not return together.
package struct Backoff: Sendable, Equatable {
  /// Seconds after the first failure.
  package var first: Double
  /// Seconds; no pause is longer but for the spread.
  package var maximum: Double
  /// The part of a pause by which it may be shorter or longer: 0.25 is a quarter.
  package var spread: Double

  package init(first: Double, maximum: Double, spread: Double = 0.25) {
    self.first = first
    self.maximum = maximum
    self.spread = spread
  }

  /// - Parameters:
  ///   - failures: those so far, one at least.
  ///   - chance: 0 to 1, drawn at random.
  /// - Returns: seconds.
  package func pause(after failures: Int, chance: Double) -> Double {
    let doubled = first * Double(1 << min(max(0, failures - 1), 20))
    return Self.spread(min(doubled, maximum), by: spread, chance: chance)
  }

  /// - Returns: the seconds, shorter or longer by up to a part of them.
  package static func spread(_ seconds: Double, by part: Double, chance: Double) -> Double {
    seconds * (1 - part + 2 * part * chance)
  }
}
