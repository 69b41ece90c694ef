import Foundation
import HookServer

extension Database {
  private static let webhookColumns = "id, uuid, event, url, active, count"

  func webhooks(of employer: Int64) throws -> [WebhookRecord] {
    try rows(
      "SELECT \(Self.webhookColumns) FROM webhooks WHERE employer = ? ORDER BY id",
      .int(employer),
      read: Self.webhook
    )
  }

  func webhook(_ uuid: UUID, of employer: Int64) throws -> WebhookRecord? {
    try row(
      "SELECT \(Self.webhookColumns) FROM webhooks WHERE uuid = ? AND employer = ?",
      .blob(uuid.bytes),
      .int(employer),
      read: Self.webhook
    )
  }

  /// The webhooks that an event triggers.
  func subscribers(of employer: Int64, to event: HookEvent) throws -> [WebhookRecord] {
    try rows(
      "SELECT \(Self.webhookColumns) FROM webhooks"
        + " WHERE employer = ? AND event = ? AND active = 1 ORDER BY id",
      .int(employer),
      .int(Int64(event.rawValue)),
      read: Self.webhook
    )
  }

  @discardableResult
  func add(
    webhook uuid: UUID,
    of employer: Int64,
    event: HookEvent,
    url: String,
    isActive: Bool
  ) throws -> WebhookRecord {
    try run(
      "INSERT INTO webhooks (uuid, employer, event, url, active) VALUES (?, ?, ?, ?, ?)",
      .blob(uuid.bytes),
      .int(employer),
      .int(Int64(event.rawValue)),
      .text(url),
      .int(isActive ? 1 : 0)
    )
    return WebhookRecord(
      id: lastID,
      uuid: uuid,
      event: event,
      url: url,
      isActive: isActive,
      count: 0
    )
  }

  func update(_ webhook: Int64, event: HookEvent, url: String, isActive: Bool) throws {
    try run(
      "UPDATE webhooks SET event = ?, url = ?, active = ? WHERE id = ?",
      .int(Int64(event.rawValue)),
      .text(url),
      .int(isActive ? 1 : 0),
      .int(webhook)
    )
  }

  /// Removes the webhook at once; its deliveries, which may be many, go little by little.
  func delete(_ webhook: Int64) throws {
    try run("DELETE FROM webhooks WHERE id = ?", .int(webhook))
    try run("INSERT INTO doomed (webhook) VALUES (?)", .int(webhook))
  }

  /// Removes some deliveries of deleted webhooks; false when there are none left.
  func purge() throws -> Bool {
    guard let webhook = try row("SELECT webhook FROM doomed LIMIT 1", read: { $0.int(0) }) else {
      return false
    }
    let some = "SELECT id FROM deliveries WHERE webhook = ? ORDER BY id LIMIT 200"
    for delivery in try rows(some, .int(webhook), read: { $0.int(0) }) {
      try deleteAttempts(of: delivery)
    }
    try run(
      "UPDATE bodies SET users = users - 1 WHERE id IN"
        + " (SELECT body FROM deliveries WHERE id IN (\(some)))",
      .int(webhook)
    )
    try run("DELETE FROM deliveries WHERE id IN (\(some))", .int(webhook))
    if changes == 0 { try run("DELETE FROM doomed WHERE webhook = ?", .int(webhook)) }
    try run("DELETE FROM bodies WHERE users <= 0")
    return true
  }

  private static func webhook(_ row: Row) -> WebhookRecord {
    WebhookRecord(
      id: row.int(0),
      uuid: UUID(bytes: row.blob(1)) ?? UUID(),
      event: HookEvent(rawValue: Int(row.int(2))) ?? .employeeCreated,
      url: row.text(3),
      isActive: row.int(4) != 0,
      count: Int(row.int(5))
    )
  }
}
