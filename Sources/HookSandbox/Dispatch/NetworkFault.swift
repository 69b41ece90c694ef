import Foundation
import FoundationNetworking

/// Why no response came, for people.
enum NetworkFault {
  private static let texts: [URLError.Code: String] = [
    .cannotConnectToHost: "connection refused",
    .cannotFindHost: "name not found",
    .dnsLookupFailed: "name not found",
    .networkConnectionLost: "the connection was cut",
    .timedOut: "timed out",
    .cancelled: "cancelled",
    .badServerResponse: "no HTTP answer",
    // What libcurl says of an answer that does not begin like HTTP.
    .unsupportedURL: "no HTTP answer",
    .badURL: "the URL cannot be used",
  ]

  static func text(of error: (any Error)?) -> String {
    guard let error = error as? URLError else { return "no response" }
    if let text = texts[error.code] { return text }
    // On Linux trouble with TLS has no code of its own, only libcurl's words.
    let words = error.localizedDescription
    let isTLS = ["SSL", "TLS", "certificate"].contains { words.contains($0) }
    guard isTLS else { return "no response: \(words)" }
    return "TLS: \(shortened(words))"
  }

  /// Without what only OpenSSL's authors need: `OpenSSL/3: error:0A00010B:SSL routines::wrong
  /// version number` says `wrong version number`.
  static func shortened(_ words: String) -> String {
    let last = words.range(of: "::", options: .backwards).map { words[$0.upperBound...] }
    let text = last ?? words[...]
    let prefix = "SSL certificate problem: "
    return String(text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text)
  }
}
