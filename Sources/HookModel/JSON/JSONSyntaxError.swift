/// Where and why a text is not JSON (RFC 8259).
public struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Counted from zero.
  public let byte: Int
  /// Counted from one.
  public let line: Int
  /// Counted from one, in characters (Unicode scalars) of the line.
  public let column: Int
  /// What was expected or is not allowed there.
  public let reason: String

  /// Place and reason as a person reads them.
  public var description: String {
    "line \(line), column \(column) (byte \(byte)): \(reason)"
  }

  init(_ reason: String, at byte: Int, in text: JSONText) {
    self.byte = byte
    self.reason = reason
    var line = 1
    var column = 1
    for place in 0..<min(byte, text.count) {
      let value = text.base[place]
      if value == 0x0A {
        line += 1
        column = 1
      } else if value & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }
}
