import HookModel
import HookSupport

/// Events as people write them: `Employee_Created`, `employee created`, `employee-created`.
enum EventName {
  /// - Throws: `Failure` that names the nearest event where the text is close to one. What is far
  ///   from all is taken as it is: the API may know events that we do not.
  static func read(_ text: String) throws -> WebhookEvent {
    let wanted = folded(text)
    if let event = WebhookEvent.known.first(where: { folded($0.name) == wanted }) { return event }
    guard !wanted.isEmpty else { throw Failure.usage("no event given", hint: list) }
    if let near = Nearest.name(to: text, among: WebhookEvent.known.map(\.name)) {
      throw Failure.usage("unknown event \"\(text)\"", hint: "did you mean \(near)?")
    }
    return WebhookEvent(name: text)
  }

  /// `known events: Employee_Created, …`
  static var list: String {
    "known events: " + WebhookEvent.known.map(\.name).joined(separator: ", ")
  }

  private static func folded(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
