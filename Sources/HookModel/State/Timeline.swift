/// All deliveries that are known, newest first, each once: of every webhook together, of each one, and
/// those that a filter lets through.
///
/// Payloads are not kept here. A row, a position and a change cost about the logarithm of the count.
public struct Timeline: Sendable {
  /// A delivery and whose it is.
  public struct Entry: Sendable {
    /// The delivery, without its payload.
    public let delivery: Delivery
    /// Whose it is.
    public let webhook: RecordID
    /// Breaks ties between deliveries of one time: larger is newer.
    package let sequence: Int
    /// Seconds since 1970 by which it is ordered; of a delivery without a time, when it was learnt of.
    package let moment: Double
  }

  /// Which deliveries are looked at.
  public enum Scope: Hashable, Sendable {
    case all
    case webhook(RecordID)
    /// Those that the filter lets through; none where no filter is set.
    case filtered
  }

  private var store = DeliveryStore()
  private var table = SlotTable()
  private var orders: [Scope: OrderedSlots] = [:]
  private var newest = 0
  private var oldest = 0
  private let limit: Int
  private var scopedFilter: ScopedFilter?
  /// The last delivery that the scopedFilter has looked at; nil once it has looked at all.
  private var filteredTo: DeliveryStore.Rank?

  /// - Parameter limit: at most so many deliveries are kept; the oldest give way.
  public init(limit: Int = 1_000_000) {
    self.limit = max(1, limit)
  }

  /// Whether the oldest give way to each that comes.
  public var isFull: Bool { count() >= limit }

  /// How many deliveries a scope has.
  public func count(in scope: Scope = .all) -> Int {
    orders[scope]?.count ?? 0
  }

  /// How many deliveries of a scope are of that time or newer.
  /// - Parameter moment: seconds since 1970.
  public func count(since moment: Double, in scope: Scope = .all) -> Int {
    orders[scope]?.firstPosition { store.moment($0) < moment } ?? 0
  }

  /// The delivery at a position, zero being the newest.
  public func entry(at position: Int, in scope: Scope = .all) -> Entry? {
    guard let order = orders[scope], (0..<order.count).contains(position) else { return nil }
    return store.entry(order[position])
  }

  /// A delivery by its id; `nil` if it is not known.
  public func entry(_ id: RecordID) -> Entry? {
    slot(of: id).flatMap { store.entry($0) }
  }

  /// Where a delivery stands in a scope, zero being the newest; `nil` if it is not in it.
  public func position(of id: RecordID, in scope: Scope = .all) -> Int? {
    guard let slot = slot(of: id), let order = orders[scope] else { return nil }
    return order.position(of: slot, before: store.isBefore)
  }

  /// Takes in a delivery. What it does not say of what was known stays.
  /// - Parameters:
  ///   - isHistory: true where it lies before everything that came earlier in the same way; decides
  ///     the order among deliveries of one time.
  ///   - now: seconds since 1970, used where the delivery has no time.
  /// - Returns: the entry that it replaced, `nil` for a new one.
  @discardableResult
  public mutating func put(
    _ delivery: Delivery,
    of webhook: RecordID,
    isHistory: Bool,
    now: Double
  ) -> Entry? {
    guard let slot = slot(of: delivery.id), let old = store.entry(slot) else {
      if isHistory { oldest -= 1 } else { newest += 1 }
      add(delivery, of: webhook, sequence: isHistory ? oldest : newest, now: now)
      return nil
    }
    let merged = delivery.merged(over: old.delivery)
    if merged.created == old.delivery.created, webhook == old.webhook {
      store.change(slot, to: merged)
      applyFilter(to: slot)
    } else {
      remove(slot)
      add(merged, of: webhook, sequence: old.sequence, now: now)
    }
    return old
  }

  /// Takes out the oldest where there are more than the limit.
  public mutating func trim() -> [Entry] {
    var removed: [Entry] = []
    while let order = orders[.all], order.count > limit {
      let slot = order[order.count - 1]
      if let entry = store.entry(slot) { removed.append(entry) }
      remove(slot)
    }
    return removed
  }

  /// Forgets one delivery.
  /// - Returns: it; `nil` if it was not known.
  package mutating func remove(_ id: RecordID) -> Entry? {
    guard let slot = slot(of: id), let entry = store.entry(slot) else { return nil }
    remove(slot)
    return entry
  }

