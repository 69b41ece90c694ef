import Testing

@testable import HookSandbox

@Suite struct RetryScheduleTests {
  private let schedule = RetrySchedule(delays: [5, 30, 300])

  @Test func theDelaysAreTakenOneAfterTheOther() {
    let delays = (0...4).map { schedule.delay(afterAttempt: $0, retryAfter: nil, jitter: 0.5) }
    #expect(delays == [nil, 5, 30, 300, nil])
    #expect(RetrySchedule(delays: []).delay(afterAttempt: 1, retryAfter: nil, jitter: 0) == nil)
  }

  @Test func theyAreSpreadByATenth() {
    let delays = [0.0, 1.0].map { schedule.delay(afterAttempt: 2, retryAfter: nil, jitter: $0) }
    #expect(delays == [27, 33])
  }

  @Test func whatIsAskedForCountsButNotForEverAndNotBeyondTheLastAttempt() {
    #expect(schedule.delay(afterAttempt: 1, retryAfter: 2, jitter: 1) == 2)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: 1e12, jitter: 1) == 86_400)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: .infinity, jitter: 1) == 86_400)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: -3, jitter: 1) == 0)
    #expect(schedule.delay(afterAttempt: 4, retryAfter: 2, jitter: 1) == nil)
  }

  /// Now is Sun, 06 Nov 1994 08:49:37 GMT.
  @Test(arguments: [
    ("120", 120.0), (" 0 ", 0), ("99999999999999999999", 1e20),
    ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
    ("Mon, 01 Jan 1990 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 00:00:00 GMT", 167_670_623),
    ("", nil), ("soon", nil), ("-5", nil), ("1.5", nil), ("Sun, 06 Nov 1994", nil),
    ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil),
    ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sunday, 06-Nov-94 08:49:37 GMT", nil),
    ("Sun, 06 Nov 1994 :: GMT", nil),
  ])
  func retryAfterIsSecondsOrADate(text: String, seconds: Double?) {
    #expect(RetryAfter.seconds(text, now: 784_111_777) == seconds)
  }
}
