/// Lengths of time as people write them: `250ms`, `15s`, `5m`, `2h`, `1d`.
enum Duration {
  private static let units: [(sign: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// - Parameter option: named where the text is no time.
  static func seconds(_ text: String, option: String) throws -> Double {
    let unit = units.first { text.hasSuffix($0.sign) }
    let number = unit.map { String(text.dropLast($0.sign.count)) } ?? text
    guard let value = Double(number), value >= 0, value.isFinite else {
      throw Failure.usage("\(option) \(text) is no length of time; write 250ms, 15s, 5m, 2h or 1d")
    }
    return value * (unit?.seconds ?? 1)
  }
}
