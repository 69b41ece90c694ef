import HookModel
import HookSupport

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
  private let policy: ReadRetryPolicy
  private var pageSize: Int

  private var record: Webhook?
  /// Which page is read next, and in what order they come: the feed's own rule.
  private var walk: PageWalk?
  /// Whether the first row was the newest delivery; `nil` until it is known.
  private var isOrdered: Bool?
  private var page: Int? = 0
  private var seen = SeenIDs()
  /// Listed and not yet handed out.
  private var items: ArraySlice<Item> = []
  /// Listed before the order of the list is known.
  private var unordered: [Item] = []
  private var ready: ArraySlice<FoundDelivery> = []
  /// Listed, but not found when they were asked for.
  private(set) var gone: [RecordID] = []

  private static let longestPage = 100

  /// - Parameter wanted: so many will be asked for, about.
  init(
    _ client: HookClient,
    _ webhook: RecordID,
    wantsRecords: Bool,
    wanted: Int,
    policy: ReadRetryPolicy = .bounded
  ) {
    self.client = client
    self.webhook = webhook
    self.wantsRecords = wantsRecords
    self.policy = policy
    pageSize = min(Self.longestPage, max(1, wanted))
  }

  /// The webhook's own record.
  func webhookRecord() async throws -> Webhook {
    if let record { return record }
    // The first question: soon it is said that nothing comes.
    var brief = policy
    brief.tries = 3
    let found = try await client.repeating(brief) { [webhook] in try await $0.webhook(webhook) }
    record = found
    return found
  }

  /// The next one, nil at the end.
  func next() async throws -> FoundDelivery? {
    while true {
      if let found = ready.popFirst() { return found }
      if items.isEmpty {
        guard !isAtEnd || !unordered.isEmpty else { return nil }
        try await list()
        continue
      }
      let block = Array(items.prefix(min(pageSize, 12)))
      items = items.dropFirst(block.count)
      ready = try await records(block)[...]
    }
  }

  /// Reads pages until it is known what comes first.
  private func list() async throws {
    let record = try await webhookRecord()
    var walk =
      walk
      ?? PageWalk(
        pageSize: pageSize,
        isHistory: true,
        history: .max,
        eventCount: record.eventCount,
        expected: 0
      )
    while items.isEmpty, let number = page {
      let listed = try await client.repeating(policy) { [webhook, pageSize] client in
        try await client.deliveries(of: webhook, page: Page(number: number, size: pageSize))
      }
      for item in listed { seen.insert(item.id) }
      let found = walk.take(
        page: number,
        items: listed,
        newest: record.lastDelivery?.id,
        isKnown: { _ in false }
      )
      page = found.next
      unordered += found.items
      if isOrdered == nil, let first = unordered.first {
        isOrdered = walk.memory.order == .oldestFirst || isNewest(first, record)
        if isOrdered == false, pageSize < Self.longestPage {
          // A few rows looked ordered by chance: the whole list is read, in long pages.
          (pageSize, page, unordered, seen) = (Self.longestPage, 0, [], SeenIDs())
          return
        }
      }
      if isOrdered == true, [.newestFirst, .oldestFirst].contains(walk.memory.order) {
        items += unordered
        unordered = []
      }
    }
    self.walk = walk
    guard items.isEmpty else { return }
    try await sort(unordered)
    unordered = []
  }

  private func isNewest(_ item: Item, _ record: Webhook) -> Bool {
    guard let newest = record.lastDelivery else { return true }
    if item.id == newest.id { return true }
    guard let last = newest.created, let created = item.hints.created else { return false }
    return created >= last
  }

  /// How many deliveries fewer the list has than the webhook counts, as far as it was read.
  var missing: Int { max(0, (record?.eventCount ?? 0) - seen.count) }

  /// Whether the list was read to its end.
  var isAtEnd: Bool { page == nil }

  /// A list whose order no page told.
  private func sort(_ all: [Item]) async throws {
    let times = Set(all.map { $0.hints.created?.seconds })
    if !times.contains(nil), times.count > 1 {
      items = Self.newestFirst(all) { $0.hints.created }[...]
    } else if let last = record?.lastDelivery?.id, all.last?.id == last {
      items = all.reversed()[...]
    } else if times.contains(nil) {
      ready = Self.newestFirst(try await records(all)) { $0.delivery.created }[...]
    } else {
      items = all[...]
    }
  }

  private static func newestFirst<Row>(_ rows: [Row], _ time: (Row) -> Timestamp?) -> [Row] {
    // Of two that were made at the same time the later one in a list of the oldest first is newer.
    let times = rows.compactMap(time)
    let isAscending = zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
    return (isAscending ? rows.reversed() : rows).enumerated().sorted { left, right in
      guard let first = time(left.element), let second = time(right.element), first != second
      else { return left.offset < right.offset }
      return first > second
    }.map(\.element)
  }

  private func records(_ items: [Item]) async throws -> [FoundDelivery] {
    let (client, webhook, event) = (client, webhook, record?.event)
    let (wantsRecords, policy) = (wantsRecords, policy)
    let found = try await Parallel.map(items) { item -> (id: RecordID, found: FoundDelivery?) in
      if !wantsRecords, item.saysAll {
        let delivery = Delivery(listed: item)
        return (
          item.id, FoundDelivery(webhook: webhook, event: event, delivery: delivery, source: nil)
        )
      }
      return (
        item.id,
        try await client.repeating(policy) { try await $0.found(item.id, of: webhook, event) }
      )
    }
    gone += found.filter { $0.found == nil }.map(\.id)
    return found.compactMap(\.found)
  }
}

extension HookClient {
  /// A delivery with its record's own bytes; `nil` if it is gone.
  /// - Throws: `APIError`, also if the response is not a delivery.
  func found(
    _ id: RecordID,
    of webhook: RecordID,
    _ event: WebhookEvent?
  ) async throws -> FoundDelivery? {
    let endpoint = try Endpoint.delivery(scope, webhook, id)
    do {
      let node = try await get(endpoint)
      guard let delivery = Delivery(node) else {
        throw APIError(
          .unexpected("a delivery without an id"),
          call: endpoint.name,
          server: address.description
        )
      }
      return FoundDelivery(webhook: webhook, event: event, delivery: delivery, source: node.bytes)
    } catch let error as APIError {
      if case .notFound = error.kind { return nil }
      throw error
    }
  }
}
