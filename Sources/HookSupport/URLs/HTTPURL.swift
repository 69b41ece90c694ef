import CCurl

/// An absolute http or https URL, as libcurl reads it.
///
/// It is read once: what decides about a URL (is it this machine, is it the same server) and what is
/// connected to are the same, whatever the URL looks like. Path and query go out as they are written;
/// only bytes outside of ASCII are escaped (RFC 3986, 2.1).
package struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  /// As it was written, with a password where it has one: not for showing.
  package let text: String
  /// Whether the scheme is https.
  package let isSecure: Bool
  /// In lower case, an IPv4 address with four numbers, an IPv6 address without brackets.
  package let host: String
  package let port: UInt16
  /// Whether it stays on this machine: see `Host.isLoopback`.
  package let isLoopback: Bool
  /// Path and query as they go out: `/a?b=c`.
  package let target: String
  /// The port that is written down; `nil` if it is the scheme's own.
  private let explicitPort: UInt16?
  /// The part of the text between `://` and `@`.
  private let credentials: String?

  /// - Throws: `HTTPURLError` that says what is wrong.
  package init(_ text: String) throws(HTTPURLError) {
    if text.isEmpty { throw HTTPURLError("the URL is empty") }
    if text.unicodeScalars.contains(where: \.properties.isWhitespace) {
      throw HTTPURLError("the URL must not contain spaces")
    }
    // libcurl would read a text only up to a zero.
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw HTTPURLError("the URL must not contain control characters")
    }
    guard let mark = text.range(of: "://") else {
      throw HTTPURLError.schemeMissing(text)
    }
    let scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { throw HTTPURLError.schemeMissing(text) }
    let rest = text[mark.upperBound...]
    guard let first = rest.first, !"/?#".contains(first) else {
      throw HTTPURLError("the URL has no host")
    }
    guard let parser = URLParser(text) else { throw HTTPURLError(URLParser.problem(text)) }
    guard let host = parser.part(CURLUPART_HOST), !host.isEmpty else {
      throw HTTPURLError("the URL has no host")
    }
    self.text = text
    isSecure = scheme == "https"
    self.host = Host.normalised(host)
    isLoopback = Host.isLoopback(self.host)
    explicitPort = parser.part(CURLUPART_PORT).flatMap { UInt16($0) }
    guard explicitPort != 0 else { throw HTTPURLError("0 is not a port") }
    port = explicitPort ?? (isSecure ? 443 : 80)
    let path = parser.part(CURLUPART_PATH) ?? "/"
    target = path + (parser.part(CURLUPART_QUERY).map { "?\($0)" } ?? "")
    let authority = rest.prefix { !"/?#".contains($0) }
    credentials = authority.lastIndex(of: "@").map { String(authority[..<$0]) }
  }

  /// `http` or `https`.
  package var scheme: String { isSecure ? "https" : "http" }

  /// Whether it carries a user or a password.
  package var hasCredentials: Bool { credentials != nil }

  /// Host and port for people: `[::1]:8080`. The port is left out if the URL does not name it.
  package var authority: String {
    Host.bracketed(host) + (explicitPort.map { ":\($0)" } ?? "")
  }

  /// For people: a password is shown as `•••`, and so is a user without one, which may be a token.
  package var description: String {
    guard let hidden, let range = text.range(of: hidden.credentials) else { return text }
    return text.replacingCharacters(in: range, with: hidden.mask)
  }

  /// The part before the host, and what is shown in place of it; `nil` if there is none.
  var hidden: (credentials: String, mask: String)? {
    credentials.map { credentials in
      let user = credentials.firstIndex(of: ":").map { credentials[..<$0] + ":" } ?? ""
      return ("\(credentials)@", "\(user)\(Self.mark)@")
    }
  }

  /// What is shown in place of a password.
  static let mark = "•••"

  /// A URL of any text for people: without the password, should it hold one.
  package static func shown(_ text: String) -> String {
    // Without the sign there are none, and most texts are spared a parser.
    text.utf8.contains(UInt8(ascii: "@")) ? (try? HTTPURL(text))?.description ?? text : text
  }

  /// Whether both have the same scheme, host and port.
  package func isSameServer(as other: HTTPURL) -> Bool {
    isSecure == other.isSecure && host == other.host && port == other.port
  }

  /// Where a `Location` header leads from here (RFC 3986, 5); `nil` if it is not an http or https URL.
  package func following(_ location: String) -> HTTPURL? {
    guard let parser = URLParser(text, then: location), let text = parser.part(CURLUPART_URL) else {
      return nil
    }
    return try? HTTPURL(text)
  }

  /// The same server with another path and query behind this path.
  /// - Parameter suffix: begins with `/` or `?`, escaped as it is to go out.
  package func appending(_ suffix: String) -> HTTPURL? {
    let base = text.prefix { $0 != "?" && $0 != "#" }
    let isDoubled = suffix.hasPrefix("/") && base.hasSuffix("/")
    return try? HTTPURL((isDoubled ? String(base.dropLast()) : String(base)) + suffix)
  }

  /// Reads the URL for a transfer of libcurl, which must free it with `curl_url_cleanup`.
  package func parsed() -> OpaquePointer? { URLParser.parse(text) }
}

