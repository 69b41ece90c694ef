/// Why a text is not a signing secret. The description never repeats the text.
package struct SecretError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  init(_ fault: String) {
    description = "the signing secret \(fault)"
  }
}
