import Testing
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct ToldDeliveriesTests {
  private func ids(_ numbers: ClosedRange<Int>) -> [RecordID] {
    numbers.map { RecordID("d\($0)") }
  }

  private func remembered(_ told: ToldDeliveries) -> [Int] {
    (0...99).filter { told.contains(RecordID("d\($0)")) }
  }

  @Test("the oldest are forgotten, and counted") func theOldestAreForgottenAndCounted() {
    var told = ToldDeliveries()
    told.insert(history: ids(20...29).reversed())
    told.insert(news: ids(30...32))
    told.insert(history: ids(10...19).reversed())
    told.insert(news: ids(33...33))
    #expect(told.count == 24)
    told.forget(keeping: 12)
    #expect(told.remembered == 24, "not before there are twice as many")
    told.insert(news: ids(34...34))
    told.forget(keeping: 12)
    #expect(remembered(told) == Array(23...34))
    #expect(told.count == 25)
    #expect(told.remembered == 12)
  }

  @Test("what is told twice counts once") func whatIsToldTwiceCountsOnce() {
    var told = ToldDeliveries()
    told.insert(news: ids(1...3) + ids(2...2))
    told.insert(history: ids(3...3))
    told.insert(news: ids(1...4))
    #expect(told.count == 4)
    told.forget(keeping: 1)
    #expect(remembered(told) == [4])
  }
}
