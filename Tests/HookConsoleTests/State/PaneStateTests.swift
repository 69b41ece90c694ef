import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct PaneStateTests {
  private func console(_ size: Size = Size(rows: 24, columns: 80)) -> Console {
    Sample.console(size: size)
  }

  private func type(_ text: String, into console: inout Console) {
    for character in text { _ = console.take(.input(.key(.character(character)))) }
  }

  @Test("esc clears the filter", arguments: ["1", "2"])
  func escClearsTheFilter(_ pane: String) {
    var console = console()
    Sample.press(&console, pane, "f")
    type("code:200", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.deliveries.filter == "code:200" && console.state.eventCount < 4)
    Sample.press(&console, "Esc")
    #expect(console.state.deliveries.filter == nil && console.state.eventCount == 4)
    #expect(console.state.session.focus == (pane == "1" ? .webhooks : .events))
  }

  @Test("z gives the focused pane the whole screen; another pane, z and Esc do what they say")
  func zoom() {
    var console = console()
    func shown() -> [Pane] {
      Pane.allCases.filter { console.state.session.layout.frame($0) != nil }
    }
    Sample.press(&console, "4", "z")
    #expect(shown() == [.payload])
    #expect(console.state.session.layout.inside(.payload).columns == 78)
    Sample.press(&console, "2")
    #expect(shown() == [.events])
    console.resize(Size(rows: 40, columns: 120))
    #expect(shown() == [.events])
    Sample.press(&console, "z")
    #expect(shown() == Pane.allCases)
    // Esc goes back one step: out of the zoom, and nowhere else.
    Sample.press(&console, "z", "Esc")
    #expect(shown() == Pane.allCases && console.state.session.focus == .events)
    Sample.press(&console, "Esc")
    #expect(console.state.session.focus == .webhooks)
  }

  @Test("! shows what was said, the newest first, the last hundred, what is repeated once")
  func messages() {
    var console = console()
    Sample.press(&console, "!")
    #expect(console.state.session.notice?.text == "no messages yet")
    for _ in 0..<2 { Sample.press(&console, "Z") }
    for _ in 0..<60 { Sample.press(&console, "p", "Z") }
    Sample.press(&console, "!")
    guard case .viewer(let viewer) = console.state.session.overlay else {
      Issue.record("no viewer is open")
      return
    }
    let texts = viewer.lines(0..<viewer.count).map { $0.pieces.map(\.0).joined() }
    #expect(texts.count == 100)
    #expect(texts[0].hasSuffix("Z does nothing here; ? shows the keys"))
    #expect(texts[1].hasSuffix("values are shown"))
  }

  @Test("t goes to the newest and follows; to leave the first row ends that") func follow() {
    var console = console()
    #expect(console.state.deliveries.isFollowing)
    Sample.press(&console, "t")
    #expect(console.state.deliveries.isFollowing)
    Sample.press(&console, "2", "j")
    #expect(!console.state.deliveries.isFollowing && console.state.deliveries.cursor.row == 1)
    Sample.press(&console, "t")
    #expect(console.state.deliveries.isFollowing && console.state.deliveries.cursor.row == 0)
    // The first row again is the newest, too.
    Sample.press(&console, "j", "g")
    #expect(console.state.deliveries.isFollowing)
    Sample.press(&console, "4")
    #expect(!console.state.deliveries.isFollowing)
    Sample.press(&console, "t")
    #expect(console.state.deliveries.isFollowing)
  }

  @Test("an outage is said above all and its end") func anOutageIsSaidAboveAllAndItsEnd() {
    var console = console()
    Sample.press(&console, "r")
    #expect(console.state.session.notice == .done("refreshing…"))
    let problem = FeedProblem(message: "it refused the connection", since: Sample.now)
    _ = console.take(.news(.health(.failing(problem))))
    console.paint()
    #expect(console.canvas.lines.last?.contains("it refused the connection") == true)
    _ = console.take(.news(.health(.live)))
    #expect(console.state.session.notice?.text.contains("responds again") == true)
    // That it goes on is no end of anything.
    Sample.press(&console, "j")
    _ = console.take(.news(.health(.live)))
    #expect(console.state.session.notice == nil)
    Sample.press(&console, "!")
    console.paint()
    #expect(console.canvas.lines.contains { $0.contains("it refused the connection") })
  }

  @Test("the hint says what the key would do") func theHintSaysWhatTheKeyWouldDo() {
    var console = console()
    for (keys, hint) in [(["1", "j"], "a deactivate"), (["j", "j"], "a activate")] {
      for key in keys { Sample.press(&console, key) }
      console.paint()
      #expect(console.canvas.lines.last?.contains(hint) == true)
    }
    // The way to all others is always there.
    for columns in [30, 50, 80, 120] {
      var console = self.console(Size(rows: 24, columns: columns))
      console.paint()
      #expect(console.canvas.lines.last?.contains("? help") == true)
    }
  }

  @Test("a proposed file is that of the delivery") func aProposedFileIsThatOfTheDelivery() {
    var console = console()
    let entry = console.state.selectedEntry
    guard let entry else {
      Issue.record("no delivery is chosen")
      return
    }
    let source = Document.Source.delivery(entry.delivery.id, of: entry.webhook)
    let payload = Payload(bytes: Array(Sample.payload.utf8))
    let document = Document(source: source, delivery: entry.delivery, payload: payload)
    _ = console.take(.finished(.loaded(document)))
    Sample.press(&console, "w")
    guard case .prompt(let prompt) = console.state.session.overlay else {
      Issue.record("nothing is asked: \(console.state.session.notice?.text ?? "")")
      return
    }
    #expect(prompt.field.text.hasSuffix("-delivery.json"))
    #expect(prompt.field.text.hasPrefix(console.state.session.folder + "/"))
  }

  @Test("a pager gets the tree in lines and text as it came")
  func aPagerGetsTheTreeInLinesAndTextAsItCame() {
    let payload = Payload(bytes: Array(#"[{"a":1,"b":["\u00eb\n",{}]}]"#.utf8))
    func text(_ payload: ShownPayload, indented: Bool) -> String {
      String(decoding: Array(payload.pieces(indented: indented).joined()), as: UTF8.self)
    }
    let open = ShownPayload(payload: payload, isMasked: false)
    #expect(text(open, indented: false) == #"[{"a":1,"b":["\u00eb\n",{}]}]"#)
    let lines = ["[", "  {", "    \"a\": 1,", "    \"b\": [", "      \"ë\\n\",", "      {}"]
    #expect(
      text(open, indented: true) == (lines + ["    ]", "  }", "]", ""]).joined(separator: "\n")
    )
    let masked = text(ShownPayload(payload: payload, isMasked: true), indented: true)
    #expect(masked.hasPrefix("[\n  {\n    \"a\": ") && !masked.contains("ë"))
    // Many rows come in parts, none of them twice.
    let many = Payload(
      bytes: Array("[\((0..<10_000).map(String.init).joined(separator: ","))]".utf8)
    )
    let rows = text(ShownPayload(payload: many, isMasked: false), indented: true).split(
      separator: "\n"
    )
    #expect(rows.count == 10_002 && rows[5000] == "  4999,")
  }

  @Test("an undo that is refused is not in the way") func anUndoThatIsRefusedIsNotInTheWay() {
    var console = console()
    let webhook = Sample.webhook(1, "Employee_Created", count: 42)
    var after = webhook.draft
    after.active = false
    func change(_ kind: WebhookChange.Kind) -> WebhookChange {
      WebhookChange(webhook: webhook.id, kind: kind, before: webhook.draft, after: after)
    }
    for _ in 0..<2 { _ = console.take(.finished(.changed(change(.deactivate), webhook))) }
    // Without an answer it can be tried again; what was changed elsewhere meanwhile cannot be undone.
    _ = console.take(.finished(.notChanged(change(.undo), .api(APIError(.lost("no answer"))))))
    #expect(console.state.webhooks.done.count == 2)
    for left in [1, 0] {
      _ = console.take(.finished(.notChanged(change(.undo), .elsewhere(now: webhook))))
      #expect(console.state.webhooks.done.count == left)
      #expect(console.state.session.notice?.text.hasSuffix("the change before") == (left > 0))
    }
  }

  @Test("nothing is done with a payload that was not chosen")
  func nothingIsDoneWithAPayloadThatWasNotChosen() {
    var console = console()
    let delivery = Sample.delivery(9, "Old", code: 200, .sent, ago: 200_000)
    _ = console.take(.news(.deliveries(RecordID("webhook-1"), [delivery], isHistory: true)))
    Sample.press(&console, "2", "G")
    // The payload of the row before is still shown.
    for key in ["m", "M", "o", "O"] {
      Sample.press(&console, key)
      #expect(console.state.session.overlay == nil && console.state.payload.remembered == nil)
      #expect(console.state.session.notice?.text == "the payload has not arrived yet", "\(key)")
    }
  }
}
