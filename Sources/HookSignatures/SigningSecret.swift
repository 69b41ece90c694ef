import Foundation

/// A secret of the Standard Webhooks specification: `whsec_` and 24 to 64 bytes in base64.
package struct SigningSecret: Sendable, Equatable {
  /// Seconds by which a timestamp may be off.
  package static let tolerance: Int64 = 300

  private let key: [UInt8]

  /// Throws without repeating the text, which is a secret even where it is wrong.
  package init(_ text: String) throws(SecretError) {
    guard !text.hasPrefix("v1,") else {
      throw SecretError(
        "begins with v1, as a signature does; leave out v1, so that it begins with whsec_"
      )
    }
    let encoded = text.hasPrefix(Self.prefix) ? String(text.dropFirst(Self.prefix.count)) : text
    let base64 = LooseBase64(encoded)
    guard let base64, (24...64).contains(base64.bytes.count) else {
      throw SecretError("must be whsec_ and then 24 to 64 bytes in base64")
    }
    if let fault = base64.fault { throw SecretError(fault) }
    key = base64.bytes
  }

  private static let prefix = "whsec_"

  /// The value of the header `webhook-signature`.
  package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
    "v1," + Data(code(id: id, timestamp: timestamp, body: body)).base64EncodedString()
  }

  private func code(id: String, timestamp: Int64, body: [UInt8]) -> [UInt8] {
    HMAC.code(Array("\(id).\(timestamp).".utf8) + body, key: key)
  }

  /// What is wrong with the signature of a request; `nil` if nothing is.
  /// - Parameters:
  ///   - body: as it was received, byte for byte.
  ///   - now: seconds since 1970.
  ///   - header: the values of the header lines with a name, in any case.
  package func objection(
    to body: [UInt8],
    now: Int64,
    header: (_ name: String) -> [String]
  ) -> String? {
    // A sender may send several, in one line or in several.
    let signatures = header("webhook-signature")
    guard let id = header("webhook-id").first,
      let time = header("webhook-timestamp").first, !signatures.isEmpty
    else { return "not signed" }
    guard let timestamp = Int64(time),
      (now - Self.tolerance...now + Self.tolerance).contains(timestamp)
    else {
      return "the timestamp is too far off"
    }
    let right = code(id: id, timestamp: timestamp, body: body)
    let faults = signatures.flatMap { $0.split(separator: " ") }
      .map { Self.fault(of: String($0), right: right) }
    if faults.contains(nil) { return nil }
    return faults.compactMap { $0 }.first { $0 != Self.isWrong } ?? Self.isWrong
  }

  private static let isWrong = "the signature is wrong"

  /// What is wrong with one signature; `nil` if nothing is.
  private static func fault(of text: String, right: [UInt8]) -> String? {
    let hasVersion = text.hasPrefix("v1,")
    let encoded = hasVersion ? String(text.dropFirst(3)) : text
    if encoded.hasPrefix(prefix) {
      return "the signature is a secret; send v1, and the signature in base64"
    }
    guard let base64 = LooseBase64(encoded), ConstantTime.equal(base64.bytes, right) else {
      return isWrong
    }
    let version = hasVersion ? nil : "lacks v1, before it"
    let faults = [version, base64.fault].compactMap { $0 }
    return faults.isEmpty ? nil : "the signature is right but " + faults.joined(separator: ", and ")
  }
}
