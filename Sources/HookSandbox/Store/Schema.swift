import HookServer

/// The tables of the data file.
enum Schema {
  /// Raised with every change of the tables; a file of another version is refused, not guessed at.
  static let version: Int64 = 3

  /// Makes the tables where they are missing. A file of an older version gets what is new since.
  static func prepare(_ database: Database) throws {
    let found = try database.row("PRAGMA user_version") { $0.int(0) } ?? 0
    guard (0...version).contains(found) else {
      throw ServerError("the data file is of version \(found), this program reads \(version)")
    }
    if found == version { return }
    let missing = (found == 0 ? tables : "") + attempts
    try database.execute("BEGIN; \(missing) PRAGMA user_version = \(version); COMMIT")
  }

  // Times are milliseconds since 1970. `uuid` is what the API calls the id.
  //
  // A body is kept once for all the deliveries of one event; `users` counts those. The deliveries of
  // a `doomed` webhook, which was deleted, are removed little by little.
  //
  // A delivery's `state` is the raw value of `DeliveryState`: below 2 there is still something to
  // do, which is what the partial index `open` holds. `due` is null for the first attempt, which
  // keeps its position in the webhook's order, and the time of a retry otherwise.
  private static let tables = """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE employers (
      id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
      employees INTEGER NOT NULL
    );
    CREATE TABLE webhooks (
      id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, employer INTEGER NOT NULL,
      event INTEGER NOT NULL, url TEXT NOT NULL, active INTEGER NOT NULL,
      count INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX webhooks_employer ON webhooks (employer, event);
    CREATE TABLE doomed (webhook INTEGER PRIMARY KEY);
    CREATE TABLE bodies (id INTEGER PRIMARY KEY, users INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE INDEX bodies_unused ON bodies (id) WHERE users <= 0;
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, webhook INTEGER NOT NULL,
      body INTEGER NOT NULL, name TEXT NOT NULL, url TEXT NOT NULL, created INTEGER NOT NULL,
      state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
      code INTEGER NOT NULL DEFAULT 0, message TEXT, due INTEGER
    );
    CREATE INDEX deliveries_webhook ON deliveries (webhook, id);
    CREATE INDEX open ON deliveries (webhook, id) WHERE state < 2;
    """

  // Since version 3; those of version 2, which no release wrote, had another form and are dropped.
  //
  // An attempt's `id` is made of its delivery's and its number: see `Database+Attempts`. It started so many
  // microseconds since 1970, and each phase ended so many later. What was posted is the delivery's body.
  // `status` is null if no response came, `decoded` if its body came unencoded.
  private static let attempts = """
    DROP TABLE IF EXISTS attempts;
    CREATE TABLE attempts (
      id INTEGER PRIMARY KEY, number INTEGER NOT NULL, url TEXT NOT NULL, head BLOB NOT NULL,
      started INTEGER NOT NULL, name INTEGER, connected INTEGER, secured INTEGER, sent INTEGER,
      first_byte INTEGER, ended INTEGER NOT NULL, remote TEXT, tls TEXT, subject TEXT, issuer TEXT,
      not_before INTEGER, not_after INTEGER, status INTEGER, response_head BLOB, trailers BLOB,
      body BLOB, decoded BLOB, body_size INTEGER, error TEXT, error_phase TEXT
    );
    """
}
