import ConsoleCore

/// What the doctor found out about one thing.
struct Finding: Sendable, Equatable {
  enum Grade: String, Sendable {
    case good, note, bad

    /// The word in front of the line; colours only repeat it.
    var word: String {
      switch self {
      case .good: "ok"
      case .note: "note"
      case .bad: "BAD"
      }
    }

    var role: Role {
      switch self {
      case .good: .success
      case .note: .notice
      case .bad: .problem
      }
    }
  }

  let grade: Grade
  /// What was looked at, in a word or two.
  let subject: String
  let text: String
  /// How the program ends where this is bad.
  let code: ExitCode

  init(_ grade: Grade, _ subject: String, _ text: String, code: ExitCode = .failed) {
    self.grade = grade
    self.subject = subject
    self.text = text
    self.code = code
  }

  static func good(_ subject: String, _ text: String) -> Finding { Finding(.good, subject, text) }
  static func note(_ subject: String, _ text: String) -> Finding { Finding(.note, subject, text) }

  static func bad(_ subject: String, _ error: any Error) -> Finding {
    let line = "\(error)".split(separator: "\n").joined(separator: "; ")
    return Finding(.bad, subject, line, code: ExitCode(error))
  }

  /// The line for people; where it is too long for the terminal it goes on below the text or, on a
  /// narrow one, the text has lines of its own.
  /// - Parameter width: the columns of the terminal; `nil` of a file or a pipe.
  func lines(width: Int?, paint: Paint) -> [String] {
    let blanks = String(repeating: " ", count: max(0, 4 - grade.word.count))
    let word = paint.text(grade.word, grade.role) + blanks
    let text = TerminalSafeText.sanitised(text)
    let padded = subject.padding(toLength: 13, withPad: " ", startingAt: 0)
    guard let width, TerminalSafeText.columns(of: text) > width - 21 else {
      return ["\(word)  \(padded)  \(text)"]
    }
    let isNarrow = width < 60
    let indent = isNarrow ? 6 : 21
    var lines = WrappedText.lines(text, columns: max(8, width - indent))
      .map { String(repeating: " ", count: indent) + $0 }
    if isNarrow { return ["\(word)  \(subject)"] + lines }
    lines[0] = "\(word)  \(padded)  \(lines[0].dropFirst(indent))"
    return lines
  }

  var json: [UInt8] {
    var object = JSONObject()
    object.add("subject", subject)
    object.add("verdict", grade.rawValue)
    object.add("text", text)
    return object.bytes
  }
}
