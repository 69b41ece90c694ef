/// Lengths of time as numbers of milliseconds, exact to a microsecond.
package enum Milliseconds {
  /// - Parameter seconds: what is not a length of time counts as 0.
  /// - Returns: a number as JSON writes it: `0.312`, `15`.
  package static func text(seconds: Double) -> String {
    text(microseconds: microseconds(seconds: seconds))
  }

  package static func text(microseconds: Int) -> String {
    let digits = String(microseconds % 1000)
    var fraction = String(repeating: "0", count: 3 - digits.count) + digits
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(microseconds / 1000)" + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// Whole microseconds of a length of time in seconds; 0 if it is negative or not finite.
  package static func microseconds(seconds: Double) -> Int {
    Int(exactly: (seconds * 1e6).rounded()).map { max(0, $0) } ?? 0
  }
}
