import HookSupport

/// Options that take a length of time: `250ms`, `15s`, `5m`, `1.5h`, `1d`.
enum TimeLength {
  /// - Parameter option: named if the text is not a length of time.
  static func seconds(_ text: String, option: String) throws -> Double {
    guard let seconds = TimeExpression.length(text) else {
      throw Failure.usage(
        "\(option) \(text) is not a length of time; try: 250ms, 15s, 5m, 1.5h or 1d"
      )
    }
    return seconds
  }
}
