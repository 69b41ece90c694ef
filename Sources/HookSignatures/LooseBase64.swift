import Foundation

/// Base64 as people write it: also URL-safe (RFC 4648, section 5) and without its padding, which the
/// Standard Webhooks specification does not allow.
struct LooseBase64: Sendable {
  let bytes: [UInt8]
  /// What is wrong with it and what to write instead; `nil` if nothing is.
  let fault: String?

  /// `nil` if it is not base64 of any kind.
  init?(_ text: String) {
    var standard = text.replacing("-", with: "+").replacing("_", with: "/")
    let isURLSafe = standard != text
    let missing = (4 - standard.count % 4) % 4
    if missing < 3 { standard += String(repeating: "=", count: missing) }
    guard let data = Data(base64Encoded: standard) else { return nil }
    bytes = Array(data)
    let padding = String(repeating: "=", count: missing)
    let faults = [
      isURLSafe ? "is URL-safe base64; write + for - and / for _" : nil,
      missing > 0 ? "lacks its padding; write \(padding) at its end" : nil,
    ]
    let found = faults.compactMap { $0 }.joined(separator: ", and ")
    fault = found.isEmpty ? nil : found
  }
}
