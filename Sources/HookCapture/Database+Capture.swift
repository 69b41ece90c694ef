import HookServer

/// What a capture asks of its tables.
extension Database {
  static let sourceColumns = "id, method, path, count, status, active, response"
  static let requestColumns =
    "id, source, time, status, pending, title, signature, size, sender, head"

  private static let counting =
    "UPDATE sources SET count = count + 1, status = COALESCE(?, status) WHERE id = ?"
    + " RETURNING \(sourceColumns)"

  static func captureSource(_ row: Row) -> CaptureSource {
    CaptureSource(
      id: row.int(0),
      method: row.text(1),
      path: row.text(2),
      count: Int(row.int(3)),
      status: Int(row.int(4)),
      isActive: row.int(5) != 0,
      response: SourceResponse(record: row.text(6))
    )
  }

  static func capturedRequest(_ row: Row) -> CapturedRequest {
    CapturedRequest(
      id: row.int(0),
      source: row.int(1),
      time: row.int(2),
      status: Int(row.int(3)),
      isPending: row.int(4) != 0,
      title: row.text(5),
      signature: row.optionalText(6),
      size: Int(row.int(7)),
      sender: row.text(8),
      headers: CapturedHead(row.blob(9))?.headers ?? []
    )
  }

  /// The source of a method and a path, made if it is new.
  func captureSource(_ method: String, _ path: String) throws -> CaptureSource {
    try run(
      "INSERT OR IGNORE INTO sources (method, path) VALUES (?, ?)",
      .text(method),
      .text(path)
    )
    let source = try row(
      "SELECT \(Self.sourceColumns) FROM sources WHERE method = ? AND path = ?",
      .text(method),
      .text(path),
      read: Self.captureSource
    )
    guard let source else { throw ServerError("the source was not written") }
    return source
  }

  /// A request of the source came. One that was deleted meanwhile is made again.
  /// - Parameter status: that of the response; `nil` if it is still to come.
  func countRequest(of source: CaptureSource, status: Int?) throws -> CaptureSource {
    func counted(_ id: Int64) throws -> CaptureSource? {
      try row(
        Self.counting,
        status.map { .int(Int64($0)) } ?? .null,
        .int(id),
        read: Self.captureSource
      )
    }
    if let found = try counted(source.id) { return found }
    let made = try captureSource(source.method, source.path)
    return try counted(made.id) ?? made
  }

  /// What is kept, in bytes and requests, after a change.
  func addToTotals(bytes: Int, requests: Int) throws -> (bytes: Int, requests: Int) {
    try row(
      "UPDATE totals SET bytes = bytes + ?, requests = requests + ? RETURNING bytes, requests",
      .int(Int64(bytes)),
      .int(Int64(requests))
    ) { (Int($0.int(0)), Int($0.int(1))) } ?? (0, 0)
  }

  /// Drops the oldest requests that are too many, some at a time. The newest one stays.
  /// - Parameter now: milliseconds since 1970.
  func dropOldest(_ keep: CaptureKeep, now: Int64, totals: (bytes: Int, requests: Int)) throws {
    var left = totals
    func isSurplus(_ time: Int64) -> Bool {
      switch keep {
      case .count(let count): left.requests > count
      case .bytes(let bytes): left.bytes > bytes
      case .seconds(let seconds): time < now - Int64(seconds * 1000)
      }
    }
    let mayBeSurplus: Bool =
      if case .seconds = keep { totals.requests > 1 } else { isSurplus(now) }
    guard mayBeSurplus else { return }
    let oldest = try rows(
      "SELECT id, time, bytes FROM requests ORDER BY id LIMIT 64"
    ) { (id: $0.int(0), time: $0.int(1), bytes: Int($0.int(2))) }
    var last: Int64?
    for request in oldest where left.requests > 1 {
      guard isSurplus(request.time) else { break }
      last = request.id
      left = (left.bytes - request.bytes, left.requests - 1)
    }
    guard let last else { return }
    try run("DELETE FROM requests WHERE id <= ?", .int(last))
    _ = try addToTotals(
      bytes: left.bytes - totals.bytes,
      requests: left.requests - totals.requests
    )
  }

  /// Removes some requests of a deleted source.
  /// - Returns: whether there may be more to remove.
  func purgeRequests() throws -> Bool {
    guard let source = try row("SELECT source FROM doomed LIMIT 1", read: { $0.int(0) }) else {
      return false
    }
    let sizes = try rows(
      "DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE source = ? LIMIT 500)"
        + " RETURNING bytes",
      .int(source)
    ) { Int($0.int(0)) }
    _ = try addToTotals(bytes: -sizes.reduce(0, +), requests: -sizes.count)
    if sizes.count < 500 { try run("DELETE FROM doomed WHERE source = ?", .int(source)) }
    return true
  }
}
