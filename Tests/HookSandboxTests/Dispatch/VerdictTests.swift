import Testing

@testable import HookSandbox

@Suite struct VerdictTests {
  private func verdict(
    _ outcome: Courier.Outcome,
    attempt: Int = 1,
    delays: [Double] = [10]
  ) -> Verdict {
    Verdict(
      outcome,
      attempt: attempt,
      schedule: RetrySchedule(delays: delays),
      now: 1000,
      jitter: 0.5
    )
  }

  private func answer(_ status: Int, retryAfter: String? = nil) -> Courier.Outcome {
    .answered(.init(status: status, headers: retryAfter.map { [("retry-after", $0)] } ?? []))
  }

  @Test(arguments: [200, 201, 204, 299]) func twoHundredsAreSent(status: Int) {
    #expect(verdict(answer(status)).state == .sent)
    #expect(verdict(answer(status)).due == nil)
  }

  @Test(arguments: [100, 301, 304, 400, 401, 404, 429, 500, 599])
  func allElseIsTriedAgainAndThenFails(status: Int) {
    #expect(verdict(answer(status)).state == .queued)
    #expect(verdict(answer(status)).due == 11_000)
    #expect(verdict(answer(status), attempt: 2).state == .failed)
    #expect(verdict(answer(status), attempt: 2).due == nil)
  }

  @Test func goneIsFinal() {
    #expect(verdict(answer(410)).state == .failed)
    #expect(verdict(answer(410)).isGone)
    #expect(verdict(answer(410)).message == "Gone")
  }

  @Test func noAnswerHasTheCodeZero() {
    let verdict = verdict(.unanswered("connection refused"))
    #expect(verdict.code == 0)
    #expect(verdict.message == "connection refused")
    #expect(verdict.state == .queued)
  }

  @Test(arguments: [(429, 4000), (503, 4000), (500, 11_000), (404, 11_000)] as [(Int, Int64)])
  func retryAfterIsForTwoCodesOnly(status: Int, due: Int64) {
    #expect(verdict(answer(status, retryAfter: "3")).due == due)
  }

  @Test(arguments: [
    ("", "Not Found"), ("  \n ", "Not Found"), ("a\r\n\tb", "a b"), ("\u{1b}]0;x\u{7}y", "]0;x y"),
    ("é", "é"), (String(repeating: "x", count: 150), String(repeating: "x", count: 150)),
    (String(repeating: "x", count: 151), String(repeating: "x", count: 149) + "…"),
  ])
  func theMessageIsTheAnswersTextInOneLine(body: String, message: String) {
    let answer = Courier.Answer(status: 404, body: Array(body.utf8))
    #expect(StatusMessage.of(answer) == message)
  }

  @Test func aCodeWithoutANameHasNoMessage() {
    #expect(StatusMessage.of(Courier.Answer(status: 599)) == "")
  }

  @Test func bytesThatAreNoTextAreShownAsSuch() {
    #expect(StatusMessage.of(Courier.Answer(status: 500, body: [0xff, 0x41])) == "\u{fffd}A")
  }
}
