import Foundation
import HookSupport

/// Where an API is: the part of the URL before its paths, and whether a key may be sent there.
public struct ServerAddress: Sendable, Equatable, CustomStringConvertible {
  /// Where the paths of the API begin; without user, query and fragment.
  package let base: HTTPURL

  /// Staffology's API.
  public static let standard = "https://api.staffology.co.uk"

  /// - Throws: `APIError` with a sentence that names what is wrong with the address.
  public init(_ text: String) throws(APIError) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let url: HTTPURL
    do throws(HTTPURLError) {
      url = try HTTPURL(String(trimmed.prefix { $0 != "?" && $0 != "#" }))
    } catch {
      throw APIError(.address("server address \"\(HTTPURL.shown(trimmed))\": \(error)"))
    }
    guard !url.hasCredentials else {
      throw APIError(.address("the server address must not hold a user or a key"))
    }
    guard url.isSecure || url.isLoopback else {
      throw APIError(
        .address("a key is not sent over http:// to \(url.host); try: https://")
      )
    }
    base = url
  }

  /// Host and port, for people.
  public var description: String { base.authority }
}
