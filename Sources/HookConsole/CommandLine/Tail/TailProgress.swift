import HookModel

/// Which deliveries are done with. A webhook's mark moves over one only when all before it are done,
/// so that what still waits to be forwarded is not missed by the next run.
struct TailProgress: Sendable {
  private struct Row {
    let delivery: Delivery
    var isDone: Bool
  }

  private var rows: [RecordID: [Row]] = [:]
  /// How many are begun and not done.
  private(set) var open = 0

  /// - Parameter delivery: one that was not begun before.
  mutating func begin(_ delivery: Delivery, of webhook: RecordID) {
    rows[webhook, default: []].append(Row(delivery: delivery, isDone: false))
    open += 1
  }

  /// - Returns: those that the mark may pass now, in their order.
  mutating func finish(_ id: RecordID, of webhook: RecordID) -> [Delivery] {
    guard var line = rows[webhook],
      let position = line.firstIndex(where: { $0.delivery.id == id && !$0.isDone })
    else { return [] }
    line[position].isDone = true
    open -= 1
    let done = line.prefix { $0.isDone }
    rows[webhook] = Array(line.dropFirst(done.count))
    return done.map(\.delivery)
  }
}
