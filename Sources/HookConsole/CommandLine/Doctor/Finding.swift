/// What the doctor found out about one thing.
struct Finding: Sendable, Equatable {
  enum Verdict: String, Sendable {
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

  let verdict: Verdict
  /// What was looked at, in a word or two.
  let subject: String
  let text: String
  /// How the program ends where this is bad.
  let code: ExitCode

  init(_ verdict: Verdict, _ subject: String, _ text: String, code: ExitCode = .failed) {
    self.verdict = verdict
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

  var json: [UInt8] {
    var object = JSONObject()
    object.add("subject", subject)
    object.add("verdict", verdict.rawValue)
    object.add("text", text)
    return object.bytes
  }
}
