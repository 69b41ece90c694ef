import Foundation

/// The key of the API. It describes itself without showing what it is.
public struct Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let key: String

  /// - Parameter key: the API key as it was issued.
  public init(key: String) {
    self.key = key
  }

  /// The value of the `Authorization` header (RFC 7617): any user name, the key as password.
  var authorization: String {
    "Basic \(Data("hookconsole:\(key)".utf8).base64EncodedString())"
  }

  public var description: String { "an API key" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// A text in which the key, should it stand there, is covered.
  func covering(_ text: String) -> String {
    // The key as it is, and as the header carries it.
    [key, String(authorization.dropFirst("Basic ".count))].reduce(text) { text, secret in
      secret.count < 4 ? text : text.replacingOccurrences(of: secret, with: "•••")
    }
  }
}
