extension JSONIndexer.Failure {
  /// The failure as people read it, with line and column.
  func syntaxError(in text: JSONText) -> JSONSyntaxError {
    let isAtEnd = byte >= text.count
    let sentence =
      switch reason {
      case .notUTF8: "bytes that are not UTF-8"
      case .control: "a control character must be escaped in a string"
      case .openString: "the text ends inside a string"
      case .more: "nothing more was expected after the value"
      default:
        isAtEnd
          ? "the text ends where \(reason.rawValue) was expected"
          : "\(reason.rawValue) was expected"
      }
    return JSONSyntaxError(sentence, at: min(byte, text.count), in: text)
  }
}
