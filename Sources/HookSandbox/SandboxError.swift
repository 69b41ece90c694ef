/// Why the sandbox or a receiver could not start; the text names the thing.
public struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
