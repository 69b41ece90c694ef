import Foundation
import HookHTTP
import Testing

import HookTesting
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct HookClientTests {
  private static let id = "a1b2c3d4-0000-4000-8000-00000000abcd"

  /// A large delivery tells its beginning first; a small one, or one whose payload is a string of
  /// JSON, comes at once.
  @Test(
    "a large delivery begins",
    arguments: [
      (#"[{"a":1},"#, 1_200_000, true), ("[", 10, false), (#""[1,"#, 1_200_000, false),
    ]
  )
  func aLargeDeliveryBegins(_ start: String, _ count: Int, _ begins: Bool) async throws {
    let isString = start.hasPrefix("\"")
    let payload = start + String(repeating: "2,", count: count) + (isString ? "3]\"" : "3]")
    let transport = FakeTransport(200, #"{"id":"d","payload":\#(payload),"statusCode":200}"#)
    var beginnings: [Delivery] = []
    let delivery = try await HookClient.test(transport)
      .delivery(RecordID("d"), of: RecordID("w")) { beginnings.append($0) }
    #expect(delivery.payload?.isBeginning == false)
    #expect(delivery.statusCode == 200)
    #expect(beginnings.count == (begins ? 1 : 0))
    guard begins, let rows = beginnings[0].payload?.rows, let whole = delivery.payload?.rows else {
      return
    }
    #expect(beginnings[0].payload?.isBeginning == true)
    #expect(rows.root == whole.root && rows.count > 1000 && rows.count < whole.count)
    #expect(rows.rows(in: 0..<40) == whole.rows(in: 0..<40))
  }

  private let draft = WebhookDraft(
    event: WebhookEvent(name: "JobCompleted"),
    url: "https://x.example"
  )

  @Test(
    "reads a list",
    arguments: [
      (#"[{"id":"a"},{"id":"b"}]"#, ["a", "b"]), ("[]", []),
      (#"{"items":[{"id":"a"}]}"#, ["a"]), (#"{"data":["a","b"]}"#, ["a", "b"]),
      (#"[{"id":"a"},null,{"name":"no id"},7,[]]"#, ["a"]),
    ]
  )
  func readsAList(_ body: String, _ ids: [String]) async throws {
    let client = try HookClient.test(FakeTransport(200, body))
    #expect(try await client.webhooks().map(\.id.description) == ids)
  }

  @Test(
    "a fault is named",
    arguments: [
      (Reply(status: 401), "does not accept the API key"),
      (Reply(status: 403, body: Data("not yours".utf8)), "(403): not yours"),
      (Reply(status: 404), "not found: GET /employers/e1/webhooks/w"),
      (Reply(status: 410), "no longer there (410)"),
      (Reply(status: 400, body: Data(#"{"message":"bad id"}"#.utf8)), "(400): bad id"),
      (Reply(status: 409), "(409)"),
      (Reply(status: 429, headers: ["retry-after": "3"]), "again in 3 s"),
      (Reply(status: 503, headers: ["retry-after": "4"]), "again in 4 s"),
      (Reply(status: 503), "server error (503)"),
      (Reply(status: 500, body: Data("<title>Oh no</title>".utf8)), "server error (500): Oh no"),
      (
        Reply(status: 302, headers: ["location": "https://evil.example"]), "to https://evil.example"
      ),
      (Reply(status: 200, body: Data("<html>".utf8)), "is not JSON: line 1, column 1"),
      (Reply(status: 200, body: Data("[1".utf8)), "is not JSON"),
      (Reply(status: 200), "is not JSON"),
      (Reply(status: 200, body: Data("{}".utf8)), "a webhook without an id"),
      (Reply(status: 200, body: Data("[]".utf8)), "a webhook without an id"),
      (Reply(status: 101), "server error (101)"),
    ]
  )
  func aFaultIsNamed(_ reply: Reply, _ words: String) async throws {
    let client = try HookClient.test(FakeTransport(.success(reply)))
    let error = await #expect(throws: APIError.self) { try await client.webhook(RecordID("w")) }
    #expect(try #require(error).description.contains(words))
    #expect(error?.server == "api.example" && error?.call == "GET /employers/e1/webhooks/w")
  }

  @Test(
    "a list that is none is named",
    arguments: ["{}", "42", #""items""#, "null", #"{"items":{}}"#]
  )
  func aListThatIsNoneIsNamed(_ body: String) async throws {
    let client = try HookClient.test(FakeTransport(200, body))
    for ask in [client.webhooks, { try await client.employers(page: nil, searchTerm: nil) }] {
      let error = await #expect(throws: APIError.self) { try await ask() }
      #expect(error?.kind == .unexpected("no list"))
    }
    let event = WebhookEvent(name: "JobCompleted")
    let error = await #expect(throws: APIError.self) { try await client.fire(event, data: nil) }
    #expect(error?.kind == .unexpected("no list of deliveries"))
  }

  private static let faults: [(ExchangeFailure.Kind, Int, APIError.Kind)] = [
    (.cutShort, 200, .cutShort("response cut short (200)")),
    (.closed, 0, .cutShort("connection closed before a response")),
    (.timedOut(2), 0, .unreachable(.timeout(2))),
    (.refused, 0, .unreachable(.refused)),
    (.nameNotFound, 0, .unreachable(.name)),
    (.tls("x"), 0, .unreachable(.tls("x"))),
    (.proxy("x"), 0, .unreachable(.proxy("x"))),
    (.tooLarge, 200, .unusable("response too large (200)")),
    (.notHTTP, 0, .unusable("not an HTTP response")),
  ]

  @Test("a fault of the way is named", arguments: faults)
  func aFaultOfTheWayIsNamed(
    _ failure: ExchangeFailure.Kind,
    _ status: Int,
    _ kind: APIError.Kind
  ) async throws {
    let failure = ExchangeFailure(failure, in: .response, mayHaveArrived: true)
    let fault = TransportError.failed(failure, status: status)
    let client = try HookClient.test(FakeTransport(.failure(fault)))
    let error = await #expect(throws: APIError.self) { try await client.webhooks() }
    #expect(error?.kind == kind)
  }

  @Test("the key is covered in the servers words") func theKeyIsCoveredInTheServersWords()
    async throws
  {
    let client = try HookClient.test(FakeTransport(400, "your key s3cret-key is old"))
    let error = await #expect(throws: APIError.self) { try await client.webhooks() }
    #expect(try #require(error).description.contains("your key ••• is old"))
  }

  @Test(
    "a new webhook is found in the body",
    arguments: [
      (#"{"id":"b1"}"#, "b1"), (#""b2""#, "b2"), ("", nil), ("<html>", nil), ("{}", nil),
      ("[]", nil),
    ]
  )
  func aNewWebhookIsFoundInTheBody(_ body: String, _ id: String?) async throws {
    let client = try HookClient.test(FakeTransport(201, body))
    #expect(try await client.create(draft)?.description == id)
  }

  @Test(
    "a new webhook is found in the location",
    arguments: [
      ("/employers/e1/webhooks/w9", "w9"),
      ("https://api.example/v1/employers/e1/webhooks/w9/?a=b", "w9"),
      ("/Webhooks/w%209#x", "w 9"), (id, id), ("https://x/\(id)", id),
      // None of these names a webhook, so the body is asked.
      ("", "b"), ("?", "b"), ("/", "b"), ("/employers/e1/webhooks", "b"),
      ("https://api.example", "b"),
    ]
  )
  func aNewWebhookIsFoundInTheLocation(_ location: String, _ id: String) async throws {
    let client = try HookClient.test(FakeTransport(201, #"{"id":"b"}"#, ["location": location]))
    #expect(try await client.create(draft)?.description == id)
  }

  @Test("an update sends the whole record once") func anUpdateSendsTheWholeRecordOnce() async throws
  {
    let source = #"{"id":"w","url":"u","extra":[1.50]}"#
    let transport = FakeTransport(200, #"{"id":"w","url":"v"}"#)
    let client = try HookClient.test(transport, retry: RetryPolicy(retries: 3, pause: 0))
    let webhook = try #require(Webhook(try node(source)))
    var draft = webhook.draft
    draft.url = "v"
    #expect(try await client.update(webhook, to: draft).url == "v")
    #expect(transport.requests.count == 1)
    #expect(transport.requests[0].method == "PUT")
    #expect(
      transport.requests[0].body == Array(#"{"id":"w","url":"v","extra":[1.50]}"#.utf8)
    )
  }

  @Test("an update answered with nothing is looked up") func anUpdateAnsweredWithNothingIsLookedUp()
    async throws
  {
    let transport = FakeTransport(
      .success(Reply(status: 204)),
      .success(Reply(status: 200, body: Data(#"{"id":"w","url":"v"}"#.utf8)))
    )
    let webhook = try #require(Webhook(try node(#"{"id":"w","url":"u"}"#)))
    #expect(try await HookClient.test(transport).update(webhook, to: draft).url == "v")
    #expect(transport.requests.map(\.method) == ["PUT", "GET"])
  }

  @Test("what is safe is tried again and nothing else") func whatIsSafeIsTriedAgainAndNothingElse()
    async throws
  {
    let faults: [Result<Reply, any Error>] = [
      .failure(
        TransportError.failed(
          ExchangeFailure(.cutShort, in: .body, mayHaveArrived: true),
          status: 200
        )
      ),
      .success(Reply(status: 502)),
    ]
    let good = Result<Reply, any Error>.success(Reply(status: 200, body: Data("[]".utf8)))
    let retry = RetryPolicy(retries: 2, pause: 0)
    let reading = FakeTransport(faults[0], faults[1], good)
    #expect(try await HookClient.test(reading, retry: retry).webhooks().isEmpty)
    #expect(reading.requests.count == 3)
    let writing = FakeTransport(faults[0], good)
    await #expect(throws: APIError.self) {
      try await HookClient.test(writing, retry: retry).create(draft)
    }
    #expect(writing.requests.count == 1)
    let hopeless = FakeTransport(faults[1])
    await #expect(throws: APIError.self) {
      try await HookClient.test(hopeless, retry: retry).webhooks()
    }
    #expect(hopeless.requests.count == 3)
  }

  @Test("the way of trying again can be chosen") func theWayOfTryingAgainCanBeChosen() async throws
  {
    let transport = FakeTransport(.success(Reply(status: 502)))
    let client = try HookClient.test(transport, retry: RetryPolicy(retries: 3, pause: 0))
    await #expect(throws: APIError.self) { try await client.retrying(.never).webhooks() }
    #expect(transport.requests.count == 1)
  }

  @Test("cancelling is no fault") func cancellingIsNoFault() async throws {
    let client = try HookClient.test(FakeTransport(.failure(CancellationError())))
    await #expect(throws: CancellationError.self) { try await client.webhooks() }
  }

  @Test("a sample is any body") func aSampleIsAnyBody() async throws {
    let sample = try await HookClient.test(FakeTransport(200, "[ {} ]")).sample(of: draft.event)
    #expect(sample.bytes == Array("[ {} ]".utf8))
  }

  @Test("an event is fired with its data") func anEventIsFiredWithItsData() async throws {
    let transport = FakeTransport(202, #"{"deliveries":[{"webhookId":"w","payloadId":"p"},{}]}"#)
    let client = try HookClient.test(transport)
    #expect(try await client.fire(draft.event, data: Array("[1.50]".utf8)) == [RecordID("p")])
    #expect(
      transport.requests[0].body == Array(#"{"webhookEvent":"JobCompleted","data":[1.50]}"#.utf8)
    )
    #expect(transport.requests[0].url.target == "/v1/sandbox/employers/e1/events")
  }
}
