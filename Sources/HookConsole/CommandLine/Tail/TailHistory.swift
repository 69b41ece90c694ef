import HookSupport
import HookModel

/// What happened while nobody watched.
enum TailHistory {
  /// The deliveries before which some marks stand, oldest first.
  static func read(
    _ client: HookClient,
    _ webhooks: [RecordID],
    _ marks: [RecordID: TailMark]
  ) async throws -> [FoundDelivery] {
    let progress = Progress("deliveries read")
    defer { progress.end() }
    let counter = Locked(0)
    let found = try await Parallel.map(webhooks) { webhook in
      let reader = DeliveryReader(client, webhook, wantsRecords: false, wanted: .max)
      let mark = marks[webhook] ?? TailMark()
      var found: [FoundDelivery] = []
      // Newest first: behind one that the mark covers there are only older ones.
      while let next = try await reader.next(), mark.covers(next.delivery) != true {
        found.append(next)
        progress.show(
          counter.withLock { count in
            count += 1
            return count
          }
        )
      }
      return Array(found.reversed())
    }
    return merged(found)
  }

  /// Rows of several webhooks by their times; those of one webhook stay in their order.
  static func merged(_ lists: [[FoundDelivery]]) -> [FoundDelivery] {
    var lists = lists.map { $0[...] }
    var result: [FoundDelivery] = []
    while let next = lists.indices.filter({ !lists[$0].isEmpty })
      .min(by: { time(lists[$0]) < time(lists[$1]) })
    {
      result.append(lists[next].removeFirst())
    }
    return result
  }

  private static func time(_ list: ArraySlice<FoundDelivery>) -> Double {
    list.first?.delivery.created?.seconds ?? 0
  }
}

extension HookClient {
  /// The same client with or without attempts of its own after a failure.
  func retries(_ isRetrying: Bool) -> HookClient {
    retrying(isRetrying ? RetryPolicy() : .never)
  }
}
