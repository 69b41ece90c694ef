import Foundation
import HookModel

/// A URL that something is posted to.
enum TargetURL {
  /// - Parameter option: named where the text is no such URL.
  static func read(_ text: String, option: String) throws -> URL {
    let draft = WebhookDraft(event: WebhookEvent(name: ""), url: text)
    guard draft.urlProblem == nil, let url = URL(string: text) else {
      throw Failure.usage("\(option) \(text): \(draft.urlProblem ?? "is no URL")")
    }
    return url
  }
}
