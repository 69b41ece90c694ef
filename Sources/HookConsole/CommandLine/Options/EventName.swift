import HookModel
import HookSupport

/// Events as people write them: `Employee_Created`, `employee created`, `employee-created`.
enum EventName {
  /// - Throws: `Failure` that names the nearest event where the text is close to one. What is far
  ///   from all is taken as it is: the API may know events that we do not.
  static func read(_ text: String) throws -> WebhookEvent {
    if let event = known(text) { return event }
    guard !folded(text).isEmpty else { throw Failure.usage("no event given", hint: list) }
    if let near = Nearest.name(to: text, among: WebhookEvent.known.map(\.name)) {
      throw Failure.usage("unknown event \"\(text)\"", hint: "did you mean \(near)?")
    }
    return WebhookEvent(name: text)
  }

  /// The event of that name; `nil` if we know none.
  static func known(_ text: String) -> WebhookEvent? {
    let wanted = folded(text)
    return WebhookEvent.known.first { folded($0.name) == wanted }
  }

  /// `known events: Employee_Created, …`
  static var list: String {
    "known events: " + WebhookEvent.known.map(\.name).joined(separator: ", ")
  }

  private static func folded(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
