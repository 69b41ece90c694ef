/// A walk through the pages of one webhook's deliveries until nothing new is left to find.
///
/// Pages may come newest first, oldest first or in no order, overlap, repeat, or ignore paging: each
/// step looks only at which ids are new and where they stand.
struct PageWalk: Sendable {
  enum Order: Sendable { case unknown, newestFirst, oldestFirst, mixed }

  /// What a page brought.
  struct Find {
    /// Rows that were not known, in the order in which the listener wants them.
    var items: [Item]
    var isHistory: Bool
    /// The page to ask for next, nil at the end of the walk.
    var next: Int?
  }

  let pageSize: Int
  /// True for the first walk of a webhook: how far it goes back is limited, where a later one goes on
  /// until it meets what is known.
  let isFirst: Bool
  /// The deliveries that the first walk may bring.
  let history: Int
  /// How many deliveries the webhook says there are, 0 where it does not say.
  let eventCount: Int

  private var order: Order
  private var found = 0
  private var asked: Set<Int> = []
  private var isBackwards = false

  /// No walk is longer than this, whatever a server answers.
  private static let mostPages = 10_000

  init(pageSize: Int, isFirst: Bool, history: Int, eventCount: Int, order: Order) {
    self.pageSize = pageSize
    self.isFirst = isFirst
    self.history = history
    self.eventCount = eventCount
    self.order = order
  }

  /// Where to begin: the page where news is.
  var start: Int {
    order == .oldestFirst ? lastPage : 0
  }

  private var lastPage: Int {
    max(0, (eventCount - 1) / pageSize)
  }

  var knownOrder: Order { order }

  mutating func take(page: Int, items: [Item], newest: RecordID?, isKnown: (RecordID) -> Bool)
    -> Find
  {
    asked.insert(page)
    var seen: Set<RecordID> = []
    let fresh = items.filter { seen.insert($0.id).inserted && !isKnown($0.id) }
    found += fresh.count
    let read = Self.order(of: items, newest: newest, isFull: items.count >= pageSize)
    if read != .unknown { order = order == .unknown || order == read ? read : .mixed }
    let isHistory = isFirst
    let isAscending = read == .oldestFirst
    // News is told oldest first, history newest first.
    let told = isAscending == isHistory ? Array(fresh.reversed()) : fresh
    return Find(
      items: told,
      isHistory: isHistory,
      next: next(after: page, count: items.count, fresh: fresh.count)
    )
  }

  private mutating func next(after page: Int, count: Int, fresh: Int) -> Int? {
    guard asked.count < Self.mostPages, !(isFirst && found >= history) else { return nil }
    // More than was asked for: the server does not page, all of it has come.
    guard count <= pageSize else { return nil }
    let wanted: Int
    switch order {
    case .oldestFirst where page == 0 && asked.count == 1 && lastPage > 0:
      isBackwards = true
      wanted = lastPage
    case .oldestFirst:
      // Past the page that was thought to be the last there may be another one.
      if count == pageSize, page >= lastPage { wanted = page + 1 } else { wanted = page - 1 }
      if wanted < page, fresh == 0, !isFirst { return nil }
    case .newestFirst, .unknown, .mixed:
      guard count == pageSize else { return nil }
      // Overlap with what is known: the rest is known, too, where there is an order to trust.
      if fresh == 0 || (fresh < count && order == .newestFirst && !isFirst) { return nil }
      wanted = page + 1
    }
    return wanted >= 0 && !asked.contains(wanted) ? wanted : nil
  }

  /// The order in which a page stands, as far as its times or the newest delivery's place tell.
  static func order(of items: [Item], newest: RecordID?, isFull: Bool) -> Order {
    let times = items.compactMap(\.hints.created)
    if times.count == items.count, times.count > 1, times.first != times.last {
      let pairs = zip(times, times.dropFirst())
      if pairs.allSatisfy({ $0 >= $1 }) { return .newestFirst }
      if pairs.allSatisfy({ $0 <= $1 }) { return .oldestFirst }
      return .mixed
    }
    guard let newest, items.count > 1, let place = items.firstIndex(where: { $0.id == newest })
    else { return .unknown }
    if place == 0 { return .newestFirst }
    return place == items.count - 1 ? .oldestFirst : .mixed
  }
}
