/// Why a text is not a signing secret. The description never repeats the text.
public struct SecretError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  init(_ fault: String) {
    description = "the signing secret \(fault)"
  }
}
