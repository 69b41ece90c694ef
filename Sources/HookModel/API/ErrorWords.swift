import Foundation

/// Finds in the body of an error what the server has to say: JSON, a problem document (RFC 9457),
/// plain text or a page of HTML.
enum ErrorWords {
  private static let longest = 300

  static func read(_ body: Data, contentType: String?) -> String? {
    let text = JSONText(body.prefix(64 * 1024))
    let words =
      (try? JSONIndex(text)).map { fromJSON(JSONNode($0)) } ?? fromText(text.string(0..<text.count))
    guard let words else { return nil }
    let flat = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return flat.isEmpty ? nil : flat.count > longest ? flat.prefix(longest) + "…" : flat
  }

  private static func fromJSON(_ node: JSONNode) -> String? {
    switch node.kind {
    case .string: return node.string
    case .object:
      let details = node["errors"].flatMap(details)
      let main = ["message", "detail", "title", "error_description", "error", "description"]
        .lazy.compactMap { node[$0].flatMap(fromJSON) }.first
      return [main, details].compactMap { $0 }.joined(separator: ": ")
    case .array: return node.children.compactMap(fromJSON).joined(separator: "; ")
    default: return nil
    }
  }

  /// `{"url": ["is required"]}`, as validation errors are commonly given.
  private static func details(_ node: JSONNode) -> String? {
    guard node.kind == .object else { return fromJSON(node) }
    return node.children.compactMap { child in
      fromJSON(child).map { "\(node.index.key(of: child.number) ?? ""): \($0)" }
    }.joined(separator: "; ")
  }

  private static func fromText(_ text: String) -> String? {
    guard text.contains("<") else { return text }
    if let title = between("<title", "</title", in: text) { return title }
    if let heading = between("<h1", "</h1", in: text) { return heading }
    return stripped(text)
  }

  private static func between(_ start: String, _ end: String, in text: String) -> String? {
    guard let open = text.range(of: start, options: .caseInsensitive),
      let inside = text.range(of: ">", range: open.upperBound..<text.endIndex),
      let close = text.range(
        of: end,
        options: .caseInsensitive,
        range: inside.upperBound..<text.endIndex
      )
    else { return nil }
    return stripped(String(text[inside.upperBound..<close.lowerBound]))
  }

  private static func stripped(_ html: String) -> String {
    html.replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
  }
}
