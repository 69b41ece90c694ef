import Foundation
import HookHTTP
import HookJSON
import HookServer
import HookSupport

/// A method and a path that something was sent to.
package struct CaptureSource: Sendable, Equatable {
  package let id: Int64
  package let method: String
  package let path: String
  /// How many requests came, those included that are no longer kept.
  package fileprivate(set) var count: Int
  /// The status code of the last response.
  package fileprivate(set) var status: Int
  /// Whether it responds as configured; otherwise with 410 Gone.
  package fileprivate(set) var isActive: Bool
  /// How it responds, one after the other; empty for the way of the endpoint.
  package fileprivate(set) var steps: [ResponseStep]
}

/// A request that was captured, without its body.
package struct CapturedRequest: Sendable, Equatable {
  package let id: Int64
  package let source: Int64
  /// Milliseconds since 1970.
  package let time: Int64
  /// The status code of our response.
  package let status: Int
  package let title: String
  /// Why the signature is wrong; empty if it is right, `nil` if none was asked for.
  package let signature: String?
  /// Bytes of the body.
  package let size: Int
}

/// How many requests are kept: a number, bytes of bodies and heads, or a time in seconds.
package enum CaptureKeep: Sendable, Equatable {
  case count(Int)
  case bytes(Int)
  case seconds(Double)

  /// What is kept in memory without `--keep`.
  package static let memory = CaptureKeep.bytes(256 << 20)
}

/// What was captured: in a file or in memory. A change is durable when it returns.
final class CaptureStore: Sendable {
  /// Above this many sources a path is only its first segment.
  static let maximumSources = 500

  private struct State {
    /// Bytes of all rows that are kept.
    var bytes: Int
    /// As they stand in the file, by method and path.
    var sources: [String: CaptureSource] = [:]
  }

  /// Request and response as they are written.
  struct Record: Sendable {
    let request: HTTPRequest
    let time: Int64
    let status: Int
    let title: String
    let signature: String?
    /// What `ExchangeJSON` makes of the exchanges, without the request's body.
    let exchange: [UInt8]
    let onward: [UInt8]?
  }

  private let store: Store
  private let keep: CaptureKeep?
  private let state: Locked<State>

  /// - Parameter path: of the file; `nil` for memory.
  init(path: String?, keep: CaptureKeep?) throws {
    store = try Store(path: path, prepare: CaptureSchema.prepare)
    self.keep = keep ?? (path == nil ? .memory : nil)
    state = Locked(
      try store.now { database in
        var state = State(
          bytes: Int(
            try database.row("SELECT value FROM totals WHERE name = 'bytes'") { $0.int(0) } ?? 0
          )
        )
        for source in try database.rows("SELECT \(Self.columns) FROM sources", read: Self.source) {
          state.sources[Self.key(source.method, source.path)] = source
        }
        return state
      }
    )
  }

  private static func key(_ method: String, _ path: String) -> String { "\(method) \(path)" }

  func close() async { await store.close() }

  // MARK: Writing

  /// The source of a request; made if it is new.
  func source(of request: HTTPRequest) async throws -> CaptureSource {
    let path = String(request.path)
    let (known, isFull) = state.withLock { state in
      (
        state.sources[Self.key(request.method, path)],
        state.sources.count >= Self.maximumSources
      )
    }
    if let known { return known }
    let shown = isFull ? "/\(path.dropFirst().prefix { $0 != "/" })/…" : path
    if isFull, let known = state.withLock({ $0.sources[Self.key(request.method, shown)] }) {
      return known
    }
    let source = try await store.change { database in
      try database.run(
        "INSERT OR IGNORE INTO sources (method, path) VALUES (?, ?)",
        .text(request.method),
        .text(shown)
      )
      return try database.row(
        "SELECT \(Self.columns) FROM sources WHERE method = ? AND path = ?",
        .text(request.method),
        .text(shown),
        read: Self.source
      )
    }
    guard let source else { throw ServerError("the source was not written") }
    return state.withLock { state in
      // Another request may have been first.
      let key = Self.key(source.method, source.path)
      let known = state.sources[key] ?? source
      state.sources[key] = known
      return known
    }
  }

