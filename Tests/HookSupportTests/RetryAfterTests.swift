import HookSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct RetryAfterTests {
  /// Now is Sun, 06 Nov 1994 08:49:37 GMT.
  @Test(
    "seconds, or a date in one of its three forms",
    arguments: [
      ("0", 0), ("120", 120), (" 5 ", 5), ("1.5", 1.5), ("99999999999999999999", 1e20),
      ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:49:47 GMT", 10),
      ("Sun Nov  6 08:49:47 1994", 10), ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
      ("Mon, 01 Jan 1990 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 00:00:00 GMT", 167_670_623),
      ("", nil), ("-5", nil), ("soon", nil), ("0x10", nil), ("nan", nil), ("inf", nil),
      ("1e3", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("Sunset", nil),
      ("06 Nov 1994 08:49:37 GMT", nil), ("20041231", 20_041_231), ("1.2.3", nil),
    ] as [(String, Double?)]
  )
  func reads(_ text: String, _ seconds: Double?) {
    #expect(RetryAfter.seconds(text, now: 784_111_777) == seconds)
  }

  @Test("a pause is doubled, bounded and spread") func backoff() {
    let backoff = Backoff(first: 1, maximum: 8)
    #expect((1...6).map { backoff.pause(after: $0, chance: 0.5) } == [1, 2, 4, 8, 8, 8])
    #expect([0.0, 1.0].map { backoff.pause(after: 1, chance: $0) } == [0.75, 1.25])
    #expect(backoff.pause(after: 0, chance: 0.5) == 1)
    #expect(backoff.pause(after: .max, chance: 0.5) == 8)
  }

  @Test(
    "dates are written as they are read",
    arguments: [0, 784_111_777, 1_795_782_399, 951_782_400]
  )
  func dates(_ seconds: Double) {
    let text = HTTPDate.text(seconds: seconds)
    #expect(HTTPDate.seconds(text) == seconds)
    if seconds == 784_111_777 { #expect(text == "Sun, 06 Nov 1994 08:49:37 GMT") }
  }
}
