import HookSupport
import Testing
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct DeliveryStatisticsTests {
  @Test("deliveries are counted by code, attempts, reason and hour") func counts() {
    var statistics = DeliveryStatistics()
    #expect(statistics.successRate == nil)
    let rows: [(Int, TaskStatus, Int, String?, Double?)] = [
      (200, .sent, 1, nil, 7200), (204, .sent, 2, "ok", 7300), (500, .failed, 3, "busy", 7400),
      (500, .failed, 3, "busy", 10_800), (0, .failed, 3, "timed out", 10_900),
      (0, .queued, 0, nil, nil), (410, .failed, 1, nil, 10_900),
    ]
    for (number, row) in rows.enumerated() {
      statistics.add(
        Delivery(
          id: RecordID("\(number)"),
          attempts: row.2,
          statusCode: row.0,
          taskStatus: row.1,
          statusMessage: row.3,
          created: row.4.map { Timestamp(seconds: $0) }
        )
      )
    }
    #expect(statistics.total == 7 && statistics.delivered == 2 && statistics.pending == 1)
    #expect(statistics.successRate == 2.0 / 6)
    #expect(statistics.byCode == [200: 1, 204: 1, 500: 2, 0: 1, 410: 1])
    #expect(statistics.byAttempts == [0: 1, 1: 2, 2: 1, 3: 3] && statistics.attempts == 13)
    #expect(statistics.reasons == ["500: busy": 2, "no response: timed out": 1, "410": 1])
    #expect(statistics.busiest(1).map { [$0.hour, $0.total, $0.failed] } == [[2, 3, 1]])
    #expect(statistics.first == 7200 && statistics.last == 10_900)
  }
}
