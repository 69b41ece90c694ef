import Foundation
import HookServer

/// What the API shows of deliveries.
extension Database {
  private static let deliveryColumns =
    "id, uuid, name, url, created, state, attempts, code, message, body"

  /// A part of a webhook's deliveries, the newest first.
  func deliveries(of webhook: Int64, offset: Int, limit: Int) throws -> [DeliveryRecord] {
    try rows(
      "SELECT \(Self.deliveryColumns) FROM deliveries WHERE webhook = ?"
        + " ORDER BY id DESC LIMIT ? OFFSET ?",
      .int(webhook),
      .int(Int64(limit)),
      .int(Int64(offset)),
      read: Self.delivery
    )
  }

  func delivery(_ uuid: UUID, of webhook: Int64) throws -> DeliveryRecord? {
    try row(
      "SELECT \(Self.deliveryColumns) FROM deliveries WHERE uuid = ? AND webhook = ?",
      .blob(uuid.bytes),
      .int(webhook),
      read: Self.delivery
    )
  }

  func newestDelivery(of webhook: Int64) throws -> DeliveryRecord? {
    try deliveries(of: webhook, offset: 0, limit: 1).first
  }

  func body(_ id: Int64) throws -> [UInt8] {
    try row("SELECT bytes FROM bodies WHERE id = ?", .int(id)) { $0.blob(0) } ?? []
  }

  private static func delivery(_ row: Row) -> DeliveryRecord {
    DeliveryRecord(
      id: row.int(0),
      uuid: UUID(bytes: row.blob(1)) ?? UUID(),
      name: row.text(2),
      url: row.text(3),
      created: row.int(4),
      state: DeliveryState(rawValue: row.int(5)) ?? .failed,
      attempts: Int(row.int(6)),
      code: Int(row.int(7)),
      message: row.optionalText(8),
      body: row.int(9)
    )
  }
}
