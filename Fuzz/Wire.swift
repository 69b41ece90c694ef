import Foundation

@testable import HookHTTP
@testable import HookJSON
@testable import HookSignatures

/// What comes over the wire or out of a file that somebody else wrote.
enum FuzzWire {
  /// Header lines, an empty line, a body.
  private static func request(_ bytes: [UInt8]) -> (HeaderFields, [UInt8]) {
    let end = bytes.firstRange(of: Array("\n\n".utf8))
    let head = end.map { Array(bytes[..<$0.lowerBound]) } ?? bytes
    return (HeaderFields(lines: head), end.map { Array(bytes[$0.upperBound...]) } ?? [])
  }

  private static let secrets = [
    "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "tell-nobody",
  ]

  static func signatures(_ bytes: [UInt8]) {
    let (headers, body) = request(bytes)
    for scheme in [nil] + SignatureScheme.allCases {
      let verifier = SignatureVerifier(secrets: secrets, scheme: scheme)
      let text = verifier.check(body, headers, now: 1000).description
      require(!text.contains("MDEyMz") && !text.contains("tell-nobody"), "no secret is told")
    }
    // What we sign is right, and stays explained after a change.
    guard let secret = try? SigningSecret(secrets[0]) else { return }
    let signed: HeaderFields = [
      "webhook-id": "a", "webhook-timestamp": "1000",
      "webhook-signature": secret.signature(id: "a", timestamp: 1000, body: body),
    ]
    let verifier = SignatureVerifier(secrets: [secrets[0]])
    require(verifier.check(body, signed, now: 1000).isRight, "what is signed is right")
    let changed = verifier.check(body + [UInt8(ascii: "\n")], signed, now: 1000)
    require(changed.name == "bodyChanged", "a newline that was added is found")
  }

  static func har(_ bytes: [UInt8]) {
    for entry in (try? HAR.entries(in: bytes)) ?? [] { _ = try? entry.request() }
    guard let node = try? JSONNode(bytes), let exchange = ExchangeJSON.exchange(node) else {
      return
    }
    let written = JSON.object(ExchangeJSON.members(exchange, withSecrets: true, withBodies: true))
      .bytes
    let again = (try? JSONNode(written)).flatMap { ExchangeJSON.exchange($0) }
    require(again != nil, "what is written can be read")
  }

  static func schema(_ bytes: [UInt8]) {
    _ = try? PayloadShape(schema: bytes)
    guard let node = try? JSONNode(bytes) else { return }
    var shape = PayloadShape(formats: true)
    shape.learn(node.index, root: node.number)
    let text = shape.schema()
    guard let read = try? PayloadShape(schema: text) else {
      return require(shape.isEmpty, "a schema of ours can be read")
    }
    require(read.schema() == text, "what is read is what was written")
    var check = ShapeCheck(of: node.index, root: node.number, against: shape)
    require(check.finish()?.isEmpty == true, "a payload has the shape that was learned from it")
  }
}
