/// A command line from a variable such as `EDITOR`, to be read by a shell.
struct ShellLine: Equatable {
  let text: String

  /// - Returns: `nil` if there is no command in it: blanks and comments only.
  init?(_ text: String) {
    let command = Self.withoutComments(text).trimmingBlanks
    guard !command.isEmpty else { return nil }
    self.text = command
  }

  private init(command: String) {
    text = command
  }

  /// The first of some variables in which there is a command.
  static func first(
    of variables: [String],
    in environment: [String: String],
    otherwise command: String
  ) -> ShellLine {
    variables.lazy.compactMap { environment[$0].flatMap { ShellLine($0) } }.first
      ?? ShellLine(command: command)
  }

  /// Why an argument cannot be put after it; `nil` if it can.
  var problem: String? {
    guard let last = text.last, ";&|<>(\\".contains(last) else { return nil }
    return text.hasSuffix("\\\\") ? nil : "it ends with \(last)"
  }

  /// The words that run it in a shell.
  ///
  /// - Parameter arguments: put after it, as they are.
  func words(_ arguments: [String] = []) -> [String] {
    let line = arguments.isEmpty ? text : "\(text) \"$@\""
    return ["/bin/sh", "-c", isPlain ? "exec \(line)" : line, "hookconsole"] + arguments
  }

  /// One command, in whose favour the shell can give way.
  private var isPlain: Bool {
    !text.contains(where: { "|&;<>()`\n".contains($0) })
      && !text.prefix { !$0.isWhitespace }.contains("=")
  }

  /// `#` begins a comment at the start of a word, outside of quotes.
  private static func withoutComments(_ text: String) -> String {
    var result = ""
    var quote: Character?
    var (isEscaped, isComment, isWordStart) = (false, false, true)
    for character in text {
      if isComment, !character.isNewline { continue }
      isComment = false
      if isEscaped {
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "#", isWordStart {
        isComment = true
        continue
      }
      isWordStart = quote == nil && (character.isWhitespace || ";&|()".contains(character))
      result.append(character)
    }
    return result
  }
}
