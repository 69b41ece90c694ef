import ConsoleCore

/// What a terminal says of itself when it is asked: its background (OSC 11), and that all it was asked
/// before has been answered (DA1, which every terminal knows).
enum TerminalReply {
  /// Asks for both.
  static let question = "\u{1B}]11;?\u{07}\u{1B}[c"

  /// The input that a reply means; `nil` if the sequence is not a reply.
  /// - Parameter sequence: without its ESC.
  static func input(_ sequence: [UInt8]) -> Input? {
    if sequence.starts(with: Array("[?".utf8)), sequence.last == UInt8(ascii: "c") {
      return .terminalAnswered
    }
    let text = String(decoding: sequence, as: UTF8.self)
    guard text.hasPrefix("]11;"), let start = text.range(of: "rgb") else { return nil }
    // `rgb:1e1e/1e1e/2e2e`, with one to four digits each, or `rgba:` with a fourth part.
    let parts = text[start.upperBound...].drop { $0 != ":" }.dropFirst()
      .prefix { $0.isHexDigit || $0 == "/" }.split(separator: "/")
    let numbers = parts.prefix(3).compactMap { part -> Double? in
      guard part.count <= 4, let number = Int(part, radix: 16) else { return nil }
      return Double(number) / Double(1 << (4 * part.count) - 1)
    }
    guard numbers.count == 3 else { return nil }
    return .background(red: numbers[0], green: numbers[1], blue: numbers[2])
  }
}
