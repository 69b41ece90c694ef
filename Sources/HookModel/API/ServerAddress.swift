import Foundation

/// Where an API is: the part of the URL before its paths, and whether a key may be sent there.
public struct ServerAddress: Sendable, Equatable, CustomStringConvertible {
  /// Where the paths of the API begin; without user, query and fragment.
  public let url: URL

  /// Staffology's API.
  public static let standard = "https://api.staffology.co.uk"

  /// - Throws: `APIError` with a sentence that names what is wrong with the address.
  public init(_ text: String) throws(APIError) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard var parts = URLComponents(string: trimmed), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.url != nil
    else {
      throw APIError(
        .address("\(trimmed) is no address of a server; it should look like \(Self.standard)")
      )
    }
    guard parts.user == nil, parts.password == nil else {
      throw APIError(
        .address("an address must not hold a user or a key; give the key by itself")
      )
    }
    guard scheme == "https" || Self.isLoopback(host) else {
      throw APIError(
        .address("a key is not sent over http:// to \(host); use https:// there")
      )
    }
    parts.query = nil
    parts.fragment = nil
    guard let url = parts.url else { throw APIError(.address("\(trimmed) is no address")) }
    self.url = url
  }

  /// Host and port, for people.
  public var description: String {
    let host = url.host ?? ""
    let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    return name + (url.port.map { ":\($0)" } ?? "")
  }

  /// True of names and addresses that never leave the machine (RFC 6761, RFC 1122, RFC 4291).
  public static func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in
        part.allSatisfy { ("0"..."9").contains($0) } && UInt8(part) != nil
      }
  }
}
