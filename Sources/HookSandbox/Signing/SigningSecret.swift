import Foundation

/// A secret of the Standard Webhooks specification: `whsec_` and 24 to 64 bytes in base64.
struct SigningSecret: Sendable, Equatable {
  /// Seconds by which a timestamp may be off.
  static let tolerance: Int64 = 300

  private let key: [UInt8]

  /// Throws without repeating the text, which is a secret even where it is wrong.
  init(_ text: String) throws {
    let prefix = "whsec_"
    let encoded = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    guard let key = Data(base64Encoded: encoded), (24...64).contains(key.count) else {
      throw SandboxError(
        "the signing secret is not of the form whsec_ and 24 to 64 bytes in base64",
        isOfConfiguration: true
      )
    }
    self.key = Array(key)
  }

  /// The value of the header `webhook-signature`.
  func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
    "v1,"
      + Data(HMAC.code(Array("\(id).\(timestamp).".utf8) + body, key: key)).base64EncodedString()
  }

  /// Why a request is not to be believed; nil where it is well signed.
  func objection(to request: HTTPRequest, now: Int64) -> String? {
    guard let id = request.header("webhook-id"),
      let time = request.header("webhook-timestamp"),
      let signatures = request.header("webhook-signature")
    else { return "not signed" }
    guard let timestamp = Int64(time),
      (now - Self.tolerance...now + Self.tolerance).contains(timestamp)
    else {
      return "the timestamp is too far off"
    }
    let right = signature(id: id, timestamp: timestamp, body: request.body)
    let isGiven = signatures.split(separator: " ").contains {
      ConstantTime.equal(Array($0.utf8), Array(right.utf8))
    }
    return isGiven ? nil : "the signature is wrong"
  }
}

/// Comparison of secrets.
enum ConstantTime {
  /// Takes the same time wherever the two differ.
  static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
