import Foundation
import HookHTTP
import HookJSON
import Testing
@testable import HookSignatures

/// Signatures of four schemes, and why one is wrong.
@Suite(.timeLimit(.minutes(1))) struct SignatureVerifierTests {
  private struct Vector: Sendable {
    let scheme: SignatureScheme
    let secret: String
    let body: [UInt8]
    let headers: HeaderFields
    let now: Int64
  }

  /// Vectors that the owners of the schemes published, or that their own libraries made.
  private static let vectors: [Vector] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Vectors/published.json")
    guard let bytes = try? Data(contentsOf: file), let root = try? JSONNode(Array(bytes)) else {
      return []
    }
    return root.children.compactMap { node in
      guard let scheme = node["scheme"]?.string.flatMap(SignatureScheme.init),
        let secret = node["secret"]?.string, let body = node["body"]?.string
      else { return nil }
      var headers = HeaderFields()
      for child in node["headers"]?.children ?? [] {
        headers.add(child.index.key(of: child.number) ?? "", child.string ?? "")
      }
      let now = Int64(node["now"]?.int ?? 0)
      return Vector(
        scheme: scheme,
        secret: secret,
        body: Array(body.utf8),
        headers: headers,
        now: now
      )
    }
  }()

  @Test("there is a vector for each scheme") func schemes() {
    #expect(Set(Self.vectors.map(\.scheme)) == Set(SignatureScheme.allCases))
  }

  @Test("published vectors are right, with the scheme named or found", arguments: 0..<4)
  func published(_ number: Int) throws {
    let vector = try #require(Self.vectors.dropFirst(number).first)
    for scheme in [nil, vector.scheme] {
      let verifier = SignatureVerifier(secrets: ["other-secret", vector.secret], scheme: scheme)
      let signature = verifier.check(vector.body, vector.headers, now: vector.now)
      #expect(signature == .right(vector.scheme, secret: 2))
    }
    let wrong = SignatureVerifier(secrets: ["wrong"], scheme: vector.scheme)
      .check(vector.body, vector.headers, now: vector.now)
    #expect(["wrong", "secretForm"].contains(wrong.name))
    let changed = SignatureVerifier(secrets: [vector.secret])
      .check(vector.body + Array("\n".utf8), vector.headers, now: vector.now)
    #expect(changed == .bodyChanged(["a final newline was added"]))
    guard vector.scheme != .github else { return }
    let late = SignatureVerifier(secrets: [vector.secret])
      .check(vector.body, vector.headers, now: vector.now + 301)
    #expect(late == .outsideTolerance(seconds: 301))
    let early = SignatureVerifier(secrets: [vector.secret])
      .check(vector.body, vector.headers, now: vector.now - 301)
    #expect(early == .outsideTolerance(seconds: -301))
  }

  @Test("a request with a new signature has the published signature", arguments: 0..<4)
  func signedAgain(_ number: Int) throws {
    let vector = try #require(Self.vectors.dropFirst(number).first)
    let verifier = SignatureVerifier(secrets: [vector.secret])
    let others: HeaderFields = ["X-Before": "1", "x-before": "2"]
    var old = others + vector.headers
    // Only the names and the id of the old signature count.
    old.fields = old.fields.map { field in
      field.isNamed(vector.scheme.header) ? HeaderField(field.name, "old") : field
    }
    let new = verifier.signedAgain(old, vector.body, now: vector.now)
    #expect(new == others + vector.headers)
    let later = verifier.signedAgain(old, vector.body, now: vector.now + 5000)
    #expect(
      verifier.check(vector.body, later, now: vector.now + 5000) == .right(vector.scheme, secret: 1)
    )
  }

  @Test("a request without a signature is signed by the scheme that is named, and by none else")
  func signedFirst() {
    let secrets = ["one", "two"]
    let plain: HeaderFields = ["X-A": "1"]
    #expect(SignatureVerifier(secrets: secrets).signedAgain(plain, [], now: 7) == plain)
    for scheme in [SignatureScheme.github, .stripe, .slack] {
      let verifier = SignatureVerifier(secrets: secrets, scheme: scheme)
      let signed = verifier.signedAgain(plain, [65], now: 7)
      #expect(signed["X-A"] == "1")
      #expect(verifier.check([65], signed, now: 7) == .right(scheme, secret: 1))
      // During a rotation an endpoint may know the new secret only.
      guard scheme == .stripe else { continue }
      let other = SignatureVerifier(secrets: ["two"], scheme: scheme).check([65], signed, now: 7)
      #expect(other == .right(scheme, secret: 1))
    }
    let standard = SignatureVerifier(secrets: [Self.secret], scheme: .standard)
    let signed = standard.signedAgain(plain, [65], now: 7)
    #expect(standard.check([65], signed, now: 7) == .right(.standard, secret: 1))
    let useless = SignatureVerifier(secrets: ["not base64!"], scheme: .standard)
    #expect(useless.signedAgain(plain, [65], now: 7) == plain)
  }

  @Test("Svix's own header names are read as those of Standard Webhooks") func svix() throws {
    let vector = try #require(Self.vectors.first { $0.scheme == .standard })
    let headers = HeaderFields(
      vector.headers.fields.map {
        HeaderField("Svix-" + $0.name.dropFirst("webhook-".count), $0.value)
      }
    )
    let verifier = SignatureVerifier(secrets: [vector.secret])
    #expect(verifier.check(vector.body, headers, now: vector.now) == .right(.standard, secret: 1))
    let changed = verifier.check(vector.body + [10], headers, now: vector.now)
    #expect(changed == .bodyChanged(["a final newline was added"]))
    let withoutTime = headers.without(["svix-timestamp"])
    #expect(
      verifier.check(vector.body, withoutTime, now: vector.now)
        == .notSigned(header: "svix-timestamp")
    )
    var wrong = headers.without(["svix-signature"])
    wrong.add("svix-signature", "v1,whatever")
    #expect(
      verifier.check(vector.body, wrong, now: vector.now)
        == .malformed("svix-signature is malformed: it must be v1, and base64")
    )
    // With both, those of the specification count.
    let both = vector.headers + wrong
    #expect(verifier.check(vector.body, both, now: vector.now) == .right(.standard, secret: 1))
    let again = verifier.signedAgain(headers, vector.body, now: vector.now)
    #expect(again["svix-signature"] == vector.headers["webhook-signature"])
    #expect(again["webhook-signature"] == nil && again["svix-id"] == vector.headers["webhook-id"])
  }

  private static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

  private static func signed(_ body: [UInt8]) throws -> HeaderFields {
    let signature = try SigningSecret(secret).signature(id: "a", timestamp: 1000, body: body)
    return ["Webhook-Id": "a", "Webhook-Timestamp": "1000", "Webhook-Signature": signature]
  }

  private static func result(_ received: [UInt8], signed body: [UInt8]) throws -> SignatureResult {
    SignatureVerifier(secrets: [secret]).check(received, try signed(body), now: 1000)
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(
    "what was done to a body is found, in both directions",
    arguments: [
      ("{\"a\":1}\n", "{\"a\":1}", "a final newline was added"),
      ("{\"a\":1}\r\n", "{\"a\":1}", "final newlines were added"),
      ("{\"a\":1}\n\n", "{\"a\":1}", "final newlines were added"),
      ("{\"a\":1}", "{\"a\":1}\n", "the final newline was dropped"),
      ("a\r\nb", "a\nb", "LF was replaced by CRLF"),
      ("a\nb", "a\r\nb", "CRLF was replaced by LF"),
      ("\u{FEFF}{}", "{}", "a byte order mark was added"),
      ("{}", "\u{FEFF}{}", "the byte order mark was dropped"),
      ("{ \"a\": [1, 2] }", "{\"a\":[1,2]}", "compact"),
      ("{\"a\":[1,2]}", "{\"a\": [1, 2]}", "\", \" and \": \""),
      ("{\"a\":[1,{}]}", "{\n  \"a\": [\n    1,\n    {}\n  ]\n}", "indented by 2"),
      ("{\"a\":1}", "{\n    \"a\": 1\n}", "indented by 4"),
      ("{\n    \"a\": 1\n}\n", "{\"a\":1}\n", "compact"),
      ("{\n    \"a\": 1\n}\n", "{\"a\":1}", "compact"),
      ("{\"a\":1}\r\n", "{\"a\": 1}\r\n", "\", \" and \": \""),
      ("{\"a\":1} \n", "{\n  \"a\": 1\n} \n", "indented by 2"),
      ("[1]\n", "[\n    1\n]\n", "indented by 4"),
      ("{\"b\": 1, \"a\": 2}\n", "{\"a\":2,\"b\":1}\n", "sorted"),
      ("{\"b\":1,\"a\":{\"d\":1.50,\"c\":2}}", "{\"a\":{\"c\":2,\"d\":1.50},\"b\":1}", "sorted"),
      ("{\"a\":\"\\u00e9\\ud83d\\ude00\"}", "{\"a\":\"é😀\"}", "non-ASCII characters were escaped"),
      (
        "{\"a\":\"é😀\"}", "{\"a\":\"\\u00e9\\ud83d\\ude00\"}",
        "replaced by the characters themselves"
      ),
      ("{\"a\":\"ë\"}", "{\"a\":\"\\u00EB\"}", "replaced by the characters themselves"),
      ("{\"a\":\"<b>\"}", "{\"a\":\"\\u003Cb\\u003E\"}", "replaced by <, > and &"),
      ("{\"a\":\"x\\/y\"}", "{\"a\":\"x/y\"}", "escaped as \\/"),
      ("{\"a\":\"x/y\"}", "{\"a\":\"x\\/y\"}", "\\/ was replaced by /"),
      ("{\"a\":\"\\u003cb\\u003e\\u0026\"}", "{\"a\":\"<b>&\"}", "escaped as \\u003c"),
      ("{\"a\":\"<b>&\"}", "{\"a\":\"\\u003cb\\u003e\\u0026\"}", "replaced by <, > and &"),
      ("a=b%20c&d=e", "a=b+c&d=e", "+ was replaced by %20"),
      ("a=b+c&d=e", "a=b%20c&d=e", "%20 was replaced by +"),
    ]
  )
  func change(_ received: String, _ signed: String, _ says: String) throws {
    let signature = try Self.result(Self.bytes(received), signed: Self.bytes(signed))
    guard case .bodyChanged(let changes) = signature else {
      Issue.record("\(signature)")
      return
    }
    #expect(changes.count == 1 && changes[0].contains(says), "\(changes)")
    #expect(try Self.result(Self.bytes(signed), signed: Self.bytes(signed)).isRight)
  }

  @Test("gzip, in both directions") func gzip() throws {
    let plain = Self.bytes(String(repeating: "{\"a\":1}", count: 50))
    let packed = try #require(Gzip.compressed(plain).first)
    #expect(Gzip.decompressed(packed) == plain)
    #expect(
      try Self.result(packed, signed: plain) == .bodyChanged(["the body was compressed by gzip"])
    )
    #expect(
      try Self.result(plain, signed: packed)
        == .bodyChanged(["the body was decompressed from gzip"])
    )
    #expect(Gzip.decompressed([0x1F, 0x8B, 1, 2]) == nil)
  }

  @Test(
    "combinations of two",
    arguments: [
      ("{\"a\": \"\\u00e9\"}", "{\"a\":\"é\"}"),
      ("{\"a\":1}", "{\n  \"a\": 1\n}\n"),
      ("{\"b\": 1, \"a\": 2}", "{\"a\":2,\"b\":1}\n"),
      ("{\"u\":\"a\\/b\",\"t\":\"<\"}", "{\"u\":\"a/b\",\"t\":\"\\u003c\"}"),
      ("{\"a\":\"é\"}\r\n", "\u{FEFF}{\"a\":\"é\"}\n"),
      ("a=b%20c\n", "a=b+c"),
      // Without the newline, and with another end of lines.
      ("{\n  \"a\": 1\n}", "{\"a\":1}\n"),
      ("{\r\n  \"a\": 1\r\n}\r\n", "{\"a\":1}\n"),
    ]
  )
  func two(_ received: String, _ signed: String) throws {
    let signature = try Self.result(Self.bytes(received), signed: Self.bytes(signed))
    guard case .bodyChanged(let changes) = signature else {
      Issue.record("\(signature)")
      return
    }
    #expect(changes.count == 2, "\(changes)")
  }

  @Test("each change of the list, and each pair of them, is found again") func everyPair() throws {
    let body = Self.bytes("{\"b\":\"é<\\/\",\"a\":[1.50,{\"z\":null,\"y\":\"a\"}]}")
    var found = 0
    for first in BodyChange.all {
      // What an undoing makes of a body was the signed one.
      for signed in first.undo(body).prefix(1) where signed != body {
        #expect(try Self.result(body, signed: signed).name == "bodyChanged", "\(first.text)")
        for second in BodyChange.all {
          for signed in second.undo(signed).prefix(1) where signed != body {
            let signature = try Self.result(body, signed: signed)
            #expect(signature.name == "bodyChanged", "\(second.text), \(first.text): \(signature)")
            found += 1
          }
        }
      }
    }
    #expect(found > 50)
  }

  @Test("the right secret used in another way is named") func otherWay() throws {
    let body = Self.bytes("[1]")
    let bare = Array("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".utf8)
    let whole = Array(Self.secret.utf8)
    let key = Array("0123456789abcdef0123456789abcdef".utf8)
    let rows: [([UInt8], String, String)] = [
      (key, "", "it was signed as GitHub does"), (key, "1000.", "it was signed as Stripe does"),
      (key, "v0:1000:", "it was signed as Slack does"),
      (whole, "a.1000.", "the text of the secret was the key"),
      (bare, "a.1000.", "the secret without whsec_ was the key"),
    ]
    for (key, prefix, says) in rows {
      let code = HMAC.code(Array(prefix.utf8) + body, key: key)
      let headers: HeaderFields = [
        "webhook-id": "a", "webhook-timestamp": "1000",
        "webhook-signature": "v1,\(Data(code).base64EncodedString())",
      ]
      let signature = SignatureVerifier(secrets: [Self.secret]).check(body, headers, now: 1000)
      #expect("\(signature)".contains(says), "\(signature)")
      #expect("\(signature)".hasPrefix("the secret is right, but"))
    }
  }

  @Test(
    "headers that are missing or malformed are named",
    arguments: [
      (
        [],
        "not signed: there is no webhook-signature, X-Hub-Signature-256, Stripe-Signature or"
          + " X-Slack-Signature header"
      ),
      (
        [("webhook-signature", "v1,x"), ("webhook-timestamp", "1")],
        "not signed: there is no webhook-id"
      ),
      (
        [("webhook-signature", "v1,x"), ("webhook-id", "a")],
        "not signed: there is no webhook-timestamp"
      ),
      (
        [("webhook-signature", "v1,???"), ("webhook-id", "a"), ("webhook-timestamp", "1")],
        "webhook-signature is malformed"
      ),
      (
        [("webhook-signature", "v1,aaaa"), ("webhook-id", "a"), ("webhook-timestamp", "now")],
        "webhook-timestamp is malformed"
      ),
      ([("X-Hub-Signature-256", "sha1=00")], "X-Hub-Signature-256 is malformed"),
      ([("Stripe-Signature", "v1=00")], "Stripe-Signature is malformed: it has no t="),
      ([("Stripe-Signature", "t=1,v1=00")], "Stripe-Signature is malformed: it has no v1="),
      ([("X-Slack-Signature", "v0=00")], "not signed: there is no X-Slack-Request-Timestamp"),
    ] as [([(String, String)], String)]
  )
  func headers(_ lines: [(String, String)], _ says: String) {
    let headers = HeaderFields(lines.map { HeaderField($0.0, $0.1) })
    let signature = SignatureVerifier(secrets: ["s3cret"]).check([], headers, now: 1)
    #expect("\(signature)".hasPrefix(says), "\(signature)")
  }

  @Test("a signature that is right but written otherwise is named") func forms() throws {
    let body = Self.bytes("[1]")
    let right = try SigningSecret(Self.secret).signature(id: "a", timestamp: 1000, body: body)
    func result(_ signature: String) -> SignatureResult {
      let headers: HeaderFields = [
        "webhook-id": "a", "webhook-timestamp": "1000", "webhook-signature": signature,
      ]
      return SignatureVerifier(secrets: [Self.secret]).check(body, headers, now: 1000)
    }
    let isRight = "the signature is right, but"
    #expect("\(result(String(right.dropFirst(3))))" == "\(isRight) lacks v1, before it")
    #expect(
      "\(result(right.replacing("=", with: "")))"
        == "\(isRight) lacks its padding; write = at its end"
    )
    #expect(result("v1,\(Self.secret)").name == "malformed")
    #expect(result("v1,x \(right)").isRight)
  }

  @Test(
    "a time of any size is no crash",
    arguments: ["-9223372036854775808", "9223372036854775807"]
  )
  func times(_ time: String) throws {
    let secret = try SigningSecret(Self.secret)
    let signature = secret.signature(id: "a", timestamp: Int64(time) ?? 0, body: [])
    let headers: HeaderFields = [
      "webhook-id": "a", "webhook-timestamp": time, "webhook-signature": signature,
    ]
    let result = SignatureVerifier(secrets: [Self.secret]).check([], headers, now: 1000)
    #expect(result.name == "outsideTolerance")
    #expect("\(result)".contains("days"))
  }

  @Test("no text has the secret or the expected signature in it") func silence() throws {
    let results: [SignatureResult] = [
      try Self.result([1], signed: [2]), try Self.result([1, 10], signed: [1]),
      SignatureVerifier(secrets: ["whsec_tell-nobody"]).check(
        [1],
        try Self.signed([1]),
        now: 1000
      ),
    ]
    for signature in results {
      #expect(!"\(signature)".contains("MDEyMz") && !"\(signature)".contains("tell-nobody"))
    }
    #expect(results[2].name == "secretForm")
  }
}
