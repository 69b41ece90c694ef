import HookSupport

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
    for (position, head) in heads.enumerated() {
      guard let head else { continue }
      guard let best = newest.flatMap({ heads[$0] }) else {
        newest = position
        continue
      }
      let isNewer = (head.delivery.created?.seconds ?? 0) > (best.delivery.created?.seconds ?? 0)
      if isNewer { newest = position }
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