  /// Keeps a request; when this returns it is on the disk.
  /// - Returns: the request, and its source as it is then.
  func add(_ record: Record, to changed: CaptureSource) async throws -> (
    CapturedRequest, CaptureSource
  ) {
    let source = changed.id
    let size = record.request.body.count + record.exchange.count + (record.onward?.count ?? 0)
    let limit = keep
    let total = state.withLock { state in
      state.bytes += size
      return state.bytes
    }
    let (id, freed) = try await store.change { database in
      try database.run(
        "INSERT INTO requests (source, time, status, title, signature, size, bytes, exchange, body, onward)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        .int(source),
        .int(record.time),
        .int(Int64(record.status)),
        .text(record.title),
        record.signature.map { .text($0) } ?? .null,
        .int(Int64(record.request.body.count)),
        .int(Int64(size)),
        .blob(record.exchange),
        .blob(record.request.body),
        record.onward.map { .blob($0) } ?? .null
      )
      let id = database.lastID
      try database.run(
        "UPDATE sources SET count = count + 1, status = ? WHERE id = ?",
        .int(Int64(record.status)),
        .int(source)
      )
      let freed = try Self.trim(database, limit, total: total, newest: id, now: record.time)
      try database.run(
        "UPDATE totals SET value = value + ? WHERE name = 'bytes'",
        .int(Int64(size - freed))
      )
      return (id, freed)
    }
    let now = state.withLock { state in
      state.bytes -= freed
      let key = Self.key(changed.method, changed.path)
      guard var known = state.sources[key] else { return changed }
      known.count += 1
      known.status = record.status
      state.sources[key] = known
      return known
    }
    let request = CapturedRequest(
      id: id,
      source: source,
      time: record.time,
      status: record.status,
      title: record.title,
      signature: record.signature,
      size: record.request.body.count
    )
    return (request, now)
  }

  /// Drops the oldest requests that are too many.
  /// - Returns: the bytes that this freed.
  private static func trim(
    _ database: Database,
    _ keep: CaptureKeep?,
    total: Int,
    newest: Int64,
    now: Int64
  ) throws -> Int {
    var freed = 0
    func drop(_ rows: [(id: Int64, bytes: Int)]) throws {
      guard let last = rows.last else { return }
      try database.run("DELETE FROM requests WHERE id <= ?", .int(last.id))
      freed += rows.reduce(0) { $0 + $1.bytes }
    }
    func oldest(_ condition: String, _ value: Int64) throws -> [(id: Int64, bytes: Int)] {
      try database.rows(
        "SELECT id, bytes FROM requests WHERE \(condition) ORDER BY id LIMIT 256",
        .int(value)
      ) { ($0.int(0), Int($0.int(1))) }
    }
    switch keep {
    case .count(let count): try drop(oldest("id <= ?", newest - Int64(count)))
    case .seconds(let seconds): try drop(oldest("time < ?", now - Int64(seconds * 1000)))
    case .bytes(let bytes) where total > bytes:
      var rows: [(id: Int64, bytes: Int)] = []
      var surplus = total - bytes
      for row in try oldest("id < ?", newest) where surplus > 0 {
        rows.append(row)
        surplus -= row.bytes
      }
      try drop(rows)
    case .bytes, nil: break
    }
    return freed
  }

  /// Changes what a source responds.
  func configure(_ source: Int64, isActive: Bool, steps: [ResponseStep]) async throws {
    try await store.change { database in
      try database.run(
        "UPDATE sources SET active = ?, statuses = ? WHERE id = ?",
        .int(isActive ? 1 : 0),
        .text(steps.map(\.text).joined(separator: ",")),
        .int(source)
      )
    }
    state.withLock { state in
      for (key, known) in state.sources where known.id == source {
        state.sources[key]?.isActive = isActive
        state.sources[key]?.steps = steps
      }
    }
  }

