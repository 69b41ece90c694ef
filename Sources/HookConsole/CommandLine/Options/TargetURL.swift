import HookSupport

/// A URL that something is posted to.
enum TargetURL {
  /// - Parameter option: named where the text is not such a URL; `nil` for one typed into a prompt.
  static func read(_ text: String, option: String? = nil) throws -> HTTPURL {
    let text = text.trimmingBlanks
    do throws(HTTPURLError) {
      return try HTTPURL(text)
    } catch {
      let subject = option.map { "\($0) \(HTTPURL.shown(text)): " } ?? ""
      let hint = error.hint ?? "try: http://127.0.0.1:3000/hooks"
      throw Failure.usage("\(subject)\(error.problem)", hint: hint)
    }
  }
}
