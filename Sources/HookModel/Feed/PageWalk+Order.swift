/// In which order a server lists the deliveries of a webhook.
extension PageWalk {
  package enum Order: Sendable { case unknown, newestFirst, oldestFirst, mixed }

  /// How much speaks for an order.
  struct Evidence: Sendable, Equatable {
    /// A list without an order looks by chance as if it had one once in two to the power of this.
    private var bits = 0
    /// The newest delivery by whose position the last bits were told.
    private var newest: RecordID?

    private static let enough = 20

    var isEnough: Bool { bits >= Self.enough }

    /// Takes in a page that stands in the order.
    mutating func add(_ items: [Item], newest: RecordID?) {
      let times = Set(items.compactMap(\.hints.created)).count
      if times > 1, items.allSatisfy({ $0.hints.created != nil }) {
        // Ten different times stand in order by chance once in 3.6 million.
        if times >= 10 { bits = max(bits, Self.enough) }
      } else if let newest, newest != self.newest, !items.isEmpty {
        self.newest = newest
        bits += Int.bitWidth - 1 - items.count.leadingZeroBitCount
      }
    }
  }

  /// The order in which a page stands, as far as its times or the newest delivery's position tell.
  static func order(of items: [Item], newest: RecordID?) -> Order {
    var seen: Set<RecordID> = []
    let items = items.filter { seen.insert($0.id).inserted }
    let times = items.compactMap(\.hints.created)
    if times.count == items.count, times.count > 1, times.first != times.last {
      let pairs = zip(times, times.dropFirst())
      if pairs.allSatisfy({ $0 >= $1 }) { return .newestFirst }
      if pairs.allSatisfy({ $0 <= $1 }) { return .oldestFirst }
      return .mixed
    }
    guard let newest, items.count > 1, let position = items.firstIndex(where: { $0.id == newest })
    else { return .unknown }
    if position == 0 { return .newestFirst }
    return position == items.count - 1 ? .oldestFirst : .mixed
  }
}
