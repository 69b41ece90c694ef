/// URLs where there is little room for them.
enum URLText {
  /// A URL without what says least: first the scheme goes, then the front of what is left, since the
  /// end of a path is what tells two webhooks apart.
  static func fitted(_ url: String, columns: Int) -> String {
    guard VisibleText(url, limit: columns).columns > columns else { return url }
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    if VisibleText(rest, limit: columns).columns <= columns { return String(rest) }
    let tail = rest.suffix(max(0, columns - 1))
    return VisibleText(tail).columns < columns ? "…\(tail)" : String(rest)
  }
}
