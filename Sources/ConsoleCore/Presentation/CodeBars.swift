import HookModel

/// Bars of text.
enum CodeBars {
  /// `2xx ████████████ 92%  5xx ██ 8%  1 pending`: each class that there is, its bar as long as its part
  /// of those that are not pending.
  static func classes(_ tally: CodeTally, columns: Int) -> [(String, Style)] {
    let present = CodeClass.allCases.filter { $0 != .pending && tally.count(of: $0) > 0 }
    let waiting = tally.count(of: .pending)
    let finished = Double(max(1, tally.total - waiting))
    let parts = present.map { Double(tally.count(of: $0)) / finished }
    let pending = waiting == 0 ? "" : "\(waiting) pending"
    let columns = columns - (pending.isEmpty ? 0 : pending.count + 2)
    // What stands beside the bars: the class, the part and blanks.
    let beside = zip(present, parts).map { name($0).count + PercentText.of($1).count + 4 }
    // Each bar but one may take a column more than its part.
    let space = max(0, columns - beside.reduce(0, +) - (present.count - 1))
    let hasBars = space >= present.count * 3
    let classes = zip(present, parts).flatMap { kind, part -> [(String, Style)] in
      let style = Style(role: CodeText.role(kind))
      return [
        ("\(name(kind)) ", hasBars ? .plain : style),
        (hasBars ? bar(part, columns: space) + " " : "", style),
        ("\(PercentText.of(part))  ", Style(role: .plain)),
      ]
    }
    return pending.isEmpty ? classes : classes + [(pending, Style(role: .pending))]
  }

  private static func name(_ kind: CodeClass) -> String {
    kind == .none ? CodeText.noResponse : kind.rawValue
  }

  /// A bar in eighths of a column, never empty.
  static func bar(_ part: Double, columns: Int) -> String {
    let eighths = max(1, Int((part * Double(columns) * 8).rounded()))
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest > 0 ? parts[rest - 1] : "")
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}

/// Deliveries a minute, one column each, the newest at the right.
enum Sparkline {
  static func pieces(
    _ minutes: [Int: CodeTally.Minute],
    endingAt last: Int,
    columns: Int
  ) -> [(String, Style)] {
    guard columns > 0 else { return [] }
    let window = (last - columns + 1)...last
    let most = max(1, window.map { minutes[$0]?.total ?? 0 }.max() ?? 1)
    return window.map { minute in
      guard let here = minutes[minute], here.total > 0 else { return ("▁", Style(role: .faint)) }
      let level = max(1, here.total * (levels.count - 1) / most)
      return (levels[level], Style(role: role(here)))
    }
  }

  /// Of a minute in which most was delivered the failures are not what it shows.
  private static func role(_ minute: CodeTally.Minute) -> Role {
    if minute.failed == 0 { return .success }
    return minute.failed * 2 > minute.total ? .serverError : .clientError
  }

  private static let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}

/// Parts of a whole.
enum PercentText {
  static func of(_ part: Double) -> String {
    let hundredths = (part * 100).rounded()
    // Neither all nor nothing is claimed where it is only nearly so.
    if hundredths == 100, part < 1 { return ">99%" }
    if hundredths == 0, part > 0 { return "<1%" }
    return "\(Int(hundredths))%"
  }
}
