import HookJSON
import HookServer

/// What a request may ask for beside its path, checked.
extension RouteCall {
  /// A part of a list.
  struct Page: Sendable {
    var number = 0
    var size: Int?

    var offset: Int { number * (size ?? 0) }
  }

  static let largestPage = 1000

  /// The query's parameters by their names as the route writes them; a client may write them in
  /// another case. One that the route does not know is refused, since it is a slip.
  func query(_ known: [String]) throws -> [String: String] {
    guard let items = request.query else { throw HTTPFailure(400, "the query is not well encoded") }
    var found: [String: String] = [:]
    for item in items {
      guard let name = known.first(where: { $0.caseInsensitiveEqual(item.name) }) else {
        throw HTTPFailure(400, "\(item.name): there is no such parameter")
      }
      found[name] = item.value
    }
    return found
  }

  /// `pageNum` and `pageSize`; the size is nil where neither was given.
  static func page(_ query: [String: String]) throws -> Page {
    var page = Page()
    if let text = query["pageNum"] {
      page.number = try number(text, "pageNum", from: 0)
      page.size = 100
    }
    if let text = query["pageSize"] {
      page.size = min(try number(text, "pageSize", from: 1), largestPage)
    }
    return page
  }

  /// The body, which must be a JSON object.
  func object() throws -> JSONNode {
    guard Self.isJSON(request.header("Content-Type")) else {
      throw HTTPFailure(415, "the body must be JSON: Content-Type: application/json")
    }
    let view: JSONNode
    do throws(JSONSyntaxError) {
      view = try JSONNode(request.body)
    } catch {
      throw HTTPFailure(400, "malformed JSON at byte \(error.byte): \(error.reason)")
    }
    guard view.kind == .object else { throw HTTPFailure(400, "the body must be a JSON object") }
    return view
  }

  private static func number(_ text: String, _ name: String, from least: Int32) throws -> Int {
    guard let number = Int32(text), number >= least else {
      throw HTTPFailure(400, "\(name): must be a whole number from \(least)")
    }
    return Int(number)
  }

  /// `application/json`, `text/json` and what ends in `+json`, with any parameters.
  private static func isJSON(_ type: String?) -> Bool {
    guard let type = type?.prefix(while: { $0 != ";" }).trimmingBlanks.lowercased() else {
      return false
    }
    return ["application/json", "text/json"].contains(type)
      || (type.hasPrefix("application/") && type.hasSuffix("+json"))
  }
}
