import Foundation
import HookServer

/// What the dispatcher asks of the store. A delivery that is acknowledged stands here before, so
/// that it outlives the process.
extension Database {
  /// One delivery that an event made.
  struct Triggered: Sendable {
    let webhook: UUID
    let delivery: Outgoing
  }

  /// A retry that waits for its time.
  struct Waiting: Sendable {
    let delivery: Int64
    let webhook: Int64
    let url: String
    let due: Int64
  }

  /// Writes one delivery for each active webhook of the event.
  func trigger(
    _ event: HookEvent,
    of employer: Int64,
    name: String,
    body: [UInt8],
    at time: Int64
  ) throws -> [Triggered] {
    let webhooks = try subscribers(of: employer, to: event)
    guard !webhooks.isEmpty else { return [] }
    let stored = try add(body: body, users: webhooks.count)
    return try webhooks.map { webhook in
      let uuid = UUID.ordered(at: time)
      try add(delivery: uuid, of: webhook, name: name, body: stored, at: time)
      let delivery = Outgoing(
        id: lastID,
        uuid: uuid,
        webhook: webhook.id,
        url: webhook.url,
        body: body
      )
      try count(webhook.id)
      return Triggered(webhook: webhook.uuid, delivery: delivery)
    }
  }

  func add(body: [UInt8], users: Int) throws -> Int64 {
    try run("INSERT INTO bodies (users, bytes) VALUES (?, ?)", .int(Int64(users)), .blob(body))
    return lastID
  }

  func add(
    delivery uuid: UUID,
    of webhook: WebhookRecord,
    name: String,
    body: Int64,
    at time: Int64
  ) throws {
    try run(
      "INSERT INTO deliveries (uuid, webhook, body, name, url, created, state)"
        + " VALUES (?, ?, ?, ?, ?, ?, 0)",
      .blob(uuid.bytes),
      .int(webhook.id),
      .int(body),
      .text(name),
      .text(webhook.url),
      .int(time)
    )
  }

  /// The webhook was triggered once more.
  func count(_ webhook: Int64) throws {
    try run("UPDATE webhooks SET count = count + 1 WHERE id = ?", .int(webhook))
  }

  /// The next first attempts of a webhook, in order, and whether those are all. The bodies come
  /// with them as long as they are small together; the others are fetched when they are sent.
  func window(
    of webhook: Int64,
    after cursor: Int64,
    limit: Int
  ) throws -> (deliveries: [Outgoing], isAll: Bool) {
    var space = 1 << 20
    let found = try rows(
      "SELECT d.id, d.uuid, d.webhook, w.url, d.attempts, length(b.bytes), b.bytes"
        + " FROM deliveries d JOIN bodies b ON b.id = d.body JOIN webhooks w ON w.id = d.webhook"
        + " WHERE d.webhook = ? AND d.id > ? AND d.state < 2 AND d.state = 0 AND d.due IS NULL"
        + " ORDER BY d.id LIMIT ?",
      .int(webhook),
      .int(cursor),
      .int(Int64(limit))
    ) { row in
      var outgoing = Self.outgoing(row)
      let size = Int(row.int(5))
      if size <= space {
        space -= size
        outgoing.body = row.blob(6)
      }
      return outgoing
    }
    return (found, found.count < limit)
  }

  /// An attempt begins. Nil where there is nothing to send any more.
  func begin(_ delivery: Int64) throws -> Outgoing? {
    let outgoing = try row(
      "SELECT d.id, d.uuid, d.webhook, w.url, d.attempts, b.bytes"
        + " FROM deliveries d JOIN bodies b ON b.id = d.body JOIN webhooks w ON w.id = d.webhook"
        + " WHERE d.id = ? AND d.state = 0",
      .int(delivery)
    ) { row in
      var outgoing = Self.outgoing(row)
      outgoing.body = row.blob(5)
      return outgoing
    }
    if let outgoing { try begun(delivery, url: outgoing.url) }
    return outgoing
  }

  /// An attempt begins of a delivery whose body is in hand.
  /// - Parameter url: where it goes, which may be another than when the event happened.
  func begun(_ delivery: Int64, url: String) throws {
    try run(
      "UPDATE deliveries SET state = 1, attempts = attempts + 1, url = ? WHERE id = ?",
      .text(url),
      .int(delivery)
    )
  }

  /// An attempt has ended. It is the last one where the webhook was deactivated meanwhile.
  /// - Parameter attempt: how it went; `nil` if no request was made.
  /// - Returns: whether another one follows.
  @discardableResult
  func finish(
    _ delivery: Int64,
    of webhook: Int64,
    _ outcome: AttemptOutcome,
    attempt: AttemptRecord?
  ) throws -> Bool {
    let isActive =
      try outcome.due == nil
      || row("SELECT active FROM webhooks WHERE id = ?", .int(webhook)) { $0.int(0) != 0 } ?? false
    let due = isActive ? outcome.due : nil
    let state = outcome.due != nil && due == nil ? .failed : outcome.state
    try run(
      "UPDATE deliveries SET state = ?, code = ?, message = ?, due = ? WHERE id = ?",
      .int(state.rawValue),
      .int(Int64(outcome.code)),
      .text(outcome.message),
      due.map { .int($0) } ?? .null,
      .int(delivery)
    )
    // The webhook, and so the delivery, may be deleted by now.
    if changes > 0, let attempt { try add(attempt, of: delivery) }
    return due != nil
  }

  /// The webhook goes quiet, and what waits is not sent.
  /// - Parameter reason: said of each delivery that waits.
  func silence(_ webhook: Int64, reason: String) throws {
    try run("UPDATE webhooks SET active = 0 WHERE id = ?", .int(webhook))
    try run(
      "UPDATE deliveries SET state = 3, due = NULL, message = ?"
        + " WHERE webhook = ? AND state < 2 AND state = 0",
      .text("not sent: \(reason)"),
      .int(webhook)
    )
  }

  /// An attempt was cut off by the sandbox's own end.
  func putBack(_ delivery: Int64) throws {
    try run("UPDATE deliveries SET state = 0 WHERE id = ? AND state = 1", .int(delivery))
  }

  /// Takes up what the last process left: the webhooks that have first attempts to make, and the
  /// retries that wait.
  func recover() throws -> (webhooks: [Int64], retries: [Waiting]) {
    try run("UPDATE deliveries SET state = 0 WHERE state < 2 AND state = 1")
    let webhooks = try rows(
      "SELECT DISTINCT webhook FROM deliveries WHERE state < 2 AND due IS NULL"
        + " AND webhook IN (SELECT id FROM webhooks)"
    ) { $0.int(0) }
    let retries = try rows(
      "SELECT id, webhook, url, due FROM deliveries WHERE state < 2 AND due IS NOT NULL"
        + " AND webhook IN (SELECT id FROM webhooks) ORDER BY due"
    ) { Waiting(delivery: $0.int(0), webhook: $0.int(1), url: $0.text(2), due: $0.int(3)) }
    return (webhooks, retries)
  }

  private static func outgoing(_ row: Row) -> Outgoing {
    Outgoing(
      id: row.int(0),
      uuid: UUID(bytes: row.blob(1)) ?? UUID(),
      webhook: row.int(2),
      url: row.text(3),
      attempts: Int(row.int(4))
    )
  }
}
