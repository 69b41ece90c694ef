import Foundation

/// A secret of the Standard Webhooks specification: `whsec_` and 24 to 64 bytes in base64.
package struct SigningSecret: Sendable, Equatable {
  let key: [UInt8]
  /// As it was given.
  package let text: String

  /// A secret that somebody else made: any bytes, since not all that are in use have the length that the
  /// specification asks for.
  package init(ofAnyLength text: String) throws(SecretError) {
    try self.init(text, lengths: 1...4096)
  }

  /// Throws without repeating the text, which is a secret even where it is wrong.
  package init(_ text: String) throws(SecretError) {
    try self.init(text, lengths: 24...64)
  }

  private init(_ text: String, lengths: ClosedRange<Int>) throws(SecretError) {
    guard !text.hasPrefix("v1,") else {
      throw SecretError(
        "begins with v1, as a signature does; leave out v1, so that it begins with whsec_"
      )
    }
    let encoded = text.hasPrefix(Self.prefix) ? String(text.dropFirst(Self.prefix.count)) : text
    let base64 = LooseBase64(encoded)
    guard let base64, lengths.contains(base64.bytes.count) else {
      throw SecretError(
        "must be whsec_ and then \(lengths.upperBound > 64 ? "" : "24 to 64 bytes in ")base64"
      )
    }
    if let fault = base64.fault { throw SecretError(fault) }
    key = base64.bytes
    self.text = text
  }

  private static let prefix = "whsec_"

  /// The value of the header `webhook-signature`.
  package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
    let code = HMAC.code(Array("\(id).\(timestamp).".utf8) + body, key: key)
    return "v1,\(Data(code).base64EncodedString())"
  }
}
