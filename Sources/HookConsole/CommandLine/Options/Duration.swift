/// Lengths of time as people write them: `250ms`, `15s`, `5m`, `2h`, `1d`.
enum Duration {
  private static let units: [(sign: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// The longest that is taken: a hundred years, so that no sum with it leaves the calendar.
  private static let longest = 3_155_760_000.0

  /// - Parameter option: named where the text is no time.
  static func seconds(_ text: String, option: String) throws -> Double {
    guard let seconds = seconds(text) else {
      throw Failure.usage("\(option) \(text) is no length of time; write 250ms, 15s, 5m, 2h or 1d")
    }
    return seconds
  }

  /// Nil for what is no length of time. A number alone counts seconds.
  static func seconds(_ text: String) -> Double? {
    let unit = units.first { text.hasSuffix($0.sign) }
    let number = unit.map { String(text.dropLast($0.sign.count)) } ?? text
    guard let first = number.utf8.first, first == 0x2E || (0x30...0x39).contains(first),
      let value = Double(number), value.isFinite
    else { return nil }
    let seconds = value * (unit?.seconds ?? 1)
    return seconds <= longest ? seconds : nil
  }
}
