import HookHTTP
import HookServer
import HookSupport

/// What was captured: in a file or in memory. A change is durable when it returns.
final class CaptureStore: Sendable {
  /// Above this many sources a path is only its first segment; above twice as many all others are one.
  static let maximumSources = 500

  /// A request as it is written when it comes.
  struct Arrival: Sendable {
    let request: HTTPRequest
    /// Milliseconds since 1970.
    let time: Int64
    let title: String
    /// See `CapturedRequest`.
    let signature: String?
  }

  /// What became of a request.
  struct Ending: Sendable {
    let status: Int
    /// Whether the response is still to come.
    let isPending: Bool
    let exchange: Exchange?
    /// The exchange that it was forwarded in.
    let onward: Exchange?
  }

  typealias Kept = (request: CapturedRequest, source: CaptureSource)

  let store: Store
  private let keep: CaptureKeep?
  /// As they stand in the file, by method and path.
  private let known = Locked<[String: CaptureSource]>([:])

  /// - Parameter path: of the file; `nil` for memory.
  init(path: String?, keep: CaptureKeep?) throws {
    store = try Store(path: path, prepare: CaptureSchema.prepare)
    self.keep = keep ?? (path == nil ? .memory : nil)
    let sources = try store.now { database in
      // What a process that was killed had not responded to.
      try database.run("UPDATE requests SET pending = 0 WHERE pending = 1")
      return try database.rows(
        "SELECT \(Database.sourceColumns) FROM sources",
        read: Database.captureSource
      )
    }
    for source in sources { note(source) }
    purge()
  }

  func close() async { await store.close() }

  private static func key(_ method: String, _ path: String) -> String { "\(method) \(path)" }

  // MARK: Sources

  /// The source of a request; made if it is new.
  func source(of request: HTTPRequest) async throws -> CaptureSource {
    let (method, path, found) = known.withLock { known in
      let (method, path) = Self.names(of: request, among: known)
      return (method, path, known[Self.key(method, path)])
    }
    if let found { return found }
    return try await change {
      try $0.captureSource(method, path)
    } then: {
      self.note($0)
    }
  }

  /// Method and path of a request's source. A sender that makes up paths fills no list.
  private static func names(of request: HTTPRequest, among known: [String: CaptureSource]) -> (
    method: String, path: String
  ) {
    let path = String(request.path)
    if known.count < maximumSources || known[key(request.method, path)] != nil {
      return (request.method, path)
    }
    let first = "/\(path.dropFirst().prefix { $0 != "/" })/…"
    if known.count < 2 * maximumSources || known[key(request.method, first)] != nil {
      return (request.method, first)
    }
    return ("*", "/…")
  }

  /// Called in the order of the changes.
  private func note(_ source: CaptureSource) {
    known.withLock { $0[Self.key(source.method, source.path)] = source }
  }

  /// Changes how a source responds.
  func configure(_ source: Int64, isActive: Bool, response: SourceResponse) async throws {
    _ = try await change {
      try $0.row(
        "UPDATE sources SET active = ?, response = ? WHERE id = ? RETURNING \(Database.sourceColumns)",
        .int(isActive ? 1 : 0),
        .text(response.record),
        .int(source),
        read: Database.captureSource
      )
    } then: { changed in
      if let changed { self.note(changed) }
    }
  }

  // MARK: Requests

  private static let insertion =
    "INSERT INTO requests (source, time, status, pending, title, signature, size, bytes,"
    + " exchange, onward, head, body, sender) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

  /// Keeps a request; when this returns it is on the disk.
  /// - Parameter ending: one that is pending is to be followed by `finish`.
  func add(_ arrival: Arrival, _ ending: Ending, to source: CaptureSource) async throws -> Kept {
    let head = CapturedHead(arrival.request).bytes
    let (exchange, onward) = ending.records
    let body = arrival.request.body
    let bytes = head.count + body.count + exchange.count + (onward?.count ?? 0)
    let keep = keep
    return try await change { database -> Kept in
      let counted = try database.countRequest(of: source, status: ending.shownStatus)
      try database.run(
        Self.insertion,
        .int(counted.id),
        .int(arrival.time),
        .int(Int64(ending.status)),
        .int(ending.isPending ? 1 : 0),
        .text(arrival.title),
        arrival.signature.map { .text($0) } ?? .null,
        .int(Int64(body.count)),
        .int(Int64(bytes)),
        .blob(exchange),
        onward.map { .blob($0) } ?? .null,
        .blob(head),
        .blob(body),
        .text(arrival.request.sender)
      )
      let id = database.lastID
      let totals = try database.addToTotals(bytes: bytes, requests: 1)
      if let keep { try database.dropOldest(keep, now: arrival.time, totals: totals) }
      return (CapturedRequest(id, arrival, ending, source: counted.id), counted)
    } then: {
      self.note($0.source)
    }
  }

