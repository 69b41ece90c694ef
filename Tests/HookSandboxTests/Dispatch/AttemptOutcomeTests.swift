import HookHTTP
import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct AttemptOutcomeTests {
  private func outcome(
    _ response: ExchangeResponse?,
    failure: String? = nil,
    attempt: Int = 1,
    delays: [Double] = [10]
  ) -> AttemptOutcome {
    AttemptOutcome(
      response,
      failure: failure,
      attempt: attempt,
      schedule: RetrySchedule(delays: delays),
      now: 1000,
      chance: 0.5
    )
  }

  private func answer(
    _ status: Int,
    retryAfter: String? = nil,
    body: [UInt8] = []
  ) -> ExchangeResponse {
    var content = ExchangeBody()
    content.raw = body
    let header = retryAfter.map { "Retry-After: \($0)\r\n" } ?? ""
    return ExchangeResponse(
      status: status,
      head: Array("HTTP/1.1 \(status)\r\n\(header)".utf8),
      body: content
    )
  }

  @Test("two hundreds are sent", arguments: [200, 201, 204, 299]) func twoHundredsAreSent(
    status: Int
  ) {
    #expect(outcome(answer(status)).state == .sent)
    #expect(outcome(answer(status)).due == nil)
  }

  @Test(
    "all else is tried again and then fails",
    arguments: [100, 301, 304, 400, 401, 404, 429, 500, 599]
  )
  func allElseIsTriedAgainAndThenFails(status: Int) {
    #expect(outcome(answer(status)).state == .queued)
    #expect(outcome(answer(status)).due == 11_000)
    #expect(outcome(answer(status), attempt: 2).state == .failed)
    #expect(outcome(answer(status), attempt: 2).due == nil)
  }

  @Test("gone is final") func goneIsFinal() {
    #expect(outcome(answer(410)).state == .failed)
    #expect(outcome(answer(410)).isGone)
    #expect(outcome(answer(410)).message == "Gone")
  }

  @Test("no answer has the code zero") func noAnswerHasTheCodeZero() {
    let outcome = outcome(nil, failure: "connection refused")
    #expect(outcome.code == 0)
    #expect(outcome.message == "connection refused")
    #expect(outcome.state == .queued)
  }

  @Test(
    "Retry-After lengthens a delay, on any code, and never shortens it",
    arguments: [
      (429, "30", 31_000), (503, "30", 31_000), (500, "30", 31_000), (404, "30", 31_000),
      (302, "30", 31_000), (429, "3", 11_000), (429, "0", 11_000), (429, "soon", 11_000),
      (429, "Thu, 01 Jan 1970 00:00:00 GMT", 11_000),
      (429, "Thu, 01 Jan 1970 00:00:41 GMT", 41_000), (429, "1e9", 11_000),
      (429, "999999999", 86_401_000),
    ] as [(Int, String, Int64)]
  )
  func retryAfter(_ status: Int, _ value: String, _ due: Int64) {
    #expect(outcome(answer(status, retryAfter: value)).due == due)
  }

  @Test("a response that is not complete is a failure whatever its code")
  func incomplete() {
    let cut = outcome(answer(200), failure: "response cut short")
    #expect(cut.code == 200 && cut.state == .queued && cut.message == "response cut short")
    #expect(outcome(answer(200), failure: "x", attempt: 2).state == .failed)
    let gone = outcome(answer(410), failure: "response cut short")
    #expect(gone.isGone && gone.state == .failed)
  }

  @Test(
    "the message is the answers text in one line",
    arguments: [
      ("", "Not Found"), ("  \n ", "Not Found"), ("a\r\n\tb", "a b"),
      ("\u{1b}]0;x\u{7}y", "]0;x y"),
      ("é", "é"), (String(repeating: "x", count: 150), String(repeating: "x", count: 150)),
      (String(repeating: "x", count: 151), String(repeating: "x", count: 149) + "…"),
    ]
  )
  func theMessageIsTheAnswersTextInOneLine(body: String, message: String) {
    #expect(StatusMessage.of(answer(404, body: Array(body.utf8))) == message)
  }

  @Test("a code without a name has no message") func aCodeWithoutANameHasNoMessage() {
    #expect(StatusMessage.of(answer(599)) == "")
  }

  @Test("bytes that are no text are shown as such") func bytesThatAreNoTextAreShownAsSuch() {
    #expect(StatusMessage.of(answer(500, body: [0xff, 0x41])) == "\u{fffd}A")
  }
}
