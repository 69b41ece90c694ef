import Testing
@testable import ConsoleCore

/// What is said of a captured request, in full and in short.
@Suite(.timeLimit(.minutes(1))) struct CaptureNoteTests {
  @Test(
    "in full and in short",
    arguments: [
      (nil, nil, nil, ""), ("", nil, "signature right", "signed"),
      ("not signed", nil, "not signed", "not signed"),
      (
        "not signed: there is no X-Hub-Signature-256 header", nil,
        "not signed: there is no X-Hub-Signature-256 header", "not signed"
      ),
      ("wrong secret", nil, "wrong secret", "wrong signature"),
      (nil, "https://a.example", "sent by a web page of https://a.example", "web page"),
      (
        "", "https://a.example", "signature right · sent by a web page of https://a.example",
        "signed · web page"
      ),
      (
        "wrong secret", "null", "wrong secret · sent by a web page of null",
        "wrong signature · web page"
      ),
    ] as [(String?, String?, String?, String)]
  )
  func notes(_ signature: String?, _ page: String?, _ text: String?, _ short: String) {
    let note = CaptureNote.text(signature: signature, webPage: page)
    #expect(note == text)
    #expect(CaptureNote.short(note ?? "") == short)
  }
}