  /// Keeps what became of a request; `nil` if it is no longer kept.
  func finish(_ request: CapturedRequest, _ ending: Ending) async throws -> Kept? {
    let (exchange, onward) = ending.records
    return try await change { database -> Kept? in
      let before = try database.row(
        "SELECT length(exchange) FROM requests WHERE id = ?",
        .int(request.id)
      ) { Int($0.int(0)) }
      guard let before else { return nil }
      let added = exchange.count + (onward?.count ?? 0) - before
      let kept = try database.row(
        "UPDATE requests SET status = ?, pending = ?, exchange = ?, onward = ?, bytes = bytes + ?"
          + " WHERE id = ? RETURNING \(Database.requestColumns)",
        .int(Int64(ending.status)),
        .int(ending.isPending ? 1 : 0),
        .blob(exchange),
        onward.map { .blob($0) } ?? .null,
        .int(Int64(added)),
        .int(request.id),
        read: Database.capturedRequest
      )
      _ = try database.addToTotals(bytes: added, requests: 0)
      let source = try database.row(
        "UPDATE sources SET status = COALESCE(?, status) WHERE id = ?"
          + " RETURNING \(Database.sourceColumns)",
        ending.shownStatus.map { .int(Int64($0)) } ?? .null,
        .int(request.source),
        read: Database.captureSource
      )
      guard let kept, let source else { return nil }
      return (kept, source)
    } then: { kept in
      if let kept { self.note(kept.source) }
    }
  }

  // MARK: Deleting

  /// Deletes a source; its requests are removed little by little.
  func delete(source: Int64) async throws {
    try await change { database in
      try database.run("DELETE FROM sources WHERE id = ?", .int(source))
      try database.run("INSERT OR IGNORE INTO doomed VALUES (?)", .int(source))
    } then: {
      self.known.withLock { known in known = known.filter { $0.value.id != source } }
    }
    purge()
  }

  /// Deletes all sources with their requests.
  func deleteAll() async throws {
    try await change { database in
      try database.run("INSERT OR IGNORE INTO doomed SELECT id FROM sources")
      try database.run("DELETE FROM sources")
    } then: {
      self.known.withLock { $0 = [:] }
    }
    purge()
  }

  /// Deletes one request.
  func delete(request id: Int64) async throws {
    try await change { database in
      let bytes = try database.row(
        "DELETE FROM requests WHERE id = ? RETURNING bytes",
        .int(id)
      ) { Int($0.int(0)) }
      if let bytes { _ = try database.addToTotals(bytes: -bytes, requests: -1) }
    }
  }

  /// Removes what deleted sources left, after everything that waits.
  private func purge() {
    store.submit {
      try $0.purgeRequests()
    } done: { result in
      if (try? result.get()) == true { self.purge() }
    }
  }

  /// - Parameter then: called after the commit, in the order of the changes.
  private func change<Result: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Result,
    then: @escaping @Sendable (Result) -> Void = { _ in }
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      store.submit(work) { result in
        if case .success(let value) = result { then(value) }
        continuation.resume(with: result)
      }
    }
  }
}

extension CaptureStore.Ending {
  /// The status that the source shows; `nil` if it is still to come.
  fileprivate var shownStatus: Int? { isPending ? nil : status }

  /// Both exchanges as they are written.
  fileprivate var records: (exchange: [UInt8], onward: [UInt8]?) {
    (exchange.map(CapturedExchange.record) ?? [], onward.map(CapturedExchange.onwardRecord))
  }
}

extension CapturedRequest {
  fileprivate init(
    _ id: Int64,
    _ arrival: CaptureStore.Arrival,
    _ ending: CaptureStore.Ending,
    source: Int64
  ) {
    self.id = id
    self.source = source
    time = arrival.time
    status = ending.status
    isPending = ending.isPending
    title = arrival.title
    signature = arrival.signature
    size = arrival.request.body.count
    sender = arrival.request.sender
    headers = arrival.request.headers
  }
}
