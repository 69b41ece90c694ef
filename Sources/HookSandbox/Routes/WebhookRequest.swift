import HookJSON
import HookServer
import HookSupport

/// What a client may decide about a webhook, checked against the contract.
struct WebhookRequest: Sendable {
  var event: HookEvent?
  var url: String
  var isActive: Bool?

  /// Longest URL, in characters.
  static let longest = 300
  /// How a URL must begin, for the description.
  static let pattern = "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]"

  /// Each refusal names the member. Members that are not known are not looked at, and those that
  /// only the server writes must be of their type, no more: a client sends back the whole record.
  init(_ object: JSONNode) throws {
    let members = object.members
    guard let given = members["url"] else { throw HTTPFailure(400, "url: is required") }
    guard let url = given.strictString else { throw HTTPFailure(400, "url: must be a string") }
    self.url = try Self.checked(url)
    event = try HookEvent(members["webhookEvent"])
    if let active = members["active"] {
      guard let flag = active.strictBool else {
        throw HTTPFailure(400, "active: must be true or false")
      }
      isActive = flag
    }
    for (name, kind, type) in Self.readOnly {
      guard let value = members[name], value.kind != .null, value.kind != kind else { continue }
      throw HTTPFailure(400, "\(name): must be \(type)")
    }
  }

  private static let readOnly: [(name: String, kind: JSONKind, type: String)] = [
    ("id", .string, "a string"), ("eventCount", .number, "a number"),
    ("lastPayload", .object, "an object"),
  ]

  private static func checked(_ url: String) throws -> String {
    guard (1...longest).contains(url.unicodeScalars.count) else {
      throw HTTPFailure(400, "url: must be 1 to \(longest) characters long")
    }
    // Read as the engine reads it, so that nothing is accepted that cannot be delivered.
    do throws(HTTPURLError) {
      return try HTTPURL(url).text
    } catch {
      throw HTTPFailure(400, "url: \(error)")
    }
  }
}

extension HookEvent {
  /// By its name, or by its index in the enumeration, which some clients send; `nil` if it is left
  /// out.
  init?(_ value: JSONNode?) throws {
    guard let value else { return nil }
    if let name = value.strictString, let event = HookEvent(name: name) {
      self = event
    } else if let index = value.strictInt, let event = HookEvent(rawValue: index) {
      self = event
    } else {
      let names = HookEvent.allCases.map(\.name).joined(separator: ", ")
      throw HTTPFailure(400, "webhookEvent: must be one of \(names)")
    }
  }
}
