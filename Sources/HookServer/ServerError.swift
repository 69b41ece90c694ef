/// Why a server or its data file cannot be used. The description names the thing.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String
  /// Whether what was asked for is wrong, rather than something about the machine.
  public let isOfConfiguration: Bool

  public init(_ description: String, isOfConfiguration: Bool = false) {
    self.description = description
    self.isOfConfiguration = isOfConfiguration
  }
}
