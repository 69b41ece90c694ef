import Foundation
import HookHTTP
import Testing
@testable import HookSandbox
@testable import HookServer
@testable import HookSignatures

@Suite(.timeLimit(.minutes(1))) struct SigningTests {
  private static let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  /// The example of the Standard Webhooks libraries.
  @Test("the signature is the specifications") func theSignatureIsTheSpecifications() throws {
    let signature = try SigningSecret(Self.text).signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330,
      body: Array(#"{"test": 2432232314}"#.utf8)
    )
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test(
    "a secret that is none is refused and not repeated",
    arguments: [
      "", "whsec_", "whsec_!!!", "whsec_c2hvcnQ=", "secret",
      "whsec_" + Data(repeating: 1, count: 65).base64EncodedString(),
    ]
  )
  func aSecretThatIsNoneIsRefusedAndNotRepeated(text: String) {
    let error = #expect(throws: SecretError.self) { try SigningSecret(text) }
    #expect(error?.description.contains("24 to 64 bytes in base64") == true)
    if text.count > 8 { #expect(error?.description.contains(text) == false) }
  }

  /// 32 bytes whose base64 has +, / and padding.
  private static let odd = Data(repeating: 0xFB, count: 16) + Data(repeating: 0xFF, count: 16)

  @Test(
    "a secret in another form is named",
    arguments: [
      (
        "v1,whsec_%@",
        "begins with v1, as a signature does; leave out v1, so that it begins with whsec_"
      ),
      ("whsec_%-", "is URL-safe base64; write + for - and / for _"),
      ("whsec_%.", "lacks its padding; write = at its end"),
      (
        "%-.",
        "is URL-safe base64; write + for - and / for _, and lacks its padding; write = at its end"
      ),
    ]
  )
  func aSecretInAnotherFormIsNamed(_ form: String, _ says: String) {
    var text = Self.odd.base64EncodedString()
    if form.contains("-") {
      text = text.replacing("+", with: "-").replacing("/", with: "_")
    }
    if form.hasSuffix(".") { text = text.replacing("=", with: "") }
    let prefix = form.prefix { $0 != "%" }
    let error = #expect(throws: SecretError.self) { try SigningSecret(prefix + text) }
    #expect(error?.description == "the signing secret \(says)")
  }

  @Test("deliveries are signed and a receiver believes them")
  func deliveriesAreSignedAndAReceiverBelievesThem() async throws {
    try await withReceiver {
      $0.secret = Self.text
    } test: { receiver in
      try await TestSandbox.run {
        $0.signingSecret = Self.text
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        #expect(try await test.settled(ids[0], of: webhook).code == 200)
        #expect(receiver.requests.map(\.verified) == [true])
        #expect(receiver.requests[0].header("webhook-signature")?.hasPrefix("v1,") == true)
      }
    }
  }

  @Test(
    "a missing or wrong signature is answered with 401",
    arguments: [nil, "whsec_" + Data(repeating: 1, count: 32).base64EncodedString()]
  )
  func aMissingOrWrongSignatureIsAnsweredWith401(secret: String?) async throws {
    try await withReceiver {
      $0.secret = Self.text
    } test: { receiver in
      try await TestSandbox.run {
        $0.signingSecret = secret
        $0.retryDelays = []
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery.code == 401)
        #expect(receiver.requests.map(\.verified) == [false])
        #expect(receiver.requests.map(\.status) == [401])
      }
    }
  }

  @Test("what was changed or is old is not believed") func whatWasChangedOrIsOldIsNotBelieved()
    throws
  {
    let secret = try SigningSecret(Self.text)
    let body = Array("[1]".utf8)
    let right = secret.signature(id: "a", timestamp: 1000, body: body)
    func objection(
      id: String = "a",
      time: String = "1000",
      signature: String,
      body: [UInt8],
      now: Int64 = 1000
    ) -> String? {
      let headers: HeaderFields = [
        "Webhook-Id": id, "Webhook-Timestamp": time, "Webhook-Signature": signature,
      ]
      return secret.objection(to: body, now: now) { headers.values($0) }
    }
    #expect(objection(signature: right, body: body) == nil)
    #expect(objection(signature: "v1,x v2,y \(right)", body: body) == nil)
    #expect(objection(signature: right, body: body, now: 1300) == nil)
    #expect(objection(signature: right, body: body, now: 1301) == "the timestamp is too far off")
    #expect(objection(signature: right, body: body, now: 699) == "the timestamp is too far off")
    #expect(
      objection(time: "-9223372036854775808", signature: right, body: body)
        == "the timestamp is too far off"
    )
    #expect(objection(time: "x", signature: right, body: body) == "the timestamp is too far off")
    #expect(objection(signature: right, body: Array("[2]".utf8)) == "the signature is wrong")
    #expect(objection(id: "b", signature: right, body: body) == "the signature is wrong")
    #expect(objection(signature: "", body: body) == "the signature is wrong")
    let bare = String(right.dropFirst(3))
    let isRight = "the signature is right but"
    #expect(objection(signature: bare, body: body) == "\(isRight) lacks v1, before it")
    #expect(
      objection(signature: right.replacing("=", with: ""), body: body)
        == "\(isRight) lacks its padding; write = at its end"
    )
    #expect(
      objection(signature: "v1,\(Self.text)", body: body)
        == "the signature is a secret; send v1, and the signature in base64"
    )
    // One that is right is enough, whatever stands beside it.
    #expect(objection(signature: "\(bare) \(right)", body: body) == nil)
  }

  @Test("a URL safe signature is named") func aURLSafeSignatureIsNamed() throws {
    let secret = try SigningSecret(Self.text)
    // The first body whose signature has a character that URL-safe base64 writes otherwise.
    let body = try #require(
      (0..<100).map { Array("\($0)".utf8) }.first {
        let signature = secret.signature(id: "a", timestamp: 1000, body: $0)
        return signature.contains("+") || signature.contains("/")
      }
    )
    let right = secret.signature(id: "a", timestamp: 1000, body: body)
    let safe = right.replacing("+", with: "-").replacing("/", with: "_")
    #expect(
      objection(secret, [safe], body)
        == "the signature is right but is URL-safe base64; write + for - and / for _"
    )
  }

  @Test("several lines of signatures are read") func severalLinesOfSignaturesAreRead() throws {
    let secret = try SigningSecret(Self.text)
    let right = secret.signature(id: "a", timestamp: 1000, body: [])
    #expect(objection(secret, ["v1,x", right], []) == nil)
    #expect(objection(secret, [right, "v1,x"], []) == nil)
    #expect(objection(secret, ["v1,x", "v1,y"], []) == "the signature is wrong")
  }

  private func objection(
    _ secret: SigningSecret,
    _ signatures: [String],
    _ body: [UInt8]
  ) -> String? {
    var headers: HeaderFields = ["webhook-id": "a", "webhook-timestamp": "1000"]
    for signature in signatures { headers.add("webhook-signature", signature) }
    return secret.objection(to: body, now: 1000) { headers.values($0) }
  }
}
