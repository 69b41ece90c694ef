import Foundation
import HookServer
import HookSignatures
import HookSupport

/// Who may ask the sandbox at all: the loopback's own names, and the key.
struct Authorizer: Sendable {
  let apiKey: String

  /// The refusal, `nil` if the request may go on.
  func refusal(_ request: HTTPRequest) -> HTTPFailure? {
    guard Self.isLoopback(host: request.header("Host")) else {
      // A page that had its own name point here must not reach it through a browser.
      return HTTPFailure(421, "this server accepts requests for 127.0.0.1 and localhost only")
    }
    guard let key = Self.password(request.header("Authorization")),
      ConstantTime.equal(SHA256.digest(key.utf8), SHA256.digest(apiKey.utf8))
    else {
      return HTTPFailure(
        401,
        "an API key is needed, as the password of HTTP Basic authentication",
        headers: ["WWW-Authenticate": #"Basic realm="HookConsole sandbox", charset="UTF-8""#]
      )
    }
    return nil
  }

  /// Whether a `Host` header names this machine; also without one, which only HTTP/1.0 may leave out.
  static func isLoopback(host: String?) -> Bool {
    guard let host else { return true }
    let end = host.hasPrefix("[") ? host.firstIndex(of: "]").map(host.index(after:)) : nil
    let name = host[..<(end ?? host.firstIndex(of: ":") ?? host.endIndex)]
    return Host.isLoopback(name) && isPort(host[name.endIndex...])
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty || (text.hasPrefix(":") && (text.count == 1 || UInt16(text.dropFirst()) != nil))
  }

  /// The password of an `Authorization` header of the scheme Basic.
  private static func password(_ header: String?) -> String? {
    guard let header else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].caseInsensitiveEqual("Basic"),
      let decoded = Data(base64Encoded: parts[1].trimmingBlanks),
      let text = String(validating: decoded, as: UTF8.self),
      let colon = text.firstIndex(of: ":")
    else { return nil }
    return String(text[text.index(after: colon)...])
  }
}
