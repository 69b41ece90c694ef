import HookModel

/// The deliveries of a webhook as a list, whatever the server's paging and order.
enum DeliveryList {
  private static let pageSize = 100

  /// The newest of them, newest first as far as their times tell, each once.
  static func newest(_ limit: Int, of webhook: RecordID, _ client: HookClient) async throws
    -> [Item]
  {
    var seen: Set<RecordID> = []
    var items: [Item] = []
    var number = 0
    while true {
      let page = try await client.deliveries(
        of: webhook,
        page: Page(number: number, size: pageSize)
      )
      let fresh = page.filter { seen.insert($0.id).inserted }
      items += fresh
      number += 1
      // Where the order is not newest first, the newest may be on the last page.
      let isSorted = zip(items, items.dropFirst()).allSatisfy { isNewer($0, $1) }
      if page.count != pageSize || fresh.isEmpty || (items.count >= limit && isSorted) { break }
    }
    let sorted = items.enumerated().sorted { left, right in
      guard let first = left.element.hints.created, let second = right.element.hints.created,
        first != second
      else { return left.offset < right.offset }
      return first > second
    }
    return sorted.prefix(limit).map(\.element)
  }

  private static func isNewer(_ left: Item, _ right: Item) -> Bool {
    guard let first = left.hints.created, let second = right.hints.created else { return false }
    return first >= second
  }
}
