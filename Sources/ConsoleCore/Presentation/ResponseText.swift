import HookModel

/// How an endpoint responded, in a word or two.
package enum ResponseText {
  /// `200 OK`, or why there is no response.
  package static func status(_ answer: PostResponse) -> (String, Style) {
    let role = CodeText.role(CodeClass(code: answer.status))
    if let problem = answer.problem { return (problem, Style(role: .problem)) }
    let meaning = CodeText.meaning(answer.status).map { " \($0)" } ?? ""
    return ("\(answer.status)\(meaning)", Style(role: role, bold: true))
  }

  package static func time(_ seconds: Double) -> String {
    seconds < 1 ? "\(Int((seconds * 1000).rounded())) ms" : "\((seconds * 10).rounded() / 10) s"
  }
}
