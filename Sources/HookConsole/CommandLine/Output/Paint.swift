import ConsoleCore
import Foundation

/// Colours of the output for people. They say what the text says, never more.
struct Paint: Sendable {
  let isOn: Bool

  static let none = Paint(isOn: false)

  /// Colours only on a terminal that has them, and where nobody declined them (no-color.org).
  static func standardOutput(_ environment: [String: String]) -> Paint {
    let isDeclined = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    return Paint(isOn: isatty(STDOUT_FILENO) == 1 && !isDeclined && !isDumb)
  }

  static var standardOutput: Paint { standardOutput(ProcessInfo.processInfo.environment) }

  /// - Parameter text: already harmless.
  func text(_ text: String, _ role: Role) -> String {
    guard isOn, role != .plain, !text.isEmpty else { return text }
    let ink = Theme.dark.ink(role)
    var codes: [String] = []
    if ink.bold { codes.append("1") }
    if ink.dim { codes.append("2") }
    if ink.basic >= 0 { codes.append(String(30 + ink.basic)) }
    return codes.isEmpty ? text : "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }
}
