import Testing
import HookTesting
@testable import HookJSON
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct RecordsDecodingTests {
  private static let id = "a1b2c3d4-0000-4000-8000-00000000abcd"

  private func delivery(_ members: String) throws -> Delivery {
    try #require(Delivery(try node(#"{"id":"\#(Self.id)"\#(members)}"#)))
  }

  @Test("reads a whole delivery") func readsAWholeDelivery() throws {
    let delivery = try delivery(
      #"""
      ,"name":"Zo\u00eb Ellis","url":"https://crm.example/h","attempts":3,"statusCode":500,
      "taskStatus":"Failed","statusMessage":"oh no","created":"2024-11-21","payload":[{"gross":1234.50}]
      """#
    )
    #expect(delivery.id.description == Self.id)
    #expect(delivery.name == "Zoë Ellis")
    #expect(delivery.url == "https://crm.example/h")
    #expect(delivery.attempts == 3)
    #expect(delivery.statusCode == 500)
    #expect(delivery.taskStatus == .failed)
    #expect(delivery.statusMessage == "oh no")
    #expect(delivery.created == Timestamp("2024-11-21"))
    #expect(delivery.payload?.bytes == Array(#"[{"gross":1234.50}]"#.utf8))
  }

  @Test(
    "needs only the ID",
    arguments: [
      "",
      #","name":null,"url":null,"attempts":null,"statusCode":null,"taskStatus":null,"#
        + #""statusMessage":null,"created":null,"payload":null"#,
      #","name":1,"url":[],"attempts":"many","statusCode":{},"taskStatus":[],"statusMessage":2,"#
        + #""created":"soon","later":[1,2]"#,
    ]
  )
  func needsOnlyTheID(_ members: String) throws {
    let delivery = try delivery(members)
    #expect(delivery.name == nil && delivery.url == nil && delivery.statusMessage == nil)
    #expect(delivery.attempts == 0 && delivery.statusCode == 0)
    #expect(delivery.created == nil && delivery.payload == nil)
    #expect(delivery.taskStatus.isFinal)
  }

  @Test(
    "without an ID there is no record",
    arguments: ["{}", #"{"id":null}"#, #"{"id":""}"#, #"{"id":[]}"#, "[]", "null", "1"]
  )
  func withoutAnIDThereIsNoRecord(_ text: String) throws {
    #expect(Delivery(try node(text)) == nil)
    #expect(Webhook(try node(text)) == nil)
    #expect(Item(try node(text)) == nil)
  }

  @Test(
    "a payload keeps its bytes",
    arguments: [
      (#"[{"n":0.1234567890123456789}]"#, #"[{"n":0.1234567890123456789}]"#),
      (#"{"b":1,"a":2,"b":3}"#, #"{"b":1,"a":2,"b":3}"#),
      (#""[{\"a\":1234.50,\"z\":\"\\u00eb\"}]""#, #"[{"a":1234.50,"z":"\u00eb"}]"#),
      (#"" {\"a\" : 1 } ""#, #" {"a" : 1 } "#),
      (#""no JSON""#, #""no JSON""#), ("[]", "[]"), ("17", "17"), ("false", "false"),
    ]
  )
  func aPayloadKeepsItsBytes(_ source: String, _ bytes: String) throws {
    let payload = try #require(try delivery(#","payload": \#(source) "#).payload)
    #expect(String(decoding: payload.bytes, as: UTF8.self) == bytes)
    #expect(payload.byteCount == bytes.utf8.count)
    #expect(payload.text(0..<1_000_000) == bytes)
    #expect(payload.rows != nil && payload.node != nil && payload.syntaxError == nil)
  }

  @Test(
    "a body is an array of one item",
    arguments: [
      ("[{\"a\":1}]", "[{\"a\":1}]"), ("{\"a\":1}", "[{\"a\":1}]"), ("[]", "[]"), ("1", "[1]"),
      ("x", "x"),
    ]
  )
  func aBodyIsAnArrayOfOneItem(_ source: String, _ sent: String) {
    #expect(String(decoding: Payload(bytes: Array(source.utf8)).asSent, as: UTF8.self) == sent)
  }

  @Test("a payload that is no JSON stays readable") func aPayloadThatIsNoJSONStaysReadable() throws
  {
    let payload = Payload(bytes: Array("<html>\n<b>".utf8))
    #expect(payload.rows == nil && payload.node == nil)
    #expect(payload.syntaxError?.byte == 0)
    #expect(payload.text(0..<6) == "<html>")
    #expect(payload.text(7..<99) == "<b>")
    #expect(payload.bytes.count == 10)
  }

  @Test("reads a webhook") func readsAWebhook() throws {
    let source = #"""
      {"id":"\#(Self.id.uppercased())", "webhookEvent":4, "url":"https://x.example", "active":true,
      "eventCount":7, "lastPayload":{"id":"p1","statusCode":200,"payload":[{"a":1}]}, "extra":[1.50]}
      """#
    let webhook = try #require(Webhook(try node(source)))
    #expect(webhook.id == RecordID(Self.id))
    #expect(webhook.event.name == "Payrun_StateChanged")
    #expect(webhook.active && webhook.eventCount == 7)
    #expect(webhook.lastDelivery?.id == RecordID("p1"))
    #expect(webhook.lastDelivery?.payload?.bytes == Array(#"[{"a":1}]"#.utf8))
    #expect(String(decoding: webhook.source, as: UTF8.self) == source)
  }

  @Test("reads a webhook with little in it") func readsAWebhookWithLittleInIt() throws {
    let webhook = try #require(Webhook(try node(#"{"id":"w","lastPayload":null,"active":null}"#)))
    #expect(webhook.event.name == "" && webhook.url == "" && !webhook.active)
    #expect(webhook.eventCount == 0 && webhook.lastDelivery == nil)
  }

  @Test("an item needs nothing of its metadata", arguments: ["null", "17", #""text""#, "[]", "{}"])
  func anItemNeedsNothingOfItsMetadata(_ metadata: String) throws {
    let item = try #require(
      Item(try node(#"{"id":"i","name":"n","url":"/employers/e","metadata":\#(metadata)}"#))
    )
    #expect(item.id == RecordID("i") && item.name == "n" && item.url == "/employers/e")
    #expect(item.hints == Item.Hints())
  }

  @Test("an item uses what its metadata offers") func anItemUsesWhatItsMetadataOffers() throws {
    let item = try #require(
      Item(
        try node(
          #"""
          {"id":"i","metadata":{"webhookEvent":"JobCompleted","active":false,"eventCount":3,
          "url":"https://x.example","attempts":2,"statusCode":410,"taskStatus":"Failed",
          "statusMessage":"Gone","created":"2024-11-21T08:30:00Z"}}
          """#
        )
      )
    )
    #expect(item.hints.event?.name == "JobCompleted")
    #expect(item.hints.active == false && item.hints.eventCount == 3)
    #expect(item.hints.url == "https://x.example")
    #expect(item.hints.attempts == 2 && item.hints.statusCode == 410)
    #expect(item.hints.taskStatus == .failed && item.hints.statusMessage == "Gone")
    #expect(item.hints.created == Timestamp("2024-11-21T08:30:00Z"))
    #expect(item.saysAll)
    let delivery = Delivery(listed: item)
    #expect(delivery.statusCode == 410 && delivery.attempts == 2 && delivery.taskStatus == .failed)
  }

  @Test("a whole record in place of an item is read as one")
  func aWholeRecordInPlaceOfAnItemIsReadAsOne() throws {
    let hook = try #require(
      Item(
        try node(
          #"{"id":"w","webhookEvent":0,"url":"https://x.example","active":true,"eventCount":2}"#
        )
      )
    )
    #expect(hook.hints.event?.name == "Employee_Created" && hook.hints.url == "https://x.example")
    #expect(hook.hints.active == true && hook.hints.eventCount == 2)
    let plain = try #require(Item(try node(#"{"id":"w","url":"https://api.example/w"}"#)))
    #expect(plain.hints.url == nil)
  }

  @Test("an ID alone is an item") func anIDAloneIsAnItem() throws {
    #expect(Item(try node(#""w1""#))?.id == RecordID("w1"))
  }
}
