import HookModel
import HookSupport

/// How far a run has come with one webhook: what lies before it was there already.
struct TailMark: Sendable, Equatable {
  /// When the newest delivery was made that is behind the mark, in seconds since 1970.
  private(set) var seconds: Double?
  /// The last deliveries behind the mark: they decide where times do not.
  private(set) var ids: [RecordID]
  /// From when on deliveries are wanted, if a person named that.
  private let since: TimeBound?

  private static let mostIDs = 200

  init(seconds: Double? = nil, ids: [RecordID] = []) {
    self.seconds = seconds
    self.ids = ids
    since = nil
  }

  init(since: TimeBound) {
    ids = []
    self.since = since
  }

  var isEmpty: Bool { seconds == nil && ids.isEmpty && since == nil }

  /// Whether a delivery lies behind the mark; `nil` if that cannot be told.
  func covers(_ delivery: Delivery) -> Bool? {
    if ids.contains(delivery.id) { return true }
    guard let created = delivery.created else { return nil }
    if let since, since.isAfter(created) { return true }
    guard let seconds else { return since == nil ? nil : false }
    // A date hides the time of day.
    if !created.hasTime { return created.seconds + 86_400 <= seconds ? true : nil }
    return created.seconds == seconds ? nil : created.seconds < seconds
  }

  mutating func pass(_ delivery: Delivery) {
    pass(TailMark(seconds: delivery.created?.seconds, ids: [delivery.id]))
  }

  /// Passes what lies behind another mark.
  mutating func pass(_ mark: TailMark) {
    for id in mark.ids where !ids.contains(id) { ids.append(id) }
    if ids.count > Self.mostIDs { ids.removeFirst(ids.count - Self.mostIDs) }
    if let time = mark.seconds { seconds = max(seconds ?? time, time) }
  }
}
