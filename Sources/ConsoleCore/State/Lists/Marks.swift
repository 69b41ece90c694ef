import HookModel

/// Deliveries that are marked, so that one key acts on all of them. They stay marked whatever the filter shows.
struct Marks: Sendable {
  /// Each with its webhook.
  private(set) var deliveries: [RecordID: RecordID] = [:]
  /// Where a range begins: the row that was marked last.
  private(set) var anchor: RecordID?

  var count: Int { deliveries.count }
  var isEmpty: Bool { deliveries.isEmpty }

  func contains(_ id: RecordID) -> Bool { deliveries[id] != nil }

  mutating func toggle(_ id: RecordID, of webhook: RecordID) {
    if deliveries.removeValue(forKey: id) == nil { deliveries[id] = webhook }
    anchor = id
  }

  mutating func insert(_ id: RecordID, of webhook: RecordID) {
    deliveries[id] = webhook
  }

  mutating func remove(_ id: RecordID) {
    deliveries[id] = nil
  }

  mutating func clear() {
    self = Marks()
  }
}
