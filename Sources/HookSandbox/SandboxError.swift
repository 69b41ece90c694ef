/// Why the sandbox or a receiver could not start; the text names the thing.
public struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String
  /// True where what was asked for is wrong, and not something about the machine.
  public let isOfConfiguration: Bool

  public init(_ description: String, isOfConfiguration: Bool = false) {
    self.description = description
    self.isOfConfiguration = isOfConfiguration
  }
}
