import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct RetryScheduleTests {
  private let schedule = RetrySchedule(delays: [5, 30, 300])

  @Test("the delays are taken one after the other") func theDelaysAreTakenOneAfterTheOther() {
    let delays = (0...4).map { schedule.delay(afterAttempt: $0, retryAfter: nil, chance: 0.5) }
    #expect(delays == [nil, 5, 30, 300, nil])
    #expect(RetrySchedule(delays: []).delay(afterAttempt: 1, retryAfter: nil, chance: 0) == nil)
  }

  @Test("they are spread by a tenth") func theyAreSpreadByATenth() {
    let delays = [0.0, 1.0].map { schedule.delay(afterAttempt: 2, retryAfter: nil, chance: $0) }
    #expect(delays == [27, 33])
  }

  @Test("what is asked for lengthens a delay but not for ever")
  func whatIsAskedForLengthensADelayButNotForEver() {
    #expect(schedule.delay(afterAttempt: 1, retryAfter: 2, chance: 0.5) == 5)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: 7, chance: 0.5) == 7)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: 1e12, chance: 1) == 86_400)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: .infinity, chance: 1) == 86_400)
    #expect(schedule.delay(afterAttempt: 1, retryAfter: -3, chance: 0.5) == 5)
    #expect(schedule.delay(afterAttempt: 4, retryAfter: 2, chance: 1) == nil)
  }
}
