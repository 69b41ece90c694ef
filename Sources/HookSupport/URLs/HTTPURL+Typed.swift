extension HTTPURL {
  /// Reads a URL as a person typed it.
  /// - Parameter subject: what it is the value of, such as `--to`; `nil` for one typed into a prompt.
  /// - Throws: `Problem` with a hint.
  package init(typed text: String, for subject: String? = nil) throws(Problem) {
    let text = text.trimmingBlanks
    do throws(HTTPURLError) {
      self = try HTTPURL(text)
      if Self.lacksPort(text) { throw HTTPURLError("the port is missing after the colon") }
    } catch {
      let named = subject.map { "\($0) \(HTTPURL.shown(text)): " } ?? ""
      let hint = error.hint ?? "try: http://127.0.0.1:3000/hooks"
      throw Problem("\(named)\(error.problem)", hint: hint)
    }
  }

  /// Reads a URL that a person changed. `•••` stands for the password that was not shown, on the same
  /// server alone: no other one gets it.
  /// - Parameter shown: whose description was shown; `nil` if none was.
  /// - Throws: `Problem` with a hint.
  package init(typed text: String, over shown: HTTPURL?) throws(Problem) {
    guard let shown, let hidden = shown.hidden, text.contains(Self.mark) else {
      try self.init(typed: text)
      return
    }
    let range = text.range(of: hidden.mask)
    try self.init(
      typed: range.map { text.replacingCharacters(in: $0, with: hidden.credentials) } ?? text
    )
    guard range != nil, isSameServer(as: shown) else {
      throw Problem(
        "\(Self.mark) stands for what is not shown of \(shown)",
        hint: "type the password of \(authority), or none"
      )
    }
  }

  /// Whether the host ends with a colon, as in `http://127.0.0.1:`, which is allowed and rarely meant.
  private static func lacksPort(_ text: String) -> Bool {
    let rest = text.range(of: "://").map { text[$0.upperBound...] } ?? text[...]
    return rest.prefix { !"/?#".contains($0) }.hasSuffix(":")
  }
}
