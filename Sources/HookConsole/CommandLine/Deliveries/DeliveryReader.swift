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
  private var seen: Set<RecordID> = []
  /// Listed and not yet handed out.
  private var items: ArraySlice<Item> = []
  private var ready: ArraySlice<FoundDelivery> = []
  private var page = 0
  private var isListedAll = false
  /// Pages in a row that brought only what was known.
  private var repeats = 0
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
      if pageSize < Self.longestPage {
        (pageSize, page, items, seen) = (Self.longestPage, 0, [], [])
      }
      while !isListedAll { try await listPage() }
      return try await sort()
    }
  }

  private func listPage() async throws {
    let asked = Page(number: page, size: pageSize)
    let listed = try await client.repeating(policy) { [webhook] client in
      try await client.deliveries(of: webhook, page: asked)
    }
    page += 1
    let fresh = listed.filter { seen.insert($0.id).inserted }
    items += fresh
    repeats = fresh.isEmpty ? repeats + 1 : 0
    // Neither a page that is not full nor the webhook's count is the end: some servers have a page
    // size of their own, larger or smaller, and some counts lag behind. What came meanwhile pushes
    // the rows on by as much, so that a page may bring none that is new though more are to come.
    isListedAll = listed.isEmpty || (repeats > 0 && (repeats == 3 || missing == 0))
  }

  /// How many deliveries fewer the list has than the webhook counts, as far as it was read.
  var missing: Int { max(0, (record?.eventCount ?? 0) - seen.count) }

  /// Whether the list was read to its end.
  var isAtEnd: Bool { isListedAll }

  private func isNewestFirst(_ items: [Item]) -> Bool {
    let times = items.compactMap(\.hints.created)
    if !items.isEmpty, times.count == items.count, times.first != times.last {
      // A few rows may stand in order by chance: the first must be as new as the newest there is.
      let last = record?.lastDelivery?.created
      return zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
        && last.map { last in times.first.map { $0 >= last } ?? false } ?? true
    }
    if items.count < 2, isListedAll { return true }
    // Where nothing tells the order, none is taken for granted.
    return items.first.map { $0.id == record?.lastDelivery?.id } ?? true
  }

  private func sort() async throws {
    let all = Array(items)
    let times = Set(all.map { $0.hints.created?.seconds })
    if !times.contains(nil), times.count > 1 {
      items = Self.newestFirst(all) { $0.hints.created }[...]
    } else if let last = record?.lastDelivery?.id, all.last?.id == last {
      items = all.reversed()[...]
    } else if times.contains(nil) {
      items = []
      ready = Self.newestFirst(try await records(all)) { $0.delivery.created }[...]
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
