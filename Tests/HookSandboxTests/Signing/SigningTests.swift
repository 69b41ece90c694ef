import Foundation
import HookHTTP
import Testing

@testable import HookSandbox

@Suite struct SigningTests {
  private static let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  /// The example of the Standard Webhooks libraries.
  @Test func theSignatureIsTheSpecifications() throws {
    let signature = try SigningSecret(Self.text).signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330,
      body: Array(#"{"test": 2432232314}"#.utf8)
    )
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test(arguments: [
    "", "whsec_", "whsec_!!!", "whsec_c2hvcnQ=", "secret",
    "whsec_" + Data(repeating: 1, count: 65).base64EncodedString(),
  ])
  func aSecretThatIsNoneIsRefusedAndNotRepeated(text: String) {
    let error = #expect(throws: SandboxError.self) { try SigningSecret(text) }
    #expect(error?.description.contains("whsec_ and 24 to 64 bytes in base64") == true)
    if text.count > 8 { #expect(error?.description.contains(text) == false) }
  }

  @Test func deliveriesAreSignedAndAReceiverBelievesThem() async throws {
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

  @Test(arguments: [nil, "whsec_" + Data(repeating: 1, count: 32).base64EncodedString()])
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

  @Test func whatWasChangedOrIsOldIsNotBelieved() throws {
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
      let request = HTTPRequest(
        method: "POST",
        targetBytes: Array("/".utf8),
        headers: [
          "Webhook-Id": id, "Webhook-Timestamp": time, "Webhook-Signature": signature,
        ],
        body: body
      )
      return secret.objection(to: request, now: now)
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
  }
}
