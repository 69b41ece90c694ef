import HookHTTP
import HookServer

extension CaptureStore {
  /// In the order in which they appeared.
  func sources() async throws -> [CaptureSource] {
    try await store.read { database in
      try database.rows(
        "SELECT \(Database.sourceColumns) FROM sources ORDER BY id",
        read: Database.captureSource
      )
    }
  }

  func source(_ id: Int64) async throws -> CaptureSource? {
    try await store.read { database in
      try database.row(
        "SELECT \(Database.sourceColumns) FROM sources WHERE id = ?",
        .int(id),
        read: Database.captureSource
      )
    }
  }

  /// The requests of a source before another one, the newest first.
  func requests(of source: Int64, before id: Int64, limit: Int) async throws -> [CapturedRequest] {
    try await store.read { database in
      let isKnown = try database.row("SELECT 1 FROM sources WHERE id = ?", .int(source)) { _ in true
      }
      guard isKnown == true else { return [] }
      return try database.rows(
        "SELECT \(Database.requestColumns) FROM requests WHERE source = ? AND id < ?"
          + " ORDER BY id DESC LIMIT ?",
        .int(source),
        .int(id),
        .int(Int64(limit)),
        read: Database.capturedRequest
      )
    }
  }

  /// A request with its exchanges: ours, and the one that it was forwarded in.
  func captured(_ id: Int64) async throws -> (CapturedRequest, exchanges: [Exchange])? {
    try await store.read { database in
      try database.row(
        "SELECT \(Database.requestColumns), exchange, onward, body FROM requests WHERE id = ?",
        .int(id)
      ) { row in
        let body = row.blob(12)
        let ours = CapturedHead(row.blob(9)).flatMap { head in
          CapturedExchange.exchange(row.blob(10), head, body: body)
        }
        let onward = row.isNull(11) ? nil : CapturedExchange.onward(row.blob(11), body: body)
        return (Database.capturedRequest(row), [ours, onward].compactMap { $0 })
      }
    }
  }
}
