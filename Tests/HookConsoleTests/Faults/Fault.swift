@testable import ConsoleCore
import Foundation

/// One of the things that go wrong between the API and who asks it.
struct Fault: Sendable {
  /// What an answer is made of.
  struct Context: Sendable {
    /// What the answer would be were nothing wrong.
    let body: String
    /// The path and query of the request.
    let target: String
    /// A server that must not be asked.
    let other: String

    /// The same request again, which is then answered as it should be.
    var again: String { target + (target.contains("?") ? "&again" : "?again") }
  }

  /// How soon it is asked again: late, after half a minute, where the server is to be left alone or
  /// where patience must first be at its end.
  enum Pace: Sendable { case soon, late }

  let name: String
  let pace: Pace
  let answer: @Sendable (Context) -> FaultServer.Answer

  private init(
    _ name: String,
    _ pace: Pace = .soon,
    _ answer: @escaping @Sendable (Context) -> FaultServer.Answer
  ) {
    (self.name, self.pace, self.answer) = (name, pace, answer)
  }

  /// An answer that is all there.
  static func reply(
    _ status: Int,
    _ body: String = "",
    _ headers: String...,
    bytes: [UInt8]? = nil
  ) -> FaultServer.Answer {
    let body = bytes ?? Array(body.utf8)
    let type = headers.contains { $0.hasPrefix("Content-Type") } ? [] : ["Content-Type: text/plain"]
    let head = ["HTTP/1.1 \(status) Said", "Content-Length: \(body.count)"] + headers + type
    let text = head.joined(separator: "\r\n") + "\r\n\r\n"
    return FaultServer.Answer(bytes: Array(text.utf8) + body, ending: .kept)
  }

  private static func raw(_ text: String, _ ending: FaultServer.Answer.Ending = .closed)
    -> FaultServer.Answer
  {
    FaultServer.Answer(bytes: Array(text.utf8), ending: ending)
  }

  /// A right answer of which only a part comes.
  private static func part(_ body: String, _ ending: FaultServer.Answer.Ending)
    -> FaultServer.Answer
  {
    let half = String(decoding: Array(body.utf8).prefix(body.utf8.count / 2), as: UTF8.self)
    return raw("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(half)", ending)
  }

  private static let html = "Content-Type: text/html"

  /// Each kind that the contract names.
  static let all: [Fault] = [
    Fault("500 as HTML") { _ in reply(500, "<html><h1>Oops</h1></html>", html) },
    Fault("500 as nothing") { _ in reply(500) },
    Fault("500 as a problem document") { _ in
      reply(500, #"{"title":"Broken","status":500}"#, "Content-Type: application/problem+json")
    },
    Fault("502 as HTML") { _ in reply(502, "<html>Bad Gateway</html>", html) },
    Fault("503 as nothing") { _ in reply(503) },
    Fault("503 with Retry-After") { _ in reply(503, "", "Retry-After: 1") },
    Fault("400 with a message") { _ in reply(400, #"{"message":"no"}"#) },
    Fault("403 with a message") { _ in reply(403, #"{"message":"not yours"}"#) },
    Fault("409 as a string") { _ in reply(409, #""busy""#) },
    Fault("429 with seconds") { _ in reply(429, "", "Retry-After: 1") },
    Fault("429 with a date") { _ in reply(429, "", "Retry-After: \(date(in: 2))") },
    Fault("429 with a date that is over") { _ in reply(429, "", "Retry-After: \(date(in: -60))") },
    Fault("gzip") { context in
      reply(200, "Content-Encoding: gzip", bytes: Gzip.stored(Array(context.body.utf8)))
    },
    Fault("gzip that is none") { reply(200, $0.body, "Content-Encoding: gzip") },
    Fault("redirect within the server") { reply(307, "", "Location: \($0.again)") },
    Fault("redirect to another server") { reply(302, "", "Location: \($0.other)\($0.target)") },
    Fault("redirect in a circle") { circle($0.target + ($0.target.contains("?") ? "&" : "?")) },
    Fault("redirect to nowhere") { _ in reply(301) },
    Fault("cut in the body") { part($0.body, .closed) },
    Fault("reset in the body") { part($0.body, .reset) },
    Fault("cut in a chunk") { _ in
      raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n[{\"id\":")
    },
    Fault("cut in the head") { _ in raw("HTTP/1.1 200 OK\r\nContent-Ty") },
    Fault("an absurd length") { _ in
      raw("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775800\r\n\r\n[")
    },
    Fault("cut in the first line") { _ in raw("HTTP/1.1 20") },
    Fault("closed without an answer") { _ in raw("") },
    Fault("reset without an answer") { _ in raw("", .reset) },
    Fault("not HTTP") { _ in raw("SSH-2.0-OpenSSH_9.2\r\n") },
    Fault("200 and HTML") { _ in reply(200, "<html>Sign in</html>", html) },
    Fault("200 and nothing") { _ in reply(200) },
    Fault("200 and half of the JSON") { reply(200, String($0.body.prefix($0.body.count / 2))) },
    Fault("200 and other JSON") { _ in reply(200, #"{"unexpected":true}"#) },
    Fault("200 and null") { _ in reply(200, "null") },
    Fault("401 with a challenge", .late) { _ in
      reply(401, "no", #"WWW-Authenticate: Basic realm="api""#)
    },
    Fault("404 as JSON", .late) { _ in reply(404, #"{"message":"none"}"#) },
    Fault("429 alone", .late) { _ in reply(429) },
    Fault("hangs", .late) { _ in raw("", .silent) },
    Fault("hangs in the body", .late) { part($0.body, .silent) },
  ]

  /// Each redirect of a circle is answered with the next.
  static func circle(_ target: String) -> FaultServer.Answer {
    reply(302, "", "Location: \(target)circle")
  }

  private static func date(in seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = .gmt
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.string(from: Date(timeIntervalSinceNow: seconds))
  }
}

/// The gzip format (RFC 1952) without packing anything.
enum Gzip {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      packed.append(rest.isEmpty ? 1 : 0)
      packed += little(UInt32(block.count)).prefix(2) + little(~UInt32(block.count)).prefix(2)
      packed += block
    } while !rest.isEmpty
    return packed + little(checksum(bytes)) + little(UInt32(bytes.count))
  }

  private static func little(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        (sum >> 1) ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
  }
}
