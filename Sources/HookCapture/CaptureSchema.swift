import HookServer

/// The tables of a file of captured requests.
enum CaptureSchema {
  /// Raised with every change of the tables. Other files than ours have another mark.
  private static let version: Int64 = 1001

  static func prepare(_ database: Database) throws {
    let found = try database.row("PRAGMA user_version") { $0.int(0) } ?? 0
    if found == version { return }
    guard found == 0 else {
      throw ServerError("not a file of captured requests, or of another version (\(found))")
    }
    try database.execute("BEGIN; \(tables) PRAGMA user_version = \(version); COMMIT")
  }

  // `count` counts all requests, also those that are no longer kept. `bytes` is what a request takes:
  // body and exchanges. `statuses` are the steps of the responses with commas between, empty for those of the endpoint.
  private static let tables = """
    CREATE TABLE sources (
      id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL, path TEXT NOT NULL,
      count INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL DEFAULT 1, statuses TEXT NOT NULL DEFAULT '', UNIQUE (method, path)
    );
    CREATE TABLE requests (
      id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, time INTEGER NOT NULL,
      status INTEGER NOT NULL, title TEXT NOT NULL, signature TEXT, size INTEGER NOT NULL,
      bytes INTEGER NOT NULL, exchange BLOB NOT NULL, body BLOB NOT NULL, onward BLOB
    );
    CREATE INDEX requests_source ON requests (source, id);
    CREATE TABLE totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO totals VALUES ('bytes', 0);
    """
}
