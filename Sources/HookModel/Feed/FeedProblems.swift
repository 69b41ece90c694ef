/// What fails at present, so that one request that keeps failing is not forgotten because others
/// succeed, and not told again and again.
struct FeedProblems: Sendable {
  private struct Entry {
    let message: String
    let since: Double
    /// Whether the way to the server or the key is at fault: any answer ends it.
    let isGeneral: Bool
    let number: Int
  }

  private var entries: [FeedSchedule.Ask: Entry] = [:]
  private var number = 0

  /// - Parameter now: seconds since 1970.
  mutating func failed(_ ask: FeedSchedule.Ask, _ message: String, isGeneral: Bool, now: Double) {
    number += 1
    let since = entries.values.map(\.since).min() ?? now
    entries[Self.key(ask)] =
      Entry(message: message, since: since, isGeneral: isGeneral, number: number)
  }

  mutating func succeeded(_ ask: FeedSchedule.Ask) {
    entries[Self.key(ask)] = nil
    entries = entries.filter { !$0.value.isGeneral }
  }

  /// Forgets what will not be asked again.
  mutating func keep(where isWanted: (FeedSchedule.Ask) -> Bool) {
    guard !entries.isEmpty else { return }
    entries = entries.filter { isWanted($0.key) }
  }

  /// The newest of them, since when the first began; `nil` while nothing fails.
  var problem: FeedProblem? {
    guard let newest = entries.values.max(by: { $0.number < $1.number }),
      let since = entries.values.map(\.since).min()
    else { return nil }
    return FeedProblem(message: newest.message, since: since)
  }

  /// The pages of one webhook are one thing: which of them failed does not matter.
  private static func key(_ ask: FeedSchedule.Ask) -> FeedSchedule.Ask {
    if case .page(let id, _) = ask { .page(id, 0) } else { ask }
  }
}
