import HookModel

/// Which deliveries are done with. A webhook's mark moves over one only when all before it are done, so that
/// the next run does not miss what waits to be forwarded, or what the command waits for.
///
/// Memory is taken by what is not done alone: what lies behind that is folded into a mark.
struct TailProgress: Sendable {
  /// A delivery that is not done with.
  private struct Row {
    let id: RecordID
    /// The delivery, and those behind it up to the next row.
    var mark: TailMark
  }

  private var rows: [RecordID: [Row]] = [:]
  /// How many the delivery was handed to that are not done with it.
  private var underway: [RecordID: Int] = [:]
  /// Those that somebody may get once their outcome is known.
  private var waiting: Set<RecordID> = []

  /// Whether nobody works on anything; outcomes may be waited for.
  var isIdle: Bool { underway.isEmpty }

  /// Takes in a stage of a delivery.
  /// - Parameters:
  ///   - receivers: how many it is handed to now.
  ///   - isAwaited: whether somebody may get it at a later stage.
  /// - Returns: what the webhook's mark passes, `nil` for nothing.
  mutating func take(
    _ delivery: Delivery,
    of webhook: RecordID,
    handedTo receivers: Int = 0,
    isAwaited: Bool
  ) -> TailMark? {
    let id = delivery.id
    let wasOpen = isOpen(id)
    if receivers > 0 { underway[id, default: 0] += receivers }
    if isAwaited { waiting.insert(id) } else { waiting.remove(id) }
    guard !wasOpen else { return close(id, of: webhook) }
    var mark = TailMark()
    mark.pass(delivery)
    if isOpen(id) {
      rows[webhook, default: []].append(Row(id: id, mark: mark))
      return nil
    }
    return fold(mark, behind: rows[webhook]?.count ?? 0, of: webhook)
  }

  /// One of those that a delivery was handed to is done with it.
  /// - Returns: what the webhook's mark passes, `nil` for nothing.
  mutating func leave(_ id: RecordID, of webhook: RecordID) -> TailMark? {
    guard let count = underway[id] else { return nil }
    underway[id] = count > 1 ? count - 1 : nil
    return close(id, of: webhook)
  }

  private func isOpen(_ id: RecordID) -> Bool { underway[id] != nil || waiting.contains(id) }

  private mutating func close(_ id: RecordID, of webhook: RecordID) -> TailMark? {
    guard !isOpen(id), let position = rows[webhook]?.firstIndex(where: { $0.id == id }),
      let row = rows[webhook]?.remove(at: position)
    else { return nil }
    return fold(row.mark, behind: position, of: webhook)
  }

  /// - Parameter count: how many rows lie before it.
  private mutating func fold(_ mark: TailMark, behind count: Int, of webhook: RecordID) -> TailMark?
  {
    guard count > 0 else { return mark }
    rows[webhook]?[count - 1].mark.pass(mark)
    return nil
  }
}

extension Delivery {
  /// Seconds after which no outcome is expected: a delivery that is stuck does not hold the mark for ever.
  private static let longestWait = 86_400.0

  /// Whether its outcome is not known and still expected.
  /// - Parameter now: seconds since 1970.
  func awaitsOutcome(at now: Double) -> Bool {
    !taskStatus.isFinal && (created.map { now - $0.seconds < Self.longestWait } ?? true)
  }
}
