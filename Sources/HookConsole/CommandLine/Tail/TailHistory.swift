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
  func patient(_ isPatient: Bool) -> HookClient {
    retrying(isPatient ? RetryPolicy() : .never)
  }

  /// How often a record is asked for that is answered and cannot be used.
  private static var mostTries: Int { 30 }

  /// A delivery's record, asked for until it comes: a bad minute of the server loses no line. Nil where
  /// the delivery is gone, or where the server answers all but this one: then that is said.
  func foundAtLast(_ id: RecordID, of webhook: RecordID) async throws -> FoundDelivery? {
    var tries = 0
    while true {
      do {
        return try await found(id, of: webhook, nil)
      } catch let error as APIError {
        switch error.kind {
        case .unauthorised, .address: throw error
        case .forbidden, .refused, .redirected, .server, .notJSON, .unexpected:
          tries += 1
          if tries >= Self.mostTries, (try? await webhooks()) != nil {
            Output.problem(VisibleText.harmless("\(id) is left out: \(error)"))
            return nil
          }
        default: break
        }
        try await Task.sleep(for: .seconds(1))
      }
    }
  }
}
