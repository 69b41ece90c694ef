/// Why a server or its data file cannot be used. The description names the thing.
package struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String
  /// Whether what was asked for is wrong, rather than something about the machine.
  package let isOfConfiguration: Bool

  package init(_ description: String, isOfConfiguration: Bool = false) {
    self.description = description
    self.isOfConfiguration = isOfConfiguration
  }
}
