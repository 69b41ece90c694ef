import HookSupport

extension Option {
  static let timeout = TypedOption("timeout", "TIME", "how long each exchange may take (30s)") {
    let seconds = try TimeLength.seconds($0, option: "--timeout")
    guard seconds > 0 else { throw Failure.usage("--timeout must be greater than 0") }
    return seconds
  }
}

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