/// Why a text is not a URL that can be used.
package struct HTTPURLError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A sentence that begins in lower case and names no URL.
  package let problem: String
  /// What to write instead: `try: http://localhost:3000`; `nil` if that is not known.
  package let hint: String?

  package init(_ problem: String, hint: String? = nil) {
    self.problem = problem
    self.hint = hint
  }

  /// Problem and hint in one line.
  package var description: String { problem + (hint.map { "; \($0)" } ?? "") }

  static func schemeMissing(_ text: String) -> HTTPURLError {
    let sentence = "the URL must begin with https:// or http://"
    guard !text.contains("://"), let meant = try? HTTPURL("http://\(text)"),
      meant.host.contains(".") || meant.isLoopback || meant.text.contains(":\(meant.port)")
    else { return HTTPURLError(sentence) }
    return HTTPURLError(sentence, hint: "try: \(meant.isLoopback ? "http" : "https")://\(text)")
  }
}

/// libcurl's own reader of URLs.
private struct URLParser: ~Copyable {
  private let handle: OpaquePointer

  /// `PATH_AS_IS` keeps `/a/../b`; `URLENCODE` escapes what lies outside of ASCII and nothing else.
  private static let flags = UInt32(CURLU_PATH_AS_IS | CURLU_URLENCODE)

  /// - Parameter location: read relative to the text.
  init?(_ text: String, then location: String? = nil) {
    guard let handle = Self.parse(text) else { return nil }
    if let location, curl_url_set(handle, CURLUPART_URL, location, Self.flags) != CURLUE_OK {
      curl_url_cleanup(handle)
      return nil
    }
    self.handle = handle
  }

  deinit { curl_url_cleanup(handle) }

  static func parse(_ text: String) -> OpaquePointer? {
    guard let handle = curl_url() else { return nil }
    guard curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK else {
      curl_url_cleanup(handle)
      return nil
    }
    return handle
  }

  /// `nil` if the URL has no such part.
  func part(_ part: CURLUPart) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  /// What libcurl does not accept in a text.
  static func problem(_ text: String) -> String {
    guard let handle = curl_url() else { return "out of memory" }
    defer { curl_url_cleanup(handle) }
    switch curl_url_set(handle, CURLUPART_URL, text, flags) {
    case CURLUE_BAD_PORT_NUMBER: return "the port is not a number from 1 to 65535"
    case CURLUE_NO_HOST: return "the URL has no host"
    case CURLUE_BAD_HOSTNAME, CURLUE_BAD_IPV6: return "the host is not a name or an address"
    case CURLUE_BAD_USER, CURLUE_BAD_PASSWORD, CURLUE_BAD_LOGIN:
      return "the part before @ cannot be read"
    default: return "the URL cannot be read"
    }
  }
}
