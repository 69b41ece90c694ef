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
      $0.verifier = SignatureVerifier(secrets: [Self.text])
    } test: { receiver in
      try await TestSandbox.run {
        $0.signingSecret = Self.text
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        #expect(try await test.settled(ids[0], of: webhook).code == 200)
        #expect(receiver.requests.map { $0.signature?.isRight } == [true])
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
      $0.verifier = SignatureVerifier(secrets: [Self.text])
    } test: { receiver in
      try await TestSandbox.run {
        $0.signingSecret = secret
        $0.retryDelays = []
      } test: { test in
        let webhook = try await test.webhook(url: receiver.url)
        let ids = try await test.fire()
        let delivery = try await test.settled(ids[0], of: webhook)
        #expect(delivery.code == 401)
        #expect(receiver.requests.map { $0.signature?.isRight } == [false])
        #expect(receiver.requests.map(\.status) == [401])
      }
    }
  }
}
