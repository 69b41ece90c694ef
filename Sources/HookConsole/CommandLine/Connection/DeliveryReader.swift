import HookModel

/// A delivery, and its record's own bytes where they were asked for.
struct FoundDelivery: Sendable {
  let webhook: RecordID
  let event: WebhookEvent?
  let delivery: Delivery
  let source: [UInt8]?
}

/// Reads the deliveries of one webhook one after the other, newest first as far as their times tell,
/// each once, whatever the server's paging and order.
actor DeliveryReader {
  private let client: HookClient
  private let webhook: RecordID
  /// Whether each delivery's whole record is asked for.
  private let wantsRecords: Bool
  private let pageSize: Int

  private var record: Webhook?
  private var seen: Set<RecordID> = []
  /// Listed and not yet handed out.
  private var items: ArraySlice<Item> = []
  private var ready: ArraySlice<FoundDelivery> = []
  private var page = 0
  private var isListedAll = false

  /// - Parameter wanted: so many will be asked for, about.
  init(_ client: HookClient, _ webhook: RecordID, wantsRecords: Bool, wanted: Int) {
    self.client = client
    self.webhook = webhook
    self.wantsRecords = wantsRecords
    pageSize = min(100, max(1, wanted))
  }

  /// The webhook's own record.
  func webhookRecord() async throws -> Webhook {
    if let record { return record }
    let found = try await client.webhook(webhook)
    record = found
    return found
  }

  /// The next one, nil at the end.
  func next() async throws -> FoundDelivery? {
    while true {
      if let found = ready.popFirst() { return found }
      if items.isEmpty {
        guard !isListedAll else { return nil }
        try await list()
        continue
      }
      let block = Array(items.prefix(min(pageSize, 12)))
      items = items.dropFirst(block.count)
      ready = try await records(block)[...]
    }
  }

  /// Lists until it is known what comes first.
  private func list() async throws {
    _ = try await webhookRecord()
    try await listPage()
    guard seen.count > items.count || isNewestFirst(Array(items)) else {
      // The newest may be anywhere.
      while !isListedAll { try await listPage() }
      return try await sort()
    }
  }

  private func listPage() async throws {
    let listed = try await client.deliveries(
      of: webhook,
      page: Page(number: page, size: pageSize)
    )
    page += 1
    let fresh = listed.filter { seen.insert($0.id).inserted }
    items += fresh
    // A page that is not full is no sign of the end: some servers have a page size of their own.
    let count = record?.eventCount ?? 0
    isListedAll = fresh.isEmpty || listed.count > pageSize || (count > 0 && seen.count >= count)
  }

  private func isNewestFirst(_ items: [Item]) -> Bool {
    let times = items.compactMap(\.hints.created)
    if !items.isEmpty, times.count == items.count, times.first != times.last {
      // A few rows may stand in order by chance: the first must be as new as the newest there is.
      let last = record?.lastDelivery?.created
      return zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
        && last.map { last in times.first.map { $0 >= last } ?? false } ?? true
    }
    if items.count < 2, isListedAll { return true }
    return items.first.map { $0.id == record?.lastDelivery?.id } ?? true
  }

  private func sort() async throws {
    let all = Array(items)
    if all.allSatisfy({ $0.hints.created != nil }) {
      items = Self.newestFirst(all) { $0.hints.created }[...]
    } else if let last = record?.lastDelivery?.id, all.last?.id == last {
      items = all.reversed()[...]
    } else {
      items = []
      ready = Self.newestFirst(try await records(all)) { $0.delivery.created }[...]
    }
  }

  private static func newestFirst<Row>(_ rows: [Row], _ time: (Row) -> Timestamp?) -> [Row] {
    rows.enumerated().sorted { left, right in
      guard let first = time(left.element), let second = time(right.element), first != second
      else { return left.offset < right.offset }
      return first > second
    }.map(\.element)
  }

  private func records(_ items: [Item]) async throws -> [FoundDelivery] {
    let (client, webhook, event) = (client, webhook, record?.event)
    let wantsRecords = wantsRecords
    return try await Parallel.map(items) { item -> FoundDelivery? in
      if !wantsRecords, item.saysAll {
        let delivery = Delivery(listed: item)
        return FoundDelivery(webhook: webhook, event: event, delivery: delivery, source: nil)
      }
      return try await client.found(item.id, of: webhook, event)
    }.compactMap { $0 }
  }
}

extension HookClient {
  /// A delivery with its record's own bytes; nil where it is gone.
  func found(
    _ id: RecordID,
    of webhook: RecordID,
    _ event: WebhookEvent?
  ) async throws -> FoundDelivery? {
    do {
      let node = try await get(.delivery(employer, webhook, id))
      guard let delivery = Delivery(node) else { return nil }
      return FoundDelivery(webhook: webhook, event: event, delivery: delivery, source: node.bytes)
    } catch let error as APIError {
      if case .notFound = error.kind { return nil }
      throw error
    }
  }
}

/// The deliveries of several webhooks as one list, newest first.
struct DeliveryMerge {
  private let readers: [DeliveryReader]
  private var heads: [FoundDelivery?]?

  init(_ readers: [DeliveryReader]) {
    self.readers = readers
  }

  mutating func next() async throws -> FoundDelivery? {
    var heads: [FoundDelivery?]
    if let known = self.heads {
      heads = known
    } else {
      heads = try await Parallel.map(readers) { try await $0.next() }
    }
    var newest: Int?
    for (place, head) in heads.enumerated() {
      guard let head else { continue }
      guard let best = newest.flatMap({ heads[$0] }) else {
        newest = place
        continue
      }
      let isNewer = (head.delivery.created?.seconds ?? 0) > (best.delivery.created?.seconds ?? 0)
      if isNewer { newest = place }
    }
    guard let newest else {
      self.heads = heads
      return nil
    }
    let found = heads[newest]
    heads[newest] = try await readers[newest].next()
    self.heads = heads
    return found
  }
}
