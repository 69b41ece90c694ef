import HookHTTP
import HookServer
import HookSupport

/// An attempt at a delivery, as it is kept: without the request's body, which is that of the delivery.
struct AttemptRecord: Sendable {
  /// Bytes of each body that are kept.
  static let keptBody = 64 << 10

  /// From 1 on.
  let number: Int
  let exchange: Exchange
}

extension Database {
  /// How many attempts of a delivery are kept, the last ones.
  static let keptAttempts = 20
  /// A delivery has so many row ids for its attempts, of which it uses `keptAttempts`: one more attempt takes
  /// the row of the oldest.
  private static let span: Int64 = 32

  private static let insertion =
    "INSERT OR REPLACE INTO attempts VALUES (?\(String(repeating: ", ?", count: 24)))"

  /// Keeps an attempt in place of the one that is too old then.
  func add(_ attempt: AttemptRecord, of delivery: Int64) throws {
    let exchange = attempt.exchange
    let phases = exchange.phases
    let certificate = exchange.security?.certificate
    let response = exchange.response
    try run(
      Self.insertion,
      .int(delivery * Self.span + Int64(attempt.number % Self.keptAttempts)),
      .int(Int64(attempt.number)),
      .text(exchange.request.url.text),
      .blob(exchange.sentHead.isEmpty ? exchange.request.headers.lines : exchange.sentHead),
      .int(Int64(phases.startedAt * 1e6)),
      Self.time(phases.name),
      Self.time(phases.connected),
      Self.time(phases.secured),
      Self.time(phases.sent),
      Self.time(phases.firstByte),
      Self.time(phases.end),
      Self.text(exchange.remoteAddress),
      Self.text(exchange.security?.version),
      Self.text(certificate?.subject),
      Self.text(certificate?.issuer),
      Self.time(certificate?.notBefore),
      Self.time(certificate?.notAfter),
      response.map { .int(Int64($0.status)) } ?? .null,
      response.map { .blob($0.head) } ?? .null,
      Self.bytes(response?.trailerLines),
      Self.bytes(response?.body.raw),
      response?.body.decoded.map { .blob($0) } ?? .null,
      response.map { .int(Int64($0.body.count)) } ?? .null,
      Self.text(exchange.failure?.description),
      Self.text(exchange.failure?.phase.rawValue)
    )
  }

  /// The attempts of a delivery that are kept, the oldest first.
  func attempts(of delivery: Int64) throws -> [AttemptRecord] {
    try rows(
      "SELECT * FROM attempts WHERE id BETWEEN ? AND ? ORDER BY number",
      .int(delivery * Self.span),
      .int((delivery + 1) * Self.span - 1),
      read: Self.attempt
    ).compactMap(\.self)
  }

  func deleteAttempts(of delivery: Int64) throws {
    try run(
      "DELETE FROM attempts WHERE id BETWEEN ? AND ?",
      .int(delivery * Self.span),
      .int((delivery + 1) * Self.span - 1)
    )
  }

  // MARK: Columns

  private static func text(_ text: String?) -> Value { text.map { .text($0) } ?? .null }

  private static func bytes(_ bytes: [UInt8]?) -> Value {
    bytes.flatMap { $0.isEmpty ? nil : .blob($0) } ?? .null
  }

  /// Microseconds.
  private static func time(_ seconds: Double?) -> Value {
    seconds.map { .int(Int64(Milliseconds.microseconds(seconds: $0))) } ?? .null
  }

  /// `nil` if the URL cannot be read, which was posted to and so could be.
  private static func attempt(_ row: Row) -> AttemptRecord? {
    guard let url = try? HTTPURL(row.text(2)) else { return nil }
    let head = row.blob(3)
    // Else it has the header lines only, of which no name has a blank.
    let isSent = head.starts(with: "POST ".utf8)
    let headers = isSent ? [] : HeaderFields(lines: head)
    return AttemptRecord(
      number: Int(row.int(1)),
      exchange: Exchange(
        request: ExchangeRequest(method: "POST", url: url, headers: headers),
        sentHead: isSent ? head : [],
        response: row.isNull(17) ? nil : response(row),
        failure: failure(row),
        phases: phases(row),
        remoteAddress: row.optionalText(11),
        security: row.optionalText(12).map { security(row, version: $0) }
      )
    )
  }

  private static func seconds(_ row: Row, _ column: Int32) -> Double? {
    row.isNull(column) ? nil : Double(row.int(column)) / 1e6
  }

  private static func phases(_ row: Row) -> ExchangePhases {
    var phases = ExchangePhases()
    phases.startedAt = seconds(row, 4) ?? 0
    (phases.name, phases.connected) = (seconds(row, 5), seconds(row, 6))
    (phases.secured, phases.sent) = (seconds(row, 7), seconds(row, 8))
    (phases.firstByte, phases.end) = (seconds(row, 9), seconds(row, 10) ?? 0)
    return phases
  }

  private static func security(_ row: Row, version: String) -> ConnectionSecurity {
    let certificate = row.optionalText(13).map { subject in
      Certificate(
        subject: subject,
        issuer: row.text(14),
        notBefore: seconds(row, 15),
        notAfter: seconds(row, 16)
      )
    }
    return ConnectionSecurity(version: version, certificate: certificate)
  }

  private static func response(_ row: Row) -> ExchangeResponse {
    var body = ExchangeBody()
    body.raw = row.blob(20)
    body.decoded = row.isNull(21) ? nil : row.blob(21)
    body.count = Int(row.int(22))
    return ExchangeResponse(
      status: Int(row.int(17)),
      head: row.blob(18),
      trailerLines: row.blob(19),
      body: body
    )
  }

  private static func failure(_ row: Row) -> ExchangeFailure? {
    guard let words = row.optionalText(23) else { return nil }
    let phase = ExchangeFailure.Phase(rawValue: row.text(24)) ?? .response
    return ExchangeFailure(.other(words), in: phase, mayHaveArrived: phase.isAfterConnecting)
  }
}
