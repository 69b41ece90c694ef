import HookHTTP
import HookSupport
import HookTesting
import Testing

@testable import HookSandbox
@testable import HookServer

@Suite(.timeLimit(.minutes(1))) struct AttemptStoreTests {
  /// A store with deliveries to one webhook, their ids counted from 1.
  private func withStore(
    deliveries: Int = 2,
    _ work: (Store, [Outgoing]) async throws -> Void
  ) async throws {
    let store = try Store(path: nil)
    let outgoing = try await store.change { database in
      try database.add(employer: "E", employees: 1, uuid: .ordered(at: 0))
      try database.add(
        webhook: .ordered(at: 1),
        of: 1,
        event: .jobCompleted,
        url: "http://127.0.0.1:1/",
        isActive: true
      )
      return try (0..<deliveries).flatMap { number in
        try database.trigger(.jobCompleted, of: 1, name: "N", body: [0x31], at: Int64(number))
          .map(\.delivery)
      }
    }
    try await work(store, outgoing)
    await store.close()
  }

  /// An attempt has ended, and another one follows.
  private static func finish(
    _ outgoing: Outgoing,
    _ exchange: Exchange,
    _ database: Database
  ) throws {
    try database.finish(
      outgoing.id,
      of: outgoing.webhook,
      AttemptOutcome(state: .queued, code: 500, message: "", due: 1),
      attempt: AttemptRecord(number: outgoing.attempts + 1, exchange: exchange)
    )
  }

  @Test("the last 20 attempts of a delivery are kept, and those of others stay") func keepsTheLast()
    async throws
  {
    try await withStore { store, outgoing in
      let exchange = try Exchange.sample(500)
      let kept = try await store.change { database in
        try Self.finish(outgoing[1], exchange, database)
        for number in 0..<50 {
          var attempt = outgoing[0]
          attempt.attempts = number
          try Self.finish(attempt, exchange, database)
        }
        return try outgoing.map { try database.attempts(of: $0.id).map(\.number) }
      }
      #expect(kept == [Array(31...50), [1]])
    }
  }

  @Test("an attempt is read as it was written") func readsWhatWasWritten() async throws {
    var body = ExchangeBody()
    body.raw = [0x1F, 0x8B, 0]
    body.count = 3
    body.decoded = Array("text".utf8)
    var phases = ExchangePhases()
    phases.startedAt = 1_795_484_047.25
    (phases.name, phases.connected, phases.secured) = (0.000001, 0.25, 0.5)
    (phases.sent, phases.firstByte, phases.end) = (0.75, 1, 15)
    let certificate = Certificate(subject: "Us", issuer: "Them", notBefore: 0, notAfter: nil)
    let response = ExchangeResponse(
      status: 500,
      head: Array("HTTP/1.0 500 Oh no\r\nX: 1\r\nx: ".utf8) + [0xFF, 0x0D, 0x0A],
      trailerLines: Array("Sum: 9\r\n".utf8),
      body: body
    )
    let exchange = Exchange(
      request: ExchangeRequest(method: "POST", url: try HTTPURL("https://a.example/b?c")),
      sentHead: Array("POST /b?c HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8),
      response: response,
      failure: ExchangeFailure(.cutShort, in: .body, mayHaveArrived: true),
      phases: phases,
      remoteAddress: "[::1]:443",
      security: ConnectionSecurity(version: "TLSv1.3", certificate: certificate)
    )
    try await withStore { store, outgoing in
      let read = try await store.change { database in
        try Self.finish(outgoing[0], exchange, database)
        return try database.attempts(of: outgoing[0].id)
      }
      #expect(read.map(\.number) == [1])
      let kept = try #require(read.first).exchange
      #expect(kept.request.url == exchange.request.url)
      #expect(kept.sentHead == exchange.sentHead)
      #expect(kept.phases == phases)
      #expect(kept.remoteAddress == "[::1]:443")
      #expect(kept.security == exchange.security)
      #expect(kept.response?.status == 500 && kept.response?.head == response.head)
      #expect(kept.response?.trailerLines == response.trailerLines)
      #expect(kept.response?.body == body)
      #expect(kept.problem == exchange.problem && kept.failure?.phase == .body)
    }
  }

  @Test("what could not be sent is kept with what failed") func keepsFailures() async throws {
    let exchange = try Exchange.sample(0, requestHeaders: ["A": "b"])
    try await withStore { store, outgoing in
      let record = try await store.change { database in
        try Self.finish(outgoing[0], exchange, database)
        return try database.attempts(of: outgoing[0].id).first
      }
      let kept = try #require(record).exchange
      #expect(kept.response == nil && kept.problem == "connection refused")
      #expect(kept.failure?.phase == .connect && kept.isUnsent)
      #expect(kept.sentHead.isEmpty && kept.sentHeaders == ["A": "b"])
    }
  }

  @Test("a deleted webhook leaves no attempts, whenever they end") func deletesWithTheWebhook()
    async throws
  {
    try await withStore { store, outgoing in
      let exchange = try Exchange.sample(200)
      let left = try await store.change { database in
        try Self.finish(outgoing[0], exchange, database)
        try database.delete(outgoing[0].webhook)
        while try database.purge() {}
        // It was under way when the webhook was deleted.
        try Self.finish(outgoing[1], exchange, database)
        return try database.row("SELECT count(*) FROM attempts") { $0.int(0) }
      }
      #expect(left == 0)
    }
  }

  @Test("a file of version 1 is brought up to date, with what it holds") func migrates()
    async throws
  {
    try await withTemporaryFile { path in
      let old = try Database(path: path)
      try old.execute(Self.version1)
      old.close()
      let store = try Store(path: path)
      let exchange = try Exchange.sample(500)
      let (name, attempts, version) = try await store.change { database in
        let outgoing = try #require(try database.begin(7))
        try Self.finish(outgoing, exchange, database)
        return (
          try database.deliveries(of: 3, offset: 0, limit: 9).map(\.name),
          try database.attempts(of: 7).map(\.number),
          try database.row("PRAGMA user_version") { $0.int(0) }
        )
      }
      #expect(name == ["Job Completed"] && attempts == [2] && version == 3)
      await store.close()
      // Nothing is made twice.
      await (try Store(path: path)).close()
    }
  }

  /// What version 1 wrote: one webhook with one delivery, which was posted once.
  private static let version1 = """
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
    INSERT INTO employers VALUES (1, x'0198aa6d1e9a7f3c8f6f0d6f5a1b2c3d', 'E', 1);
    INSERT INTO webhooks VALUES
      (3, x'0198aa6d1e9a7f3c8f6f0d6f5a1b2c3e', 1, 8, 'http://127.0.0.1:1/', 1, 1);
    INSERT INTO bodies VALUES (5, 1, x'31');
    INSERT INTO deliveries VALUES (7, x'0198aa6d1e9a7f3c8f6f0d6f5a1b2c3f', 3, 5, 'Job Completed',
      'http://127.0.0.1:1/', 1795484047250, 0, 1, 500, 'no', 1795484048250);
    PRAGMA user_version = 1;
    """
}
