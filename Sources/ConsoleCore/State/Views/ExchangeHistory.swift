import HookHTTP
import HookModel

/// What this session sent and forwarded, the oldest first. Its memory is bounded.
struct ExchangeHistory: Sendable {
  private(set) var records: [ExchangeRecord] = []
  private var bodyBytes = 0
  /// The first record that still has its bodies.
  private var firstWithBodies = 0
  /// The newest exchange of each delivery that was forwarded, by its number.
  private var forwarded: [RecordID: Int] = [:]
  private var nextNumber = 1

  /// Exchanges that are kept, and bytes of their bodies.
  static let maximumCount = 10_000
  static let maximumBodyBytes = 64 << 20

  /// - Returns: the record, with its number.
  mutating func add(
    _ exchange: Exchange,
    _ origin: ExchangeRecord.Origin,
    title: String,
    delivery: RecordID?
  ) -> ExchangeRecord {
    let record = ExchangeRecord(
      number: nextNumber,
      origin: origin,
      title: title,
      delivery: delivery,
      exchange: exchange
    )
    nextNumber += 1
    records.append(record)
    bodyBytes += record.bodyBytes
    if origin == .forwarded, let delivery { forwarded[delivery] = record.number }
    // The newest keeps its bodies however large they are.
    while bodyBytes > Self.maximumBodyBytes, firstWithBodies < records.count - 1 {
      bodyBytes -= records[firstWithBodies].bodyBytes
      records[firstWithBodies].dropBodies()
      firstWithBodies += 1
    }
    // Many at once, since what is left moves.
    if records.count > Self.maximumCount + Self.maximumCount / 10 { dropOldest() }
    return record
  }

  private mutating func dropOldest() {
    let count = records.count - Self.maximumCount
    for record in records.prefix(count) {
      bodyBytes -= record.hasBodies ? record.bodyBytes : 0
      if let delivery = record.delivery, forwarded[delivery] == record.number {
        forwarded[delivery] = nil
      }
    }
    records.removeFirst(count)
    firstWithBodies = max(0, firstWithBodies - count)
  }

  /// `nil` if it is no longer kept.
  func record(_ number: Int) -> ExchangeRecord? {
    guard let first = records.first else { return nil }
    let position = number - first.number
    return records.indices.contains(position) ? records[position] : nil
  }

  /// How the local endpoint responded to a delivery last.
  func forwarded(_ delivery: RecordID) -> ExchangeRecord? {
    forwarded[delivery].flatMap { record($0) }
  }
}
