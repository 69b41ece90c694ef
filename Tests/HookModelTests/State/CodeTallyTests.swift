import HookTesting
import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct CodeTallyTests {
  @Test(
    "each code has a class",
    arguments: [
      (100, TaskStatus.sent, CodeClass.informational), (204, .sent, .success),
      (302, .sent, .redirection),
      (410, .failed, .clientError), (599, .failed, .serverError), (0, .failed, .none),
      (0, .sent, .none),
      (0, .queued, .pending), (0, .processing, .pending), (500, .processing, .serverError),
      (99, .sent, .other), (600, .sent, .other), (-1, .sent, .other),
    ]
  )
  func eachCodeHasAClass(_ code: Int, _ status: TaskStatus, _ wanted: CodeClass) {
    let delivery = Delivery(id: RecordID("d"), statusCode: code, taskStatus: status)
    #expect(CodeClass(of: delivery) == wanted)
  }

  private func random(_ number: Int, _ random: inout SplitMix64) -> Delivery {
    Delivery(
      id: RecordID("d\(number)"),
      attempts: Int.random(in: 0..<4, using: &random),
      statusCode: [0, 200, 201, 410, 500].randomElement(using: &random) ?? 0,
      taskStatus: TaskStatus.known.randomElement(using: &random) ?? .sent,
      created: [
        nil, Timestamp("2024-01-01"), Timestamp(seconds: Double(number * 7)),
      ].randomElement(using: &random) ?? nil
    )
  }

  /// Adding and taking out comes to the same as counting what is left.
  @Test("agrees with counting again", arguments: 0..<10)
  func agreesWithCountingAgain(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var tally = CodeTally()
    var kept: [Delivery] = []
    for number in 0..<300 {
      let delivery = self.random(number, &random)
      tally.add(delivery)
      kept.append(delivery)
      if Bool.random(using: &random) {
        tally.remove(kept.remove(at: Int.random(in: 0..<kept.count, using: &random)))
      }
    }
    #expect(tally.total == kept.count)
    #expect(tally.attempts == kept.reduce(0) { $0 + $1.attempts })
    #expect(tally.failed == kept.count { $0.taskStatus == .failed || $0.statusCode >= 400 })
    for kind in CodeClass.allCases {
      let count = kept.count { CodeClass(of: $0) == kind }
      #expect(tally.byClass[kind] == (count == 0 ? nil : count))
    }
    let tried = kept.filter { CodeClass(of: $0) != .pending }
    #expect(tally.byCode == Dictionary(grouping: tried, by: \.statusCode).mapValues(\.count))
    let timed = kept.filter { $0.created?.hasTime == true }
    #expect(tally.minutes.values.reduce(0) { $0 + $1.total } == timed.count)
    for delivery in kept { tally.remove(delivery) }
    #expect(
      tally.total == 0 && tally.byCode.isEmpty && tally.byClass.isEmpty && tally.minutes.isEmpty
    )
  }

  @Test("the rate is of what is finished") func theRateIsOfWhatIsFinished() {
    var tally = CodeTally()
    #expect(tally.successRate == nil)
    for (code, status) in [(200, TaskStatus.sent), (500, .failed), (0, .queued), (0, .failed)] {
      tally.add(Delivery(id: RecordID("d"), statusCode: code, taskStatus: status))
    }
    #expect(tally.successRate == 1.0 / 3)
  }

  /// A date alone has no minute, so it is in no series.
  @Test("minutes are only of known times") func minutesAreOnlyOfKnownTimes() {
    var tally = CodeTally()
    tally.add(Delivery(id: RecordID("a"), statusCode: 200, created: Timestamp("2024-01-01")))
    tally.add(Delivery(id: RecordID("b"), statusCode: 500, created: Timestamp(seconds: 119)))
    tally.add(Delivery(id: RecordID("c"), statusCode: 200, created: Timestamp(seconds: 60)))
    #expect(tally.minutes == [1: CodeTally.Minute(total: 2, failed: 1)])
  }
}
