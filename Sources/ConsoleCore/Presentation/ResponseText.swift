import HookModel

/// What an endpoint answered, as lines to read.
package enum ResponseText {
  private static let mostBody = 64 * 1024

  static func viewer(_ request: PostRequest, _ answer: PostResponse, isMasked: Bool) -> Viewer {
    var lines = [Viewer.Line("POST \(request.url.description)", .faint)]
    lines.append(Viewer.Line([status(answer)]))
    lines.append(Viewer.Line("after \(time(answer.seconds))", .faint))
    if !answer.headers.fields.isEmpty { lines.append(Viewer.Line("")) }
    for header in answer.headers.fields {
      lines.append(
        Viewer.Line([
          ("\(header.name): ", Style(role: .key)), (isMasked ? "•••" : header.value, .plain),
        ])
      )
    }
    if !answer.body.isEmpty { lines.append(Viewer.Line("")) }
    lines += isMasked ? [Viewer.Line("•••")] : body(answer.body)
    return Viewer(isMasked ? "Response" : "Response to \(request.title)", lines)
  }

  /// `200 OK`, or why there is no answer.
  package static func status(_ answer: PostResponse) -> (String, Style) {
    let role = CodeText.role(CodeClass(code: answer.status))
    if let problem = answer.problem { return (problem, Style(role: .problem)) }
    let meaning = CodeText.meaning(answer.status).map { " \($0)" } ?? ""
    return ("\(answer.status)\(meaning)", Style(role: role, bold: true))
  }

  package static func time(_ seconds: Double) -> String {
    seconds < 1 ? "\(Int((seconds * 1000).rounded())) ms" : "\((seconds * 10).rounded() / 10) s"
  }

  private static func body(_ bytes: [UInt8]) -> [Viewer.Line] {
    let text = String(decoding: bytes.prefix(mostBody), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Viewer.Line(String($0)) }
    if bytes.count > mostBody {
      lines.append(Viewer.Line("… \(bytes.count - mostBody) more bytes", .mark))
    }
    return lines
  }
}
