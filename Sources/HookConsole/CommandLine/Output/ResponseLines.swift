import ConsoleCore
import HookHTTP
import HookModel

/// An endpoint's answer for people: the code and the time, the headers with masked secrets, the body.
enum ResponseLines {
  static func show(_ answer: PostResponse, paint: Paint) throws {
    let (status, style) = ResponseText.status(answer)
    let first = TerminalSafeText.sanitised("\(status)  \(ResponseText.time(answer.seconds))")
    try Output.line(paint.text(first, style.role))
    for header in HeaderSecrets.masked(answer.headers).fields {
      try Output.line(TerminalSafeText.sanitised("\(header.name): \(header.value)"))
    }
    guard !answer.body.isEmpty else { return }
    try Output.line("")
    try Output.payload(Payload(bytes: answer.body))
  }
}
