import HookModel
import HookSupport

/// What one piece of news brought of one webhook: told together, oldest first.
///
/// The order of a list can be trusted as little as its rows: one that has ids alone, or whose order is
/// not known yet, puts new deliveries in any order. The times of their records tell.
struct TailBatch: Sendable {
  typealias Answered = (step: TailBook.Step, answer: TailRecords.Answer?)

  let entries: [(step: TailBook.Step, needsRecord: Bool)]

  /// `nil` if there is nothing in it.
  var webhook: RecordID? { entries.first?.step.webhook }

  /// Fetches the records that are needed.
  /// - Returns: the steps in the order in which they are to be told.
  /// - Throws: `CancellationError` only.
  func answered(by records: TailRecords) async throws -> [Answered] {
    let answered = try await Parallel.map(entries) { entry -> Answered in
      (entry.step, entry.needsRecord ? try await records.find(entry.step) : nil)
    }
    return Self.ordered(answered)
  }

  /// By their times where all have one; else, and of the same time, as they came.
  static func ordered(_ answered: [Answered]) -> [Answered] {
    let times = answered.compactMap(created).filter(\.hasTime).map(\.seconds)
    guard times.count == answered.count else { return answered }
    return zip(answered, times).enumerated().sorted { left, right in
      (left.element.1, left.offset) < (right.element.1, right.offset)
    }.map(\.element.0)
  }

  private static func created(_ answered: Answered) -> Timestamp? {
    switch (answered.step, answered.answer) {
    case (_, .found(let found)): found.delivery.created
    case (.tell(let news), _): news.delivery.created
    case (.look, _): nil
    }
  }
}
