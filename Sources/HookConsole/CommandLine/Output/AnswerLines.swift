import ConsoleCore
import HookModel

/// An endpoint's answer for people: the code and the time, the headers, the body.
enum AnswerLines {
  static func show(_ answer: PostAnswer, paint: Paint) throws {
    let (status, style) = AnswerText.status(answer)
    let first = VisibleText.harmless("\(status)  \(AnswerText.time(answer.seconds))")
    try Output.line(paint.text(first, style.role))
    for header in answer.headers.fields {
      try Output.line(VisibleText.harmless("\(header.name): \(header.value)"))
    }
    guard !answer.body.isEmpty else { return }
    try Output.line("")
    try Output.payload(Payload(bytes: answer.body))
  }
}
