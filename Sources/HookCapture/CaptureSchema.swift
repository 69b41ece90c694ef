import HookServer

/// The tables of a file of captured requests.
enum CaptureSchema {
  /// Raised with every change of the tables. Other files than ours have another mark.
  private static let version: Int64 = 1002

  static func prepare(_ database: Database) throws {
    let found = try database.row("PRAGMA user_version") { $0.int(0) } ?? 0
    if found == version { return }
    guard found == 0 else {
      throw ServerError("not a file of captured requests, or of another version (\(found))")
    }
    try database.execute("BEGIN; \(tables) PRAGMA user_version = \(version); COMMIT")
  }

  // A source's `count` counts all requests, also those that are no longer kept; its `response` is a
  // `SourceResponse`, empty for that of the endpoint. The requests of a `doomed` source, which was deleted,
  // are removed little by little.
  //
  // `head` is the request line and the header lines as they came, `exchange` all else of the exchange, `onward`
  // the exchange that it was forwarded in. `bytes` is what a request takes: head, body and exchanges. `totals`
  // counts what is kept.
  private static let tables = """
    CREATE TABLE sources (
      id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL, path TEXT NOT NULL,
      count INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL DEFAULT 1, response TEXT NOT NULL DEFAULT '', UNIQUE (method, path)
    );
    CREATE TABLE doomed (source INTEGER PRIMARY KEY);
    CREATE TABLE requests (
      id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, time INTEGER NOT NULL,
      status INTEGER NOT NULL, pending INTEGER NOT NULL, title TEXT NOT NULL, signature TEXT, sender TEXT NOT NULL,
      size INTEGER NOT NULL, bytes INTEGER NOT NULL, exchange BLOB NOT NULL, onward BLOB,
      head BLOB NOT NULL, body BLOB NOT NULL
    );
    CREATE INDEX requests_source ON requests (source, id);
    CREATE INDEX requests_pending ON requests (id) WHERE pending = 1;
    CREATE TABLE totals (bytes INTEGER NOT NULL, requests INTEGER NOT NULL);
    INSERT INTO totals VALUES (0, 0);
    """
}
