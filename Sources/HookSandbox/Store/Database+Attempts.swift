import HookServer

/// An attempt at a delivery, as it is kept.
struct AttemptRecord: Sendable {
  /// From 1 on.
  let number: Int
  /// What `ExchangeJSON` makes of the exchange, without the request's body.
  let exchange: [UInt8]
}

extension Database {
  /// How many attempts of a delivery are kept, the last ones.
  static let keptAttempts = 20

  /// Keeps an attempt, and drops the one that is too old then.
  func add(_ attempt: AttemptRecord, of delivery: Int64) throws {
    try run(
      "INSERT OR REPLACE INTO attempts (delivery, number, exchange) VALUES (?, ?, ?)",
      .int(delivery),
      .int(Int64(attempt.number)),
      .blob(attempt.exchange)
    )
    guard attempt.number > Self.keptAttempts else { return }
    try run(
      "DELETE FROM attempts WHERE delivery = ? AND number <= ?",
      .int(delivery),
      .int(Int64(attempt.number - Self.keptAttempts))
    )
  }

  /// The attempts of a delivery that are kept, the oldest first.
  func attempts(of delivery: Int64) throws -> [AttemptRecord] {
    try rows(
      "SELECT number, exchange FROM attempts WHERE delivery = ? ORDER BY number",
      .int(delivery)
    ) { AttemptRecord(number: Int($0.int(0)), exchange: $0.blob(1)) }
  }
}