  /// Deletes a source with its requests.
  func delete(source: Int64) async throws {
    try await store.change { database in
      try database.run(
        "UPDATE totals SET value = value"
          + " - (SELECT COALESCE(SUM(bytes), 0) FROM requests WHERE source = ?) WHERE name = 'bytes'",
        .int(source)
      )
      try database.run("DELETE FROM requests WHERE source = ?", .int(source))
      try database.run("DELETE FROM sources WHERE id = ?", .int(source))
    }
    state.withLock { state in state.sources = state.sources.filter { $0.value.id != source } }
  }

  /// Deletes one request.
  func delete(request id: Int64) async throws {
    let bytes = try await store.change { database in
      let bytes =
        try database.row("SELECT bytes FROM requests WHERE id = ?", .int(id)) { $0.int(0) } ?? 0
      try database.run("DELETE FROM requests WHERE id = ?", .int(id))
      try database.run("UPDATE totals SET value = value - ? WHERE name = 'bytes'", .int(bytes))
      return Int(bytes)
    }
    state.withLock { $0.bytes -= bytes }
  }

  // MARK: Reading

  private static let columns = "id, method, path, count, status, active, statuses"
  private static let requestColumns = "id, source, time, status, title, signature, size"

  private static func source(_ row: Database.Row) -> CaptureSource {
    CaptureSource(
      id: row.int(0),
      method: row.text(1),
      path: row.text(2),
      count: Int(row.int(3)),
      status: Int(row.int(4)),
      isActive: row.int(5) != 0,
      steps: row.text(6).split(separator: ",").compactMap { ResponseStep($0) }
    )
  }

  private static func request(_ row: Database.Row) -> CapturedRequest {
    CapturedRequest(
      id: row.int(0),
      source: row.int(1),
      time: row.int(2),
      status: Int(row.int(3)),
      title: row.text(4),
      signature: row.optionalText(5),
      size: Int(row.int(6))
    )
  }

  func sources() async throws -> [CaptureSource] {
    try await store.read { database in
      try database.rows("SELECT \(Self.columns) FROM sources ORDER BY id", read: Self.source)
    }
  }

  func source(_ id: Int64) async throws -> CaptureSource? {
    try await store.read { database in
      try database.row(
        "SELECT \(Self.columns) FROM sources WHERE id = ?",
        .int(id),
        read: Self.source
      )
    }
  }

  /// The requests of a source before another one, the newest first.
  func requests(of source: Int64, before id: Int64, limit: Int) async throws -> [CapturedRequest] {
    try await store.read { database in
      try database.rows(
        "SELECT \(Self.requestColumns) FROM requests WHERE source = ? AND id < ?"
          + " ORDER BY id DESC LIMIT ?",
        .int(source),
        .int(id),
        .int(Int64(limit)),
        read: Self.request
      )
    }
  }

  /// A request with its exchanges: ours, and the one that it was forwarded in.
  func captured(_ id: Int64) async throws -> (CapturedRequest, exchanges: [Exchange])? {
    try await store.read { database in
      try database.row(
        "SELECT \(Self.requestColumns), exchange, body, onward FROM requests WHERE id = ?",
        .int(id)
      ) { row in
        let body = row.blob(8)
        let records = [row.blob(7)] + (row.isNull(9) ? [] : [row.blob(9)])
        return (Self.request(row), records.compactMap { Exchange(captured: $0, body: body) })
      }
    }
  }
}

extension Exchange {
  /// The exchange of a record with the body that came.
  fileprivate init?(captured record: [UInt8], body: [UInt8]) {
    guard let index = try? JSONIndex(JSONText(record)),
      let exchange = ExchangeJSON.exchange(JSONNode(index))
    else { return nil }
    self = exchange.replacing(requestBody: body)
  }
}
