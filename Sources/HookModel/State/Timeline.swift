/// All deliveries that are known, newest first, each once: of every webhook together and of each one.
///
/// Payloads are not kept here. A row, a place and a change cost about the logarithm of the count.
public struct Timeline: Sendable {
  /// A delivery and whose it is.
  public struct Entry: Sendable {
    public internal(set) var delivery: Delivery
    public let webhook: RecordID
    /// Breaks ties between deliveries of one time: larger is newer.
    let sequence: Int
    /// Seconds since 1970 by which it is ordered; of a delivery without a time, when it was learnt of.
    let moment: Double
  }

  /// Which deliveries are looked at.
  public enum Scope: Hashable, Sendable {
    case all
    case webhook(RecordID)
  }

  private var entries: [Entry?] = []
  private var free: [UInt32] = []
  private var table = SlotTable()
  private var orders: [Scope: OrderedSlots] = [:]
  private var newest = 0
  private var oldest = 0
  private let limit: Int

  /// - Parameter limit: at most so many deliveries are kept; the oldest give way.
  public init(limit: Int = 1_000_000) {
    self.limit = max(1, limit)
  }

  public func count(in scope: Scope = .all) -> Int {
    orders[scope]?.count ?? 0
  }

  /// The delivery at a position, zero being the newest.
  public func entry(at position: Int, in scope: Scope = .all) -> Entry? {
    guard let order = orders[scope], (0..<order.count).contains(position) else { return nil }
    return entries[Int(order[position])]
  }

  public func entry(_ id: RecordID) -> Entry? {
    slot(of: id).flatMap { entries[Int($0)] }
  }

  public func position(of id: RecordID, in scope: Scope = .all) -> Int? {
    slot(of: id).flatMap { orders[scope]?.position(of: $0, before: isBefore) }
  }

  /// Takes in a delivery.
  /// - Parameters:
  ///   - isHistory: true where it lies before everything that came earlier in the same way; decides
  ///     the order among deliveries of one time.
  ///   - now: seconds since 1970, used where the delivery has no time.
  /// - Returns: the entry that it replaced, nil for a new one.
  @discardableResult
  public mutating func put(
    _ delivery: Delivery,
    of webhook: RecordID,
    isHistory: Bool,
    now: Double
  ) -> Entry? {
    var delivery = delivery
    delivery.payload = nil
    if let slot = slot(of: delivery.id), let old = entries[Int(slot)] {
      if delivery.created == nil { delivery.created = old.delivery.created }
      if delivery.created == old.delivery.created {
        entries[Int(slot)]?.delivery = delivery
      } else {
        remove(slot)
        add(delivery, of: webhook, sequence: old.sequence, now: now)
      }
      return old
    }
    if isHistory { oldest -= 1 } else { newest += 1 }
    add(delivery, of: webhook, sequence: isHistory ? oldest : newest, now: now)
    return nil
  }

  /// Takes out the oldest where there are more than the limit.
  public mutating func trim() -> [Entry] {
    var removed: [Entry] = []
    while let order = orders[.all], order.count > limit {
      let slot = order[order.count - 1]
      if let entry = entries[Int(slot)] { removed.append(entry) }
      remove(slot)
    }
    return removed
  }

  /// Forgets the deliveries of a webhook that is no more.
  public mutating func remove(webhook: RecordID) {
    while let order = orders[.webhook(webhook)], order.count > 0 { remove(order[order.count - 1]) }
    orders[.webhook(webhook)] = nil
  }

  private func slot(of id: RecordID) -> UInt32? {
    table.find(id) { entries[Int($0)]?.delivery.id ?? id }
  }

  private mutating func add(_ delivery: Delivery, of webhook: RecordID, sequence: Int, now: Double)
  {
    let moment = delivery.created?.seconds ?? now
    let entry = Entry(delivery: delivery, webhook: webhook, sequence: sequence, moment: moment)
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
      entries[Int(slot)] = entry
    } else {
      slot = UInt32(entries.count)
      entries.append(entry)
    }
    enter(slot, entry)
  }

  private mutating func remove(_ slot: UInt32) {
    guard let entry = entries[Int(slot)] else { return }
    leave(slot, entry)
    entries[Int(slot)] = nil
    free.append(slot)
  }

  /// `enter` and `leave` hold the entries while they compare; nothing changes the entries inside them,
  /// or the whole array would be copied.
  private mutating func enter(_ slot: UInt32, _ entry: Entry) {
    let entries = entries
    table.insert(slot) { entries[Int($0)]?.delivery.id ?? entry.delivery.id }
    for scope in [Scope.all, .webhook(entry.webhook)] {
      orders[scope, default: OrderedSlots()].insert(slot) { Self.isBefore(entries, $0, $1) }
    }
  }

  private mutating func leave(_ slot: UInt32, _ entry: Entry) {
    let entries = entries
    for scope in [Scope.all, .webhook(entry.webhook)] {
      orders[scope]?.remove(slot) { Self.isBefore(entries, $0, $1) }
    }
    table.remove(slot, id: entry.delivery.id)
  }

  private func isBefore(_ left: UInt32, _ right: UInt32) -> Bool {
    Self.isBefore(entries, left, right)
  }

  /// Newest first; a strict total order, since no two slots share id and sequence.
  private static func isBefore(_ entries: [Entry?], _ left: UInt32, _ right: UInt32) -> Bool {
    guard left != right, let a = entries[Int(left)], let b = entries[Int(right)] else {
      return false
    }
    if a.moment != b.moment { return a.moment > b.moment }
    if a.sequence != b.sequence { return a.sequence > b.sequence }
    return left < right
  }
}
