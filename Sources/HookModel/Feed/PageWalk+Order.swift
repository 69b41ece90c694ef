/// In which order a server lists the deliveries of a webhook.
extension PageWalk {
  package enum Order: Sendable { case unknown, newestFirst, oldestFirst, mixed }

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
