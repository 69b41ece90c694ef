import Foundation
import Testing
@testable import HookJSON
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct ErrorWordsTests {
  @Test(
    "finds what the server says",
    arguments: [
      (#"{"message":"No such employer"}"#, "No such employer"),
      (#""Plainly said""#, "Plainly said"),
      (
        #"{"type":"about:blank","title":"Bad Request","status":400,"detail":"The url is wrong"}"#,
        "The url is wrong"
      ),
      (
        #"{"title":"Invalid","errors":{"url":["is required","is short"],"event":"odd"}}"#,
        "Invalid: url: is required; is short; event: odd"
      ),
      (#"{"errors":["first","second"]}"#, "first; second"),
      (#"[{"message":"a"},{"message":"b"},{}]"#, "a; b"),
      (#"{"error":{"message":"nested"}}"#, "nested"),
      (#"{"Message":"In capitals"}"#, "In capitals"),
      (#"{"message":"","title":"Second choice"}"#, "Second choice"),
      (
        "<html><head><title>502 Bad\n Gateway</title></head><body>x</body></html>",
        "502 Bad Gateway"
      ),
      ("<TITLE id=a>Busy &amp; down</TITLE>", "Busy & down"),
      ("<html><title></title><h1>Oops</h1></html>", "Oops"),
      (
        "<style>p{}</style><script>if (a<b) {}</script><!-- no --><p>Only <b>this</b></p>",
        "Only this"
      ),
      ("service  unavailable\r\n", "service unavailable"),
      ("", nil), ("  \n ", nil), ("{}", nil), ("[]", nil), ("null", nil), ("17", nil),
      (#"{"message":null}"#, nil), (#"{"status":400}"#, nil),
    ]
  )
  func findsWhatTheServerSays(_ body: String, _ words: String?) {
    #expect(ErrorWords.read(JSONText(body.utf8)) == words)
  }

  @Test("long words are cut") func longWordsAreCut() {
    let words = ErrorWords.read(JSONText(String(repeating: "word ", count: 100_000).utf8))
    #expect(words?.count == 301 && words?.hasSuffix("…") == true)
  }

  @Test("hostile nesting is survived") func hostileNestingIsSurvived() {
    for (open, close) in [("[", "]"), (#"{"message":"#, "}"), (#"{"errors":"#, "}")] {
      let depth = 60_000 / (open.utf8.count + 1)
      let body =
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      #expect(ErrorWords.read(JSONText(body.utf8)) == nil)
    }
  }
}
