import HookHTTP
import HookJSON
import HookServer
import HookSupport

/// What a captured request is called: found in what is common among providers.
enum CaptureTitle {
  /// A rule of the table; the first that finds something wins.
  private struct Rule: Sendable {
    let find: @Sendable (HeaderFields, JSONNode?) -> String?

    /// A string member, by the keys that lead to it.
    static func member(_ keys: String...) -> Rule {
      Rule { _, body in string(keys.reduce(body) { $0?[$1] }) }
    }
  }

  private static let rules = [
    // GitHub: the event, with what happened in it.
    Rule { headers, body in
      headers["X-GitHub-Event"].map { event in
        [event, string(body?["action"])].compactMap { $0 }.joined(separator: " ")
      }
    },
    // Slack: the event inside of its envelope.
    .member("event", "type"),
    // Stripe and others: the type, which is the event's name.
    Rule { _, body in string(body?["type"]).flatMap { $0.contains(".") ? $0 : nil } },
    .member("event_type"), .member("eventType"),
    Rule { _, body in string(body?["event"]) },
    .member("webhookEvent"), .member("topic"),
    // Staffology and others: an array of the items that the event is about.
    Rule { _, body in name(body?.children.first) },
    .member("type"),
    Rule { _, body in name(body) },
  ]

  /// Members that name something, the most telling first.
  private static let names = [
    "name", "title", "fullName", "displayName", "subject", "description", "state", "status", "id",
  ]

  private static let maximumLength = 120

  static func of(_ request: HTTPRequest) -> String {
    let (body, _) = ReadableBody.decoded(request.headers, request.body, maximum: maximumBody)
    return of(request.headers, body)
  }

  /// - Parameter body: decoded, as text or JSON.
  static func of(_ headers: HeaderFields, _ body: [UInt8]) -> String {
    let node = body.count <= maximumBody ? tree(headers, body) : nil
    for rule in rules {
      guard let found = rule.find(headers, node)?.trimmingBlanks, !found.isEmpty else { continue }
      // One line of a list, whatever a sender writes.
      let line = found.split(whereSeparator: \.isNewline).joined(separator: " ")
      return String(line.prefix(maximumLength))
    }
    return ""
  }

  /// The body as JSON. Of a form it is the field that GitHub and Slack put JSON into.
  private static func tree(_ headers: HeaderFields, _ body: [UInt8]) -> JSONNode? {
    if let node = try? JSONNode(body) { return node }
    guard headers["Content-Type"]?.lowercased().contains("urlencoded") == true else { return nil }
    let form = try? JSONNode(ReadableBody(headers.without(["content-encoding"]), body).bytes)
    return form?["payload"] ?? form
  }

  /// Bytes of a body that is looked into.
  private static let maximumBody = 1 << 20

  private static func string(_ node: JSONNode?) -> String? { node?.string }

  private static func name(_ node: JSONNode?) -> String? {
    guard let node, node.kind == .object else { return nil }
    let people = [node["firstName"], node["lastName"]].compactMap { string($0) }
    if !people.isEmpty { return people.joined(separator: " ") }
    if let inner = node["personalDetails"], let found = name(inner) { return found }
    return names.lazy.compactMap { string(node[$0]) }.first
  }
}
