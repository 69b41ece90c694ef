import Foundation
import HookModel

/// A URL that something is posted to.
enum TargetURL {
  /// - Parameter option: named where the text is not such a URL; `nil` for one typed into a prompt.
  static func read(_ text: String, option: String? = nil) throws -> URL {
    let text = text.trimmingBlanks
    let draft = WebhookDraft(event: WebhookEvent(name: ""), url: text)
    guard draft.urlProblem == nil, let url = URL(string: text) else {
      let subject = option.map { "\($0) \(text): " } ?? ""
      let problem = draft.urlProblem ?? "not a URL"
      throw Failure.usage("\(subject)\(problem)", hint: "try: http://127.0.0.1:3000/hooks")
    }
    return url
  }
}
