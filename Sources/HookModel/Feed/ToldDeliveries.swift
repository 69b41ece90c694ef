/// The deliveries of a webhook that were told. The newest are remembered; the others are forgotten where
/// a walk for news cannot meet them.
struct ToldDeliveries: Sendable {
  /// How many were told, those that are forgotten among them.
  private(set) var count = 0
  private var ids: Set<RecordID> = []
  /// Those that are remembered, the oldest first.
  private var order: [RecordID] = []

  /// How many are remembered.
  var remembered: Int { order.count }

  /// Whether a delivery was told and is remembered.
  func contains(_ id: RecordID) -> Bool { ids.contains(id) }

  /// Takes in news, the oldest first.
  mutating func insert(news: [RecordID]) {
    order += new(news)
  }

  /// Takes in what lies before all that was told, the newest first.
  mutating func insert(history: [RecordID]) {
    order.insert(contentsOf: new(history).reversed(), at: 0)
  }

  private mutating func new(_ all: [RecordID]) -> [RecordID] {
    let new = all.filter { ids.insert($0).inserted }
    count += new.count
    return new
  }

  /// Forgets the oldest, many at once.
  /// - Parameter kept: so many are remembered at least.
  mutating func forget(keeping kept: Int) {
    guard order.count > 2 * kept else { return }
    let forgotten = order.count - kept
    for id in order.prefix(forgotten) { ids.remove(id) }
    order.removeFirst(forgotten)
  }
}
