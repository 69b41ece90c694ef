import HookModel

/// The attempts at the deliveries that were looked at last.
struct AttemptsState: Sendable {
  /// A delivery as far as its attempts depend on it: a change means that there are others.
  private struct Stamp: Equatable {
    let id: RecordID
    let attempts: Int
    let status: TaskStatus
    let code: Int
  }

  private var wanted: Stamp?
  private var kept: [RecordID: [ExchangeRecord]] = [:]
  private var order: [RecordID] = []
  /// Why they cannot be shown.
  private(set) var problem: (delivery: RecordID, message: String)?

  private static let maximumKept = 32

  /// The oldest first; `nil` if they were not fetched.
  func records(of delivery: RecordID) -> [ExchangeRecord]? { kept[delivery] }

  /// Notes which delivery is selected.
  /// - Returns: whether its attempts must be fetched.
  mutating func want(_ delivery: Delivery) -> Bool {
    let stamp = Stamp(
      id: delivery.id,
      attempts: delivery.attempts,
      status: delivery.taskStatus,
      code: delivery.statusCode
    )
    defer { wanted = stamp }
    return stamp != wanted
  }

  /// - Parameter isCapture: whether the first is the request that came, and others forwarded it.
  mutating func received(
    _ attempts: [Attempt],
    of delivery: RecordID,
    title: String,
    isCapture: Bool
  ) {
    if kept[delivery] == nil { order.append(delivery) }
    kept[delivery] = attempts.map { attempt in
      ExchangeRecord(
        number: attempt.number,
        origin: isCapture ? (attempt.number == 1 ? .captured : .forwarded) : .attempt,
        title: title,
        delivery: delivery,
        exchange: attempt.exchange,
        isAttempt: true
      )
    }
    if problem?.delivery == delivery { problem = nil }
    if order.count > Self.maximumKept { kept[order.removeFirst()] = nil }
  }

  mutating func failed(_ delivery: RecordID, _ message: String) {
    problem = (delivery, message)
  }
}
