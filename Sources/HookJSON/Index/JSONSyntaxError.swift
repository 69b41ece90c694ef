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

  /// Position and reason as a person reads them.
  public var description: String {
    "line \(line), column \(column) (byte \(byte)): \(reason)"
  }

  package init(_ reason: String, at byte: Int, in text: JSONText) {
    self.byte = byte
    self.reason = reason
    (line, column) = text.position(of: byte)
  }
}
