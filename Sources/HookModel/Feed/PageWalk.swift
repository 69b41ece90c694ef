/// A walk through the pages of one webhook's deliveries until what is new has been found.
///
/// Pages may come newest first, oldest first or in no order, overlap, repeat, be smaller or larger
/// than was asked for, or ignore paging: each step looks only at which ids are new and where they
/// stand. It does nothing but decide which page is asked for next.
package struct PageWalk: Sendable {
  /// What one walk learns about a server for the next.
  package struct Memory: Sendable, Equatable {
    package var order = Order.unknown
    /// Where the list ends, of a list that begins with the oldest.
    var lastPage = 0
    /// How far back that list was walked through.
    var firstPage: Int?
    /// The most rows that a page had.
    var mostRows = 0
    /// The fewest rows that a page had with another one behind it, where that is fewer than were asked for.
    var pageSize: Int?
  }

  /// What a page brought that is to be told now.
  package struct Find {
    /// News oldest first, history newest first.
    package var items: [Item]
    /// The page to ask for next, nil at the end of the walk.
    package var next: Int?
  }

  let asked: Int
  /// Whether it walks through what lies before all that is known: how far it goes back is limited,
  /// where one for news goes on until it meets what is known.
  let isHistory: Bool
  /// The deliveries that a walk through history may bring.
  let history: Int
  /// Those that are known already and lie before it on the way back.
  let known: Int
  /// How many deliveries the webhook says there are, 0 where it does not say.
  let eventCount: Int
  /// How many of them are to be found, 0 where that is not known.
  let expected: Int
  /// Whether all that lies before the news is known, so that what is found is news.
  let knowsOlder: Bool

  package private(set) var memory: Memory
  private var pages = 0
  private var found: Set<RecordID> = []
  private var previous: [RecordID] = []
  private var previousPage = 0
  /// What was found and not told yet, by page.
  private var held: [Int: [Item]] = [:]
  private var span = PageSpan()

  /// No walk is longer than this, whatever a server answers.
  private static let mostPages = 10_000

  /// - Parameter pageSize: how many rows a page is asked to have.
  package init(
    pageSize: Int,
    isHistory: Bool,
    history: Int,
    known: Int = 0,
    eventCount: Int,
    expected: Int,
    knowsOlder: Bool = true,
    memory: Memory = Memory()
  ) {
    asked = pageSize
    self.isHistory = isHistory
    self.history = history
    self.known = known
    self.eventCount = eventCount
    self.knowsOlder = knowsOlder
    self.expected = isHistory ? max(0, min(history, eventCount - known)) : expected
    self.memory = memory
    if known > 0, memory.order == .oldestFirst {
      for page in (start + 1)..<max(start + 1, memory.lastPage + 1) {
        span.take(page, isEmpty: false)
      }
      span.end(at: memory.lastPage)
    }
  }

  /// Where to begin: the page where news is, or one before that where what is known ends.
  var start: Int {
    switch memory.order {
    case .oldestFirst: known > 0 ? max(0, (memory.firstPage ?? 0) - 1) : memory.lastPage
    // Pages with more rows than were asked for are passed over sooner.
    case .newestFirst: known / max(1, asked, memory.mostRows)
    case .unknown, .mixed: 0
    }
  }

  private var pageSize: Int { memory.pageSize ?? asked }
  private var expectsMore: Bool { found.count < expected }
  /// Whether less was found than a walk through history may bring: there is nothing before it.
  var isAtEnd: Bool { found.count < history }
  /// How many that were expected did not come.
  var missing: Int { max(0, expected - found.count) }

  /// Takes in a page.
  /// - Parameters:
  ///   - newest: the newest delivery as the webhook names it, to tell the order by.
  ///   - isKnown: whether a delivery was told before this walk.
  package mutating func take(
    page: Int,
    items: [Item],
    newest: RecordID?,
    isKnown: (RecordID) -> Bool
  )
    -> Find
  {
    pages += 1
    let unknown = items.filter { !isKnown($0.id) }
    let fresh = unknown.filter { found.insert($0.id).inserted }
    held[page, default: []] += fresh
    learn(page, items, newest)
    let next =
      next(after: page, items, fresh: fresh.count, meetsKnown: unknown.count < items.count)
      ?? sweep(page, items, newest.map { !isKnown($0) && !found.contains($0) } ?? false)
    (previous, previousPage) = (items.map(\.id), page)
    return Find(items: next == nil ? release(all: true) : release(all: false), next: next)
  }

  private mutating func learn(_ page: Int, _ items: [Item], _ newest: RecordID?) {
    var read = Self.order(of: items, newest: newest)
    if read == .unknown, page == 0, let newest, items.count >= pageSize, items.count <= asked,
      memory.order == .unknown, !items.contains(where: { $0.id == newest })
    {
      // The newest is not on the first page, so it will be on the last.
      read = .oldestFirst
    }
    if read != .unknown {
      memory.order = memory.order == .unknown || memory.order == read ? read : .mixed
    }
    // Of two neighbours the one before is not the last: its rows tell how long the server's pages are.
    let before = page == previousPage + 1 ? previous.count : items.count
    if abs(page - previousPage) == 1, !items.isEmpty, !previous.isEmpty, before < asked {
      memory.pageSize = min(before, pageSize)
    }
    memory.mostRows = max(memory.mostRows, items.count)
    span.take(page, isEmpty: items.isEmpty)
  }

  /// - Parameter meetsKnown: whether the page has what was told before this walk.
  private mutating func next(
    after page: Int,
    _ items: [Item],
    fresh: Int,
    meetsKnown: Bool
  ) -> Int? {
    guard pages < Self.mostPages else { return nil }
    // Twice the same: the server takes no notice of the page's number.
    guard items.isEmpty || items.map(\.id) != previous else { return nil }
    // More than was asked for, and all that is to be found: the server does not page. Later pages may
    // have rows of the one before.
    if page == 0, expected > 0, !expectsMore, Set(items.map(\.id)).count > asked { return nil }
    // A short page is the last one where it is known how long the server's pages are, or how many rows
    // there are; else the next one tells.
    let isShort =
      items.count < pageSize && !expectsMore && (eventCount > 0 || memory.pageSize != nil)
    switch memory.order {
    case .oldestFirst:
      return nextBack(after: page, items, isShort: isShort, fresh: fresh, meetsKnown: meetsKnown)
    case .newestFirst:
      // Overlap with what is known: the rest is known, too.
      let goesOn =
        isHistory
        ? found.count < history && (fresh > 0 || known > 0 && !items.isEmpty)
        : fresh > 0 && (!meetsKnown || expectsMore)
      return goesOn && !isShort ? page + 1 : nil
    case .unknown, .mixed:
      // News may be anywhere, so only its number tells when all is found.
      if expected > 0, !isHistory, !expectsMore, knowsOlder { return nil }
      if isShort, !items.isEmpty { span.end(at: page) }
      return span.firstMissing
    }
  }

  /// Where the webhook promises more than the order of the rows let us find, a short list is gone
  /// through as a whole: a few rows may look ordered without being so.
  private mutating func sweep(_ page: Int, _ items: [Item], _ lacksNewest: Bool) -> Int? {
    guard expectsMore || lacksNewest, eventCount <= 20 * pageSize, pages < 40,
      items.isEmpty || items.map(\.id) != previous, !isHistory || found.count < history
    else { return nil }
    let next = span.firstMissing
    if lacksNewest, next != nil { memory.order = .mixed }
    return next
  }

  /// In a list that begins with the oldest: first to its end, then back from there.
  private mutating func nextBack(
    after page: Int,
    _ items: [Item],
    isShort: Bool,
    fresh: Int,
    meetsKnown: Bool
  ) -> Int? {
    if span.last == nil {
      if isShort, !items.isEmpty { span.end(at: page) }
      let guess = eventCount > 0 ? (eventCount - 1) / max(1, min(pageSize, max(items.count, 1))) : 0
      if let seek = span.seek(guess: page == 0 ? guess : nil) { return seek }
    }
    guard let last = span.last else { return nil }
    memory.lastPage = last
    if isHistory {
      memory.firstPage = min(page, memory.firstPage ?? page)
      guard found.count < history else { return nil }
    } else {
      // A page that is known says that those before it are, too.
      if expected > 0 ? !expectsMore : meetsKnown { return nil }
      if fresh == 0, !items.isEmpty { return nil }
    }
    return span.below(last)
  }

  /// What can be told now: history page by page, news only once all of it is there, since it is told
  /// oldest first.
  private mutating func release(all: Bool) -> [Item] {
    guard isHistory else { return all ? news() : [] }
    var pages = held.keys.sorted()
    if memory.order == .oldestFirst {
      pages.reverse()
      if !all {
        // Only what lies without a gap before the end of the list.
        guard let last = span.last else { return [] }
        pages = pages.filter { page in (page...max(page, last)).allSatisfy(span.isTaken) }
      }
    }
    return pages.flatMap { page in
      let items = held.removeValue(forKey: page) ?? []
      return isAscending(items) ? items.reversed() : items
    }
  }

  private mutating func news() -> [Item] {
    let isAscending = memory.order == .oldestFirst
    let pages = held.keys.sorted { isAscending ? $0 < $1 : $0 > $1 }
    defer { held = [:] }
    return pages.flatMap { page in
      let items = held[page] ?? []
      return isAscending || self.isAscending(items) ? items : items.reversed()
    }
  }

  private func isAscending(_ items: [Item]) -> Bool {
    let order = Self.order(of: items, newest: nil)
    return order == .oldestFirst || (order == .unknown && memory.order == .oldestFirst)
  }
}
