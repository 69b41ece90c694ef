/// What is said of a captured request besides its response: in full, and in a word or two beside its source.
package enum CaptureNote {
  private static let right = "signature right"
  private static let webPage = "sent by a web page of "
  private static let separator = " · "

  /// - Parameters:
  ///   - signature: why it is wrong; empty if it is right, `nil` if none was asked for.
  ///   - webPage: the origin of the page that sent the request; `nil` for any other sender.
  /// - Returns: `nil` if there is nothing to be said.
  package static func text(signature: String?, webPage origin: String?) -> String? {
    let parts = [
      signature.map { $0.isEmpty ? right : $0 }, origin.map { webPage + $0 },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: separator)
  }

  /// `signed`, `not signed`, `wrong signature`, `web page`, or two of them.
  static func short(_ text: String) -> String {
    var parts: [String] = []
    if text.hasPrefix(right) {
      parts.append("signed")
    } else if text.hasPrefix("not signed") {
      parts.append("not signed")
    } else if !text.isEmpty, !text.hasPrefix(webPage) {
      parts.append("wrong signature")
    }
    if text.hasPrefix(webPage) || text.contains(separator + webPage) { parts.append("web page") }
    return parts.joined(separator: separator)
  }
}
