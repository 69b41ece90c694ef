import HookSupport

/// A URL that something is posted to.
enum TargetURL {
  /// - Parameter option: named where the text is not such a URL.
  static func read(_ text: String, option: String) throws -> HTTPURL {
    do throws(HTTPURLError) {
      return try HTTPURL(text)
    } catch {
      throw Failure.usage("\(option) \(HTTPURL.shown(text)): \(error)")
    }
  }
}
