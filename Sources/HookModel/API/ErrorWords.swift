import Foundation
import HookJSON

/// Finds in the body of an error what the server says: JSON, a problem document (RFC 9457),
/// plain text or a page of HTML.
enum ErrorWords {
  private static let longest = 300

  static func read(_ body: JSONText) -> String? {
    let text = JSONText(body[0..<64 * 1024])
    let words =
      (try? JSONIndex(text)).map { fromJSON(JSONNode($0)) } ?? fromText(text.string(0..<text.count))
    guard let words else { return nil }
    let flat = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return flat.isEmpty ? nil : flat.count > longest ? flat.prefix(longest) + "…" : flat
  }

  /// - Parameter depth: how much deeper words are looked for; what nests without end has none.
  private static func fromJSON(_ node: JSONNode, depth: Int = 6) -> String? {
    guard depth > 0 else { return nil }
    switch node.kind {
    case .string: return node.string
    case .object:
      let more = node["errors"].flatMap { details($0, depth: depth - 1) }
      let main = ["message", "detail", "title", "error_description", "error", "description"]
        .lazy.compactMap { node[$0].flatMap { fromJSON($0, depth: depth - 1) } }
        .first { !$0.isEmpty }
      let words = [main, more].compactMap { $0 }
      return words.isEmpty ? nil : words.joined(separator: ": ")
    case .array: return joined(node.children.map { fromJSON($0, depth: depth - 1) })
    default: return nil
    }
  }

  /// `{"url": ["is required"]}`, as validation errors are commonly given.
  private static func details(_ node: JSONNode, depth: Int) -> String? {
    guard node.kind == .object else { return fromJSON(node, depth: depth) }
    return joined(
      node.children.map { child in
        fromJSON(child, depth: depth).map { "\(node.index.key(of: child.number) ?? ""): \($0)" }
      }
    )
  }

  private static func joined(_ parts: [String?]) -> String? {
    let parts = parts.compactMap { $0 }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private static func fromText(_ text: String) -> String? {
    guard text.contains("<") else { return text }
    for tag in ["title", "h1"] {
      if let words = between("<\(tag)", "</\(tag)", in: text), words.contains(where: \.isLetter) {
        return words
      }
    }
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
    var text = html
    for pattern in ["(?is)<(script|style)\\b.*?</\\1>", "(?s)<!--.*?-->", "<[^>]*>"] {
      text = text.replacingOccurrences(of: pattern, with: " ", options: .regularExpression)
    }
    for (entity, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "),
      ("&amp;", "&"),
    ] {
      text = text.replacingOccurrences(of: entity, with: sign)
    }
    return text
  }
}
