import HookJSON
import HookSupport

/// How long each part of an exchange took, as HAR 1.2 divides it, in milliseconds. The parts add up to the
/// whole.
struct HARTimings {
  /// `time` of the entry.
  let total: JSON
  let json: JSON

  /// The part that a failed exchange was in when it ended.
  private static let parts: [ExchangeFailure.Phase: String] = [
    .name: "dns", .connect: "connect", .tls: "ssl", .send: "send", .response: "wait",
    .body: "receive",
  ]

  init(_ exchange: Exchange) {
    let phases = exchange.phases
    let steps: [(name: String, end: Double?)] = [
      ("dns", phases.name), ("connect", phases.connected), ("ssl", phases.secured),
      ("send", phases.sent), ("wait", phases.firstByte),
    ]
    let end = Milliseconds.microseconds(seconds: phases.end)
    var took: [String: Int] = [:]
    var reached = 0
    for step in steps {
      guard let seconds = step.end else { continue }
      // A response can begin before the whole request has gone out.
      let now = min(end, max(reached, Milliseconds.microseconds(seconds: seconds)))
      took[step.name] = now - reached
      reached = now
    }
    let last = exchange.failure.flatMap { Self.parts[$0.phase] } ?? "receive"
    took[last, default: 0] += end - reached
    // In HAR the time for TLS is also a part of the time to connect.
    if let ssl = took["ssl"] { took["connect", default: 0] += ssl }
    // These three are never left out.
    for name in ["send", "wait", "receive"] { took[name, default: 0] += 0 }
    total = Self.number(end)
    json = .object(
      ["blocked", "dns", "connect", "ssl", "send", "wait", "receive"].map { name in
        (name, took[name].map { Self.number($0) } ?? .int(-1))
      }
    )
  }

  private static func number(_ microseconds: Int) -> JSON {
    .number(Milliseconds.text(microseconds: microseconds))
  }
}
