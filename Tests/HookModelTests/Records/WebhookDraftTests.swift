import Foundation
import Testing

import HookTesting
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct WebhookDraftTests {
  private func put(_ source: String, _ change: (inout WebhookDraft) -> Void) throws -> String {
    let webhook = try #require(Webhook(try node(source)))
    var draft = webhook.draft
    change(&draft)
    return String(decoding: draft.json(changing: webhook), as: UTF8.self)
  }

  @Test("a new webhook is sent with its three members") func aNewWebhookIsSentWithItsThreeMembers()
  {
    let draft = WebhookDraft(
      event: WebhookEvent(name: "JobCompleted"),
      url: "https://x.example/\"q\"",
      active: false
    )
    #expect(
      String(decoding: draft.json, as: UTF8.self)
        == #"{"webhookEvent":"JobCompleted","url":"https://x.example/\"q\"","active":false}"#
    )
  }

  static let full = #"""
    { "new": {"z":1, "a":[1.50]}, "id":"w",
      "webhookEvent" : "Payrun_Future", "url":"https:\/\/x.example", "Active": true, "eventCount":3.0,
      "new": null }
    """#

  @Test("what is not changed goes back as it came") func whatIsNotChangedGoesBackAsItCame() throws {
    #expect(try put(Self.full) { _ in } == Self.full)
  }

  @Test("only the changed member is replaced") func onlyTheChangedMemberIsReplaced() throws {
    #expect(
      try put(Self.full) { $0.active = false }
        == Self.full.replacingOccurrences(of: "true", with: "false")
    )
    #expect(
      try put(Self.full) { $0.url = "https://y.example" }
        == Self.full.replacingOccurrences(of: #"https:\/\/x.example"#, with: "https://y.example")
    )
    #expect(
      try put(Self.full) { $0.event = WebhookEvent(name: "JobCompleted") }
        == Self.full.replacingOccurrences(of: "Payrun_Future", with: "JobCompleted")
    )
  }

  @Test("an index goes back as an index") func anIndexGoesBackAsAnIndex() throws {
    let source = #"{"id":"w","webhookEvent":3,"url":"u","active":1}"#
    #expect(
      try put(source) { $0.url = "v" } == #"{"id":"w","webhookEvent":3,"url":"v","active":1}"#
    )
    #expect(
      try put(source) { $0.active = false }
        == #"{"id":"w","webhookEvent":3,"url":"u","active":false}"#
    )
  }

  @Test("a missing member is added only where it is changed")
  func aMissingMemberIsAddedOnlyWhereItIsChanged() throws {
    #expect(try put(#"{"id":"w"}"#) { _ in } == #"{"id":"w"}"#)
    #expect(
      try put(#"{"id":"w"}"#) {
        $0.active = true
        $0.url = "u"
      } == #"{"url":"u","active":true,"id":"w"}"#
    )
  }

  @Test("a record inside of another is sent alone") func aRecordInsideOfAnotherIsSentAlone() throws
  {
    let list = try node(#"[0, {"id":"w", "url":"u"} , 1]"#)
    let webhook = try #require(Webhook(list.children[1]))
    var draft = webhook.draft
    draft.url = "v"
    #expect(
      String(decoding: draft.json(changing: webhook), as: UTF8.self) == #"{"id":"w", "url":"v"}"#
    )
  }

  @Test("without a record the draft is sent") func withoutARecordTheDraftIsSent() {
    let event = WebhookEvent(name: "JobCompleted")
    let webhook = Webhook(id: RecordID("w"), event: event, url: "u", active: true)
    #expect(webhook.draft.json(changing: webhook) == webhook.draft.json)
    let empty = Webhook(
      id: RecordID("w"),
      event: event,
      url: "u",
      active: true,
      source: Array("{}".utf8)
    )
    let draft = WebhookDraft(event: event, url: "v", active: false)
    #expect(
      String(decoding: draft.json(changing: empty), as: UTF8.self) == #"{"url":"v","active":false}"#
    )
  }

  @Test(
    "says what is wrong with AURL",
    arguments: [
      ("https://x.example/h", nil), ("http://localhost:1/", nil), ("https://zoë.example/", nil),
      ("", "empty"), ("https://x .example", "spaces"), ("x.example/h", "begin with"),
      ("ftp://x.example", "begin with"), ("https://", "host"), ("https:///path", "host"),
      ("http://x.example:99999", "not a number"), ("http://x.example:65535", nil),
    ]
  )
  func saysWhatIsWrongWithAURL(_ url: String, _ words: String?) {
    let problem = WebhookDraft(event: WebhookEvent(name: ""), url: url).urlProblem
    if let words { #expect(problem?.contains(words) == true) } else { #expect(problem == nil) }
  }

  @Test("a URL has three hundred characters at most") func aURLHasThreeHundredCharactersAtMost() {
    let url = "https://x.example/" + String(repeating: "a", count: 282)
    let event = WebhookEvent(name: "")
    #expect(WebhookDraft(event: event, url: url).urlProblem == nil)
    #expect(WebhookDraft(event: event, url: url + "b").urlProblem?.contains("301") == true)
  }

  @Test(
    "names a host without a domain",
    arguments: [
      ("https://pay", "pay"), ("http://pay:8080/x", "pay"), ("https://pay.example", nil),
      ("http://localhost:3000", nil), ("http://a.localhost", nil), ("http://127.0.0.1", nil),
      ("http://[::1]:80/", nil), ("https://", nil), ("pay", nil),
    ] as [(String, String?)]
  )
  func namesAHostWithoutADomain(_ url: String, _ host: String?) {
    let draft = WebhookDraft(event: WebhookEvent(name: "Employee_Created"), url: url)
    #expect(draft.hostWithoutDomain == host)
  }
}
