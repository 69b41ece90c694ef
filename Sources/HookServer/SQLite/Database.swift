import CSQLite

/// One SQLite connection. It belongs to whoever made it and is used by one thread at a time.
package final class Database {
  /// A value in a column.
  package enum Value {
    case null
    case int(Int64)
    case text(String)
    case blob([UInt8])
  }

  private let handle: OpaquePointer
  private var isClosed = false
  /// Each statement is prepared once; the texts are few and written in the source.
  private var statements: [String: OpaquePointer] = [:]

  package init(path: String) throws {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      let reason = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw ServerError("cannot open the data file \(path): \(reason)")
    }
    self.handle = handle
  }

  deinit {
    close()
  }

  /// Nothing may be asked afterwards.
  package func close() {
    if isClosed { return }
    isClosed = true
    for statement in statements.values { sqlite3_finalize(statement) }
    statements = [:]
    sqlite3_close_v2(handle)
  }

  /// Runs a text of statements that have no parameters and give no rows.
  package func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  /// Runs a statement whose rows are of no interest.
  package func run(_ sql: String, _ values: Value...) throws {
    try each(sql, values) { _ in }
  }

  /// What `read` makes of each row.
  package func rows<Result>(
    _ sql: String,
    _ values: Value...,
    read: (Row) throws -> Result
  ) throws -> [Result] {
    var found: [Result] = []
    try each(sql, values) { found.append(try read($0)) }
    return found
  }

  /// What `read` makes of the first row, `nil` if there is none.
  package func row<Result>(
    _ sql: String,
    _ values: Value...,
    read: (Row) throws -> Result
  ) throws -> Result? {
    var found: Result?
    try each(sql, values) { row in
      if found == nil { found = try read(row) }
    }
    return found
  }

  /// The row that was inserted last.
  package var lastID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement changed.
  package var changes: Int { Int(sqlite3_changes(handle)) }

  private func each(_ sql: String, _ values: [Value], read: (Row) throws -> Void) throws {
    let statement = try prepared(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      guard bind(value, to: statement, at: Int32(index + 1)) == SQLITE_OK else {
        throw failure(sql)
      }
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try read(Row(statement: statement))
      case SQLITE_DONE: return
      default: throw failure(sql)
      }
    }
  }

  private func prepared(_ sql: String) throws -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    guard sqlite3_prepare_v3(handle, sql, -1, flags, &statement, nil) == SQLITE_OK, let statement
    else { throw failure(sql) }
    statements[sql] = statement
    return statement
  }

  private func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .int(let number): sqlite3_bind_int64(statement, index, number)
    case .text(let text): hc_sqlite_bind_text(statement, index, text, Int32(text.utf8.count))
    case .blob(let bytes):
      bytes.withUnsafeBytes {
        hc_sqlite_bind_blob(statement, index, $0.baseAddress, Int32($0.count))
      }
    }
  }

  private func failure(_ sql: String) -> DatabaseError {
    DatabaseError(
      code: sqlite3_extended_errcode(handle),
      message: String(cString: sqlite3_errmsg(handle)),
      sql: sql
    )
  }

  /// A row while it is read.
  package struct Row {
    fileprivate let statement: OpaquePointer

    package func isNull(_ column: Int32) -> Bool {
      sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    package func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    package func text(_ column: Int32) -> String { String(decoding: blob(column), as: UTF8.self) }

    package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    package func blob(_ column: Int32) -> [UInt8] {
      let bytes = sqlite3_column_blob(statement, column)
      return Array(
        UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column)))
      )
    }
  }
}

/// What SQLite says when it cannot do what it was asked.
struct DatabaseError: Error, CustomStringConvertible {
  let code: Int32
  let message: String
  let sql: String

  var description: String { "the data file: \(message) (SQLite \(code))" }
}
