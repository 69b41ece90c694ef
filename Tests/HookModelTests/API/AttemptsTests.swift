import Foundation
import HookHTTP
import Testing

@testable import HookModel

/// The attempts of a delivery, which a sandbox alone tells.
@Suite(.timeLimit(.minutes(1))) struct AttemptsTests {
  private static let mark: HeaderFields = ["x-hookconsole-sandbox": "0.1.0"]
  private func client(_ status: Int, _ body: String, _ headers: HeaderFields) throws -> (
    FakeTransport, HookClient
  ) {
    let transport = FakeTransport(status, body, headers)
    return (transport, try HookClient.test(transport))
  }

  @Test("attempts are asked for beside the API, and each is an exchange") func asks() async throws {
    let (transport, client) = try client(
      200,
      #"[{"attempt":3,"startedAt":"2026-11-24T01:34:07.250Z","request":"#
        + #"{"method":"POST","url":"http://x/","body":"[1","bodySize":70000}},{"attempt":4}]"#,
      Self.mark
    )
    let attempts = try await client.attempts(at: RecordID("d"), of: RecordID("w"))
    // One without a request was never posted.
    #expect(attempts.map(\.number) == [3])
    #expect(attempts[0].exchange.requestBodySize == 70_000 && attempts[0].exchange.isRequestCut)
    #expect(
      transport.requests.map(\.requestedTarget)
        == ["/v1/sandbox/employers/e1/webhooks/w/payloads/d/attempts"]
    )
  }

  @Test("the header of a response tells what the server is", arguments: [true, false])
  func knows(_ isSandbox: Bool) async throws {
    let (_, client) = try client(200, "[]", isSandbox ? Self.mark : [:])
    #expect(client.isSandbox == nil)
    _ = try await client.webhooks()
    #expect(client.isSandbox == isSandbox)
  }

  @Test("an error tells what the server is, too, and all clients of one server know") func shares()
    async throws
  {
    let (_, client) = try client(401, "{}", Self.mark)
    let other = client.retrying(.never)
    await #expect(throws: APIError.self) { try await client.webhooks() }
    #expect(client.isSandbox == true && other.isSandbox == true)
  }
}
