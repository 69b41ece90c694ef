import Foundation
import HookHTTP

/// What a request's headers claim.
struct SignatureClaim: Sendable {
  /// Seconds since 1970; `nil` in a scheme without a time.
  var time: Int64?
  /// Signed before the body.
  var prefix: [UInt8] = []
  /// The codes of the signatures; one that is right is enough.
  var codes: [[UInt8]] = []
  /// What is wrong with how a code is written though it can be read, by its position.
  var faults: [Int: String] = [:]
}

/// Why the headers claim nothing.
enum ClaimProblem: Error, Equatable {
  case missing(header: String)
  /// - Parameter why: a sentence that begins with the header's name.
  case malformed(why: String)
}

/// A row of the table of schemes.
struct SchemeRules: Sendable {
  let title: String
  let header: String
  /// Another name of that header, which is read too.
  var otherHeader: String?
  /// What the headers claim.
  let claim: @Sendable (HeaderFields) throws(ClaimProblem) -> SignatureClaim
  /// The key that a secret stands for.
  let key: @Sendable (String) throws(SecretError) -> [UInt8]
  /// The headers of a signature by one or more keys at a time, in seconds since 1970, for a request that had
  /// these headers.
  let sign: @Sendable (HeaderFields, _ body: [UInt8], _ keys: [[UInt8]], Int64) -> HeaderFields

  /// The whole text is the key, a prefix included.
  private static let wholeText: @Sendable (String) throws(SecretError) -> [UInt8] = {
    text throws(SecretError) in
    guard !text.isEmpty else { throw SecretError("is empty") }
    return Array(text.utf8)
  }

  static let standard = SchemeRules(
    title: "Standard Webhooks",
    header: "webhook-signature",
    otherHeader: "svix-signature",
    claim: { headers throws(ClaimProblem) in
      let names = StandardNames(of: headers)
      let id = try headers.first(names.id)
      let time = try headers.first(names.time)
      let texts = headers.values(names.signature).flatMap { $0.split(separator: " ") }
      guard !texts.isEmpty else { throw .missing(header: names.signature) }
      var claim = SignatureClaim(
        time: try seconds(time, names.time),
        prefix: Array("\(id).\(time).".utf8)
      )
      for text in texts {
        let hasVersion = text.hasPrefix("v1,")
        let encoded = hasVersion ? String(text.dropFirst(3)) : String(text)
        if encoded.hasPrefix("whsec_") {
          throw .malformed(why: "\(names.signature) has a secret in it: send v1, and the signature")
        }
        guard let base64 = LooseBase64(encoded) else { continue }
        let version = hasVersion ? nil : "lacks v1, before it"
        let faults = [version, base64.fault].compactMap { $0 }
        if !faults.isEmpty { claim.faults[claim.codes.count] = faults.joined(separator: ", and ") }
        claim.codes.append(base64.bytes)
      }
      guard claim.codes.contains(where: { $0.count == 32 }) else {
        throw .malformed(why: "\(names.signature) is malformed: it must be v1, and base64")
      }
      return claim
    },
    key: { text throws(SecretError) in try SigningSecret(ofAnyLength: text).key },
    sign: { headers, body, keys, now in
      let names = StandardNames(of: headers)
      let id = headers[names.id] ?? "msg_\(UUID().text)"
      let codes = keys.map { HMAC.code(Array("\(id).\(now).".utf8) + body, key: $0) }
      let texts = codes.map { "v1,\(Data($0).base64EncodedString())" }
      return [
        names.id: id, names.time: String(now), names.signature: texts.joined(separator: " "),
      ]
    }
  )

  static let github = SchemeRules(
    title: "GitHub",
    header: "X-Hub-Signature-256",
    claim: { headers throws(ClaimProblem) in
      SignatureClaim(codes: try codes(headers, "X-Hub-Signature-256", after: "sha256="))
    },
    key: wholeText,
    sign: { _, body, keys, _ in
      ["X-Hub-Signature-256": "sha256=\(hex(HMAC.code(body, key: keys[0])))"]
    }
  )

