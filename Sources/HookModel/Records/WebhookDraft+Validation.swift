import Foundation

extension WebhookDraft {
  /// The most characters the API takes for a URL.
  public static let longestURL = 300

  /// What is wrong with the URL, as a sentence; `nil` if nothing is. The API wants it absolute and
  /// of 1 to 300 characters.
  public var urlProblem: String? {
    if url.isEmpty { return "the URL is empty" }
    if url.contains(where: \.isWhitespace) { return "the URL must not contain spaces" }
    if url.count > Self.longestURL {
      return "the URL has \(url.count) characters, more than \(Self.longestURL)"
    }
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https"
    else { return "the URL must begin with https:// or http://" }
    guard let host = parts.host, !host.isEmpty else { return "the URL has no host" }
    if let port = parts.port, !(1...65_535).contains(port) { return "\(port) is not a port" }
    return nil
  }

  /// The host of the URL where it is neither this machine, nor an address, nor a name with a domain:
  /// most likely cut short. `nil` otherwise.
  public var hostWithoutDomain: String? {
    guard let host = URLComponents(string: url)?.host, !host.contains("."), !host.contains(":"),
      !host.isEmpty, !ServerAddress.isLoopback(host)
    else { return nil }
    return host
  }
}
