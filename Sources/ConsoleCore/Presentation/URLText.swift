/// URLs and paths where space is short for them.
enum URLText {
  /// A URL without what says least: first the scheme goes, then the middle of its path, since host and
  /// end tell two webhooks apart.
  static func fitted(_ url: String, columns: Int) -> String {
    guard TerminalSafeText.columns(of: url, limit: columns) > columns else { return url }
    guard let scheme = url.range(of: "://") else { return end(of: url, columns: columns) }
    let rest = url[scheme.upperBound...]
    guard TerminalSafeText.columns(of: rest, limit: columns) > columns else { return String(rest) }
    let host = rest.prefix { $0 != "/" }
    let left = columns - TerminalSafeText.columns(of: host) - 1
    // Less than this says nothing about the path.
    guard left >= 6 else { return end(of: rest, columns: columns) }
    return "\(host)/" + end(of: rest.dropFirst(host.count + 1), columns: left)
  }

  /// The end of a text that has more columns than fit; the text itself where its signs
  /// are wide.
  static func end(of text: some StringProtocol, columns: Int) -> String {
    guard TerminalSafeText.columns(of: text, limit: columns) > columns else { return String(text) }
    let tail = text.suffix(max(0, columns - 1))
    return TerminalSafeText.columns(of: tail) < columns ? "…\(tail)" : String(text)
  }
}