  static let stripe = SchemeRules(
    title: "Stripe",
    header: "Stripe-Signature",
    claim: { headers throws(ClaimProblem) in
      let values = headers.values("Stripe-Signature")
      guard !values.isEmpty else { throw .missing(header: "Stripe-Signature") }
      let parts = values.flatMap { $0.split(separator: ",") }
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard let time = parts.first(where: { $0.hasPrefix("t=") })?.dropFirst(2) else {
        throw .malformed(why: "Stripe-Signature is malformed: it has no t=")
      }
      let codes = parts.compactMap { hex($0, after: "v1=") }
      guard !codes.isEmpty else {
        throw .malformed(why: "Stripe-Signature is malformed: it has no v1= with 64 hex digits")
      }
      return SignatureClaim(
        time: try seconds(String(time), "t= of Stripe-Signature"),
        prefix: Array("\(time).".utf8),
        codes: codes
      )
    },
    key: wholeText,
    sign: { _, body, keys, now in
      let codes = keys.map { "v1=\(hex(HMAC.code(Array("\(now).".utf8) + body, key: $0)))" }
      return ["Stripe-Signature": (["t=\(now)"] + codes).joined(separator: ",")]
    }
  )

  static let slack = SchemeRules(
    title: "Slack",
    header: "X-Slack-Signature",
    claim: { headers throws(ClaimProblem) in
      _ = try headers.first("X-Slack-Signature")
      let time = try headers.first("X-Slack-Request-Timestamp")
      let codes = try codes(headers, "X-Slack-Signature", after: "v0=")
      return SignatureClaim(
        time: try seconds(time, "X-Slack-Request-Timestamp"),
        prefix: Array("v0:\(time):".utf8),
        codes: codes
      )
    },
    key: wholeText,
    sign: { _, body, keys, now in
      let code = HMAC.code(Array("v0:\(now):".utf8) + body, key: keys[0])
      return ["X-Slack-Request-Timestamp": String(now), "X-Slack-Signature": "v0=\(hex(code))"]
    }
  )

  private static func seconds(_ text: String, _ name: String) throws(ClaimProblem) -> Int64 {
    guard let seconds = Int64(text) else {
      throw .malformed(why: "\(name) is malformed: it must be seconds since 1970")
    }
    return seconds
  }

  /// The codes of a header that has nothing but one, in hex digits.
  private static func codes(_ headers: HeaderFields, _ name: String, after prefix: String)
    throws(ClaimProblem) -> [[UInt8]]
  {
    let texts = headers.values(name)
    guard !texts.isEmpty else { throw .missing(header: name) }
    let codes = texts.compactMap { hex($0, after: prefix) }
    guard !codes.isEmpty else {
      throw .malformed(why: "\(name) is malformed: it must be \(prefix) and 64 hex digits")
    }
    return codes
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  /// 32 bytes in hex digits; `nil` if it is anything else.
  private static func hex(_ text: some StringProtocol, after prefix: String) -> [UInt8]? {
    guard text.hasPrefix(prefix) else { return nil }
    let digits = Array(text.dropFirst(prefix.count).utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for position in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[position..<position + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16), pair.first != "+" else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}

/// The names of the headers of Standard Webhooks. Svix, which the specification comes from, sends its own.
struct StandardNames {
  let id: String
  let time: String
  let signature: String

  init(of headers: HeaderFields) {
    let isSvix = headers["webhook-signature"] == nil && headers["svix-signature"] != nil
    let prefix = isSvix ? "svix" : "webhook"
    (id, time, signature) = ("\(prefix)-id", "\(prefix)-timestamp", "\(prefix)-signature")
  }
}

extension HeaderFields {
  fileprivate func first(_ name: String) throws(ClaimProblem) -> String {
    guard let value = self[name], !value.isEmpty else { throw .missing(header: name) }
    return value
  }
}
