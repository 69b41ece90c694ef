import HookModel
import HookSupport
import Testing

@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct TailProgressTests {
  private static let hook = RecordID("hook")
  private var progress = TailProgress()
  private var mark = TailMark()

  /// A delivery's name is the second in which it was made.
  private mutating func take(_ second: Int, handedTo receivers: Int = 0, isAwaited: Bool = false) {
    let delivery = Delivery(id: Self.id(second), created: Timestamp(seconds: Double(second)))
    let passed = progress.take(
      delivery,
      of: Self.hook,
      handedTo: receivers,
      isAwaited: isAwaited
    )
    if let passed { mark.pass(passed) }
  }

  private mutating func leave(_ second: Int) {
    if let passed = progress.leave(Self.id(second), of: Self.hook) { mark.pass(passed) }
  }

  private static func id(_ second: Int) -> RecordID { RecordID("d\(second)") }

  private func expect(_ seconds: [Int], _ location: SourceLocation = #_sourceLocation) {
    #expect(mark.ids == seconds.map(Self.id), sourceLocation: location)
    #expect(mark.seconds == seconds.max().map(Double.init), sourceLocation: location)
  }

  @Test("what is done is passed once all before it are") mutating func order() {
    take(1)
    expect([1])
    take(2, handedTo: 1)
    take(3, handedTo: 2)
    take(4)
    take(5, handedTo: 1)
    leave(3)
    leave(5)
    expect([1])
    #expect(!progress.isIdle)
    leave(3)
    expect([1])
    leave(2)
    expect([1, 2, 3, 4, 5])
    #expect(progress.isIdle)
  }

  @Test("an outcome that is awaited holds the mark, also once the forwarder is done")
  mutating func outcome() {
    take(1, handedTo: 1, isAwaited: true)
    take(2)
    leave(1)
    #expect(progress.isIdle)
    take(1, isAwaited: true)
    expect([])
    take(1, handedTo: 1)
    expect([])
    leave(1)
    expect([1, 2])
    // What is told of it later changes nothing.
    take(1)
    leave(1)
    expect([1, 2])
  }

  @Test("one that is left out is waited for no longer") mutating func leftOut() {
    take(1, isAwaited: true)
    take(2, isAwaited: true)
    take(2)
    expect([])
    take(1)
    expect([1, 2])
  }

  @Test("webhooks do not hold up one another") mutating func webhooks() {
    take(1, isAwaited: true)
    let other = RecordID("other")
    let passed = progress.take(Delivery(id: Self.id(2)), of: other, isAwaited: false)
    #expect(passed?.ids == [Self.id(2)])
    expect([])
  }

  @Test(
    "an outcome is awaited for a day",
    arguments: [
      (TaskStatus.queued, 0.0, true), (.processing, 86_399, true), (.queued, 86_400, false),
      (.queued, -3600, true), (.sent, 0, false), (.failed, 0, false),
    ]
  )
  func awaits(_ status: TaskStatus, _ age: Double, _ wanted: Bool) {
    let delivery = Delivery(
      id: Self.id(1),
      taskStatus: status,
      created: Timestamp(seconds: 1_000_000)
    )
    #expect(delivery.awaitsOutcome(at: 1_000_000 + age) == wanted)
    let timeless = Delivery(id: Self.id(1), taskStatus: status)
    #expect(timeless.awaitsOutcome(at: 0) == !status.isFinal)
  }
}
