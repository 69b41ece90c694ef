import HookHTTP
import HookSupport

extension CurlLine {
  /// Repeats a request with its headers and its body, byte for byte.
  ///
  /// Secrets are not in it: it uses the shell variables that `variables(of:)` lists. The limits of time and
  /// added certificates are not in it either.
  /// - Returns: a line for any POSIX shell, without a line end. It is UTF-8 if the request is.
  /// - Throws: `Problem` if a command line cannot hold a part of the request.
  package static func bytes(_ request: ExchangeRequest) throws(Problem) -> [UInt8] {
    let server = "\(request.url.scheme)://\(request.url.authority)"
    let target = request.target ?? Array(request.url.target.utf8)
    let url = Array(server.utf8) + target
    var words = [text("curl")] + method(request) + flags(request, url)
    words += try headers(request)
    if let body = request.body {
      // Only there a first @ is not the name of a file.
      let option = body.first == UInt8(ascii: "@") ? "--data-raw" : "--data-binary"
      words += [text(option), try word(body, "body")]
    }
    words.append(try word(url, "URL"))
    return Array(words.joined(separator: [UInt8(ascii: " ")]))
  }

  /// The shell variables that the line uses in place of secrets, such as `AUTHORIZATION`: each holds the
  /// whole value of the header.
  package static func variables(of request: ExchangeRequest) -> [String] {
    var names: [String] = []
    for name in secretHeaders(request).compactMap(HeaderSecrets.variable)
    where !names.contains(name) { names.append(name) }
    return names
  }

  /// The most that Linux takes as one argument of a program, in bytes (execve(2)).
  private static let maximumWord = 131_071

  // MARK: Options

  private static func method(_ request: ExchangeRequest) -> [[UInt8]] {
    if request.method == (request.body == nil ? "GET" : "POST") { return [] }
    if request.method == "HEAD", request.body == nil { return [text("--head")] }
    return [text("-X"), ShellQuoting.posix(bytes: request.method.utf8.filter { $0 != 0 })]
  }

  private static func flags(_ request: ExchangeRequest, _ url: [UInt8]) -> [[UInt8]] {
    let shown = HeaderText.string(url)
    let isDecoded = request.decodesBody && request.headers["Accept-Encoding"] != nil
    let rows: [(String, Bool)] = [
      ("--insecure", request.trust.isInsecure),
      // Otherwise curl takes `/../` out of a path, and brackets as a list of URLs.
      ("--path-as-is", shown.contains("/.")),
      ("--globoff", shown.contains { "[]{}".contains($0) }),
      ("--compressed", isDecoded),
    ]
    return rows.filter(\.1).map { text($0.0) }
  }

  // MARK: Headers

  private static func headers(_ request: ExchangeRequest) throws(Problem) -> [[UInt8]] {
    var words: [[UInt8]] = []
    for field in request.headers.fields where !field.isNamed("Content-Length") {
      let line: [UInt8]
      if let variable = HeaderSecrets.variable(field) {
        line = text("\"\(field.name): $\(variable)\"")
      } else if field.valueBytes.isEmpty {
        // The way of curl to a header without a value.
        line = try word(field.nameBytes + text(";"), "header")
      } else {
        line = try word(field.nameBytes + text(": ") + field.valueBytes, "header")
      }
      words += [text("-H"), line]
    }
    for field in addedSecrets(request) {
      words += [text("-H"), text("\"\(field.name): $\(HeaderSecrets.variable(field) ?? "")\"")]
    }
    // Otherwise curl calls each body a form.
    if request.body != nil, request.headers["Content-Type"] == nil {
      words += [text("-H"), text("'Content-Type:'")]
    }
    return words
  }

  private static func secretHeaders(_ request: ExchangeRequest) -> [HeaderField] {
    request.headers.fields + addedSecrets(request)
  }

  /// The header that is made of a user and a password in the URL.
  private static func addedSecrets(_ request: ExchangeRequest) -> [HeaderField] {
    let isAdded = request.url.hasCredentials && request.headers["Authorization"] == nil
    return isAdded ? [HeaderField("Authorization", "")] : []
  }

  // MARK: Words

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// - Parameter part: what of the request it is, for the error.
  private static func word(_ bytes: [UInt8], _ part: String) throws(Problem) -> [UInt8] {
    let hint = "try: save the body to a file, and curl --data-binary @FILE"
    if bytes.contains(0) {
      throw Problem("the \(part) contains a NUL byte, which a command line cannot hold", hint: hint)
    }
    if bytes.count > maximumWord {
      throw Problem(
        "the \(part) has \(bytes.count) bytes; one argument of a command holds \(maximumWord)",
        hint: hint
      )
    }
    return ShellQuoting.posix(bytes: bytes)
  }
}
