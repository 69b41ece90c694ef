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

  /// Whether the host ends with a colon, as in `http://127.0.0.1:`, which is allowed and rarely meant.
  private static func lacksPort(_ text: String) -> Bool {
    let rest = text.range(of: "://").map { text[$0.upperBound...] } ?? text[...]
    return rest.prefix { !"/?#".contains($0) }.hasSuffix(":")
  }
}
