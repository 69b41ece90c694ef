/// URLs and paths where space is short for them.
enum URLText {
  /// A URL without what says least: first the scheme goes, then the front of what is left, since the
  /// end of a path is what tells two webhooks apart.
  static func fitted(_ url: String, columns: Int) -> String {
    guard TerminalSafeText(url, limit: columns).columns > columns else { return url }
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    return end(of: rest, columns: columns)
  }

  /// The end of a text that has more columns than fit; the text itself where its signs
  /// are wide.
  static func end(of text: some StringProtocol, columns: Int) -> String {
    guard TerminalSafeText(text, limit: columns).columns > columns else { return String(text) }
    let tail = text.suffix(max(0, columns - 1))
    return TerminalSafeText(tail).columns < columns ? "…\(tail)" : String(text)
  }
}
