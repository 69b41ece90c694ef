import HookJSON
import HookSupport

/// How long each part of an exchange took, as HAR 1.2 divides it, in milliseconds. The parts add up to the
/// whole.
struct HARTimings {
  /// `time` of the entry.
  let total: JSON
  let json: JSON

  private static let names: [ExchangeFailure.Phase: String] = [
    .name: "dns", .connect: "connect", .tls: "ssl", .send: "send", .response: "wait",
    .body: "receive",
  ]

  init(_ exchange: Exchange) {
    var took: [String: Int] = [:]
    for part in exchange.parts {
      if let name = Self.names[part.phase] { took[name, default: 0] += part.range.count }
    }
    // In HAR the time for TLS is also a part of the time to connect.
    if let ssl = took["ssl"] { took["connect", default: 0] += ssl }
    // These three are never left out.
    for name in ["send", "wait", "receive"] { took[name, default: 0] += 0 }
    total = Self.number(Milliseconds.microseconds(seconds: exchange.phases.end))
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