  /// Forgets the deliveries of a deleted webhook.
  public mutating func remove(webhook: RecordID) {
    while let order = orders[.webhook(webhook)], order.count > 0 { remove(order[order.count - 1]) }
    orders[.webhook(webhook)] = nil
  }

  /// Begins to look at the deliveries of a scope through a scopedFilter; nil looks at none. The scope
  /// `filtered` fills as `filterMore` goes through them, newest first, and is kept up to date with each
  /// delivery that comes or changes.
  package mutating func filter(_ scopedFilter: ScopedFilter?) {
    self.scopedFilter = scopedFilter
    filteredTo = scopedFilter == nil ? nil : .first
    orders[.filtered] = scopedFilter == nil ? nil : OrderedSlots()
  }

  /// Whether there are deliveries that the scopedFilter has not looked at.
  public var isFiltering: Bool { filteredTo != nil }

  /// Goes on looking through the scopedFilter.
  /// - Parameter rows: how many deliveries are looked at.
  package mutating func filterMore(rows: Int) {
    guard let scopedFilter, let filteredTo else { return }
    guard let order = orders[scopedFilter.scope] else {
      self.filteredTo = nil
      return
    }
    let start = order.firstPosition { store.isBehind($0, filteredTo) }
    let end = min(order.count, start + rows)
    var kept = orders.removeValue(forKey: .filtered) ?? OrderedSlots()
    order.forEach(in: start..<end) { slot in
      if store.passes(slot, scopedFilter) { kept.append(slot) }
    }
    orders[.filtered] = kept
    self.filteredTo = end < order.count ? store.rank(of: order[end - 1]) : nil
  }

  private func slot(of id: RecordID) -> UInt32? {
    table.find(id) { store.id($0) }
  }

  private mutating func add(_ delivery: Delivery, of webhook: RecordID, sequence: Int, now: Double)
  {
    let moment = delivery.created?.seconds ?? now
    let slot = store.add(delivery, of: webhook, moment: moment, sequence: sequence)
    // Below, the store is read while others of our members change, never itself.
    let store = store
    table.insert(slot, id: delivery.id) { store.id($0) }
    for scope in [Scope.all, .webhook(webhook)] {
      orders[scope, default: OrderedSlots()].insert(slot, before: store.isBefore)
    }
    if scopedFilter != nil { applyFilter(to: slot) }
  }

  private mutating func remove(_ slot: UInt32) {
    guard let entry = store.entry(slot) else { return }
    leave(slot, entry)
    store.remove(slot)
  }

  private mutating func leave(_ slot: UInt32, _ entry: Entry) {
    let store = store
    for scope in [Scope.all, .webhook(entry.webhook), .filtered] {
      orders[scope]?.remove(slot, before: store.isBefore)
    }
    table.remove(slot, id: entry.delivery.id)
  }

  /// Takes a delivery into what is filtered, or out of it.
  private mutating func applyFilter(to slot: UInt32) {
    guard let scopedFilter else { return }
    // What was not looked at yet will be.
    if let filteredTo, store.isBehind(slot, filteredTo) { return }
    let store = store
    let isThere =
      orders[.filtered]?.position(of: slot, before: store.isBefore) != nil
    let passes = store.passes(slot, scopedFilter)
    if passes, !isThere {
      orders[.filtered, default: OrderedSlots()].insert(slot, before: store.isBefore)
    } else if !passes, isThere {
      orders[.filtered]?.remove(slot, before: store.isBefore)
    }
  }
}

extension Delivery {
  /// The delivery with what it leaves out taken from what was known. A list that names a delivery and
  /// says nothing of its state takes nothing back.
  package func merged(over old: Delivery) -> Delivery {
    var merged = self
    merged.payload = nil
    merged.name = name ?? old.name
    merged.url = url ?? old.url
    merged.created = created ?? old.created
    merged.headerText = headerText ?? old.headerText
    if attempts == 0, statusCode == 0, taskStatus == .queued, old.attempts > 0 {
      merged.attempts = old.attempts
      merged.statusCode = old.statusCode
      merged.taskStatus = old.taskStatus
      merged.statusMessage = statusMessage ?? old.statusMessage
    }
    return merged
  }
}
