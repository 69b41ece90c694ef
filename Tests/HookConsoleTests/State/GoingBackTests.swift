import HookModel
import HookSupport
import Testing
@testable import ConsoleCore

/// Esc, `d`, `t`: what is selected changes only where a person asks for it.
@Suite(.timeLimit(.minutes(1))) struct GoingBackTests {
  private func console(_ size: Size = Size(rows: 24, columns: 80)) -> Console {
    Sample.console(size: size)
  }

  private func type(_ text: String, into console: inout Console) {
    for character in text {
      _ = console.take(.input(.key(character == " " ? .space : .character(character))))
    }
  }

  private func shows(_ text: String, _ console: Console) -> Bool {
    console.screen.contains(text)
  }

  private func selected(_ console: Console) -> [String?] {
    [
      console.state.selectedWebhook?.id.description,
      console.state.deliveries.selected?.description,
    ]
  }

  @Test(
    "Esc never selects anything else, wherever it is pressed",
    arguments: [
      ["1", "j"], ["1", "j", "2", "j"], ["2", "j", "j"], ["3"], ["4"], ["4", "j"], ["4", "z"],
      ["2", "j", "?"], ["2", "j", ":"], ["1", "j", "d"], ["2", "j", "y"], ["2", "G", "/"],
      ["2", "G", "f"], ["2", "j", "S"], ["1", "c"], ["3", "Enter"], ["4", "j", "j", "Enter"],
    ]
  )
  func esc(_ keys: [String]) {
    var console = console()
    for key in keys { Sample.press(&console, key) }
    let before = selected(console)
    for _ in 0..<6 {
      Sample.press(&console, "Esc")
      #expect(selected(console) == before, "\(keys)")
    }
    #expect(console.state.session.focus == .webhooks && console.state.session.overlay == nil)
    #expect(!console.state.session.isOver)
  }

  @Test("Esc clears the filter and keeps the selected delivery")
  func filter() {
    var console = console()
    Sample.press(&console, "2", "f")
    type("code:410", into: &console)
    Sample.press(&console, "Enter")
    let before = selected(console)
    #expect(before[1] == "delivery-2")
    Sample.press(&console, "Esc")
    #expect(console.state.deliveries.filter == nil && selected(console) == before)
    #expect(!console.state.deliveries.isFollowing)
    // A filter that is given up leaves everything as it was.
    Sample.press(&console, "f")
    type("code:200", into: &console)
    Sample.press(&console, "Esc")
    #expect(console.state.deliveries.filter == nil && selected(console) == before)
  }

  @Test(
    "what was selected stays so under a filter that shows it, and is again after one that does not"
  )
  func filterKeepsSelected() {
    var console = console()
    Sample.press(&console, "2", "j", "j")
    let before = selected(console)
    #expect(before[1] == "delivery-2")
    // Each letter is a filter of its own; none of the first shows it.
    Sample.press(&console, "f")
    type("zz", into: &console)
    #expect(selected(console)[1] != "delivery-2")
    Sample.press(&console, "Ctrl-u")
    type("code:4xx", into: &console)
    Sample.press(&console, "Enter")
    #expect(selected(console) == before && console.state.session.notice == nil)
    Sample.press(&console, "Esc", "f")
    type("nothing like it", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.eventCount == 0)
    Sample.press(&console, "Esc")
    #expect(selected(console) == before)
    // A key without its value is not wrong yet.
    Sample.press(&console, "f")
    type("code:", into: &console)
    #expect(console.state.session.notice == nil && selected(console) == before)
    Sample.press(&console, "Enter")
    #expect(console.state.session.notice?.isProblem == true)
  }

  @Test("what is new is counted as far as it is shown above what is selected") func newAbove() {
    var console = console()
    Sample.press(&console, "2", "j")
    let webhook = RecordID("webhook-2")
    let fresh = (0..<3).map { number in
      Sample.delivery(90 + number, "Payrun Finalised · New", code: 200, .sent, ago: Double(-number))
    }
    _ = console.take(.news(.deliveries(webhook, fresh, isHistory: false)))
    #expect(shows("3 new ↑", console) && shows("5 of 7", console))
    Sample.press(&console, "f")
    type("code:410", into: &console)
    Sample.press(&console, "Enter")
    #expect(shows("1 of 1", console) && !shows("new ↑", console))
    Sample.press(&console, "Esc")
    Sample.press(&console, "t")
    #expect(!shows("new ↑", console))
  }

  @Test("after d the neighbour is selected") func delete() throws {
    var console = console()
    Sample.press(&console, "1", "j", "j")
    let webhook = try #require(console.state.selectedWebhook?.record)
    _ = console.take(.finished(.deleted(webhook)))
    let rest = console.state.hooks.webhooks.map(\.id).filter { $0 != webhook.id }
    _ = console.take(.news(.list(rest.map { Item(id: $0) })))
    #expect(console.state.selectedWebhook?.id == RecordID("webhook-3"))
    // Of the last one the one before it.
    let last = try #require(console.state.selectedWebhook?.record)
    _ = console.take(.finished(.deleted(last)))
    _ = console.take(.news(.list([Item(id: RecordID("webhook-1"))])))
    #expect(console.state.selectedWebhook?.id == RecordID("webhook-1"))
  }

  @Test("b shows failed deliveries only, beside another filter, and all again") func failed() {
    var console = console()
    Sample.press(&console, "b")
    #expect(console.state.deliveries.filter == "status:failed" && console.state.eventCount == 2)
    Sample.press(&console, "f")
    type(" month", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.eventCount == 1)
    Sample.press(&console, "b")
    #expect(console.state.deliveries.filter == "month" && console.state.eventCount == 2)
  }

  @Test("Tab completes the keys and values of a filter, one after the other")
  func completion() {
    var console = console()
    func text() -> String {
      guard case .prompt(let prompt) = console.state.session.overlay else { return "" }
      return prompt.field.text
    }
    Sample.press(&console, "4", "f")
    type("zoë sta", into: &console)
    Sample.press(&console, "Tab")
    #expect(text() == "zoë status:")
    type("f", into: &console)
    Sample.press(&console, "Tab")
    #expect(text() == "zoë status:failed")
    type(",", into: &console)
    Sample.press(&console, "Tab", "Tab")
    #expect(text() == "zoë status:failed,queued")
    Sample.press(&console, "Shift-Tab")
    #expect(text() == "zoë status:failed,failed")
    // Text is not completed.
    type(" zzz", into: &console)
    Sample.press(&console, "Tab")
    #expect(text() == "zoë status:failed,failed zzz")
    #expect(DeliveryFilter.completions(of: "event:Payrun_F") == ["event:Payrun_Finalised"])
    for word in DeliveryFilter.completions(of: "") {
      for whole in DeliveryFilter.completions(of: word) where word != "event:" {
        #expect(throws: Never.self) { try DeliveryFilter(whole, now: 0, zone: .gmt) }
      }
    }
  }

  @Test("what went right leaves after some seconds, what went wrong by itself once it is read")
  func notices() {
    let time = Locked(Sample.now)
    var console = Sample.console(size: Size(rows: 24, columns: 80), clock: { time.withLock { $0 } })
    Sample.press(&console, "p")
    #expect(console.state.session.notice != nil)
    let deadline = console.state.deadline ?? 0
    #expect(deadline > Sample.now)
    _ = console.take(.tick)
    #expect(console.state.session.notice != nil, "not before its time")
    time.withLock { $0 = deadline }
    _ = console.take(.tick)
    #expect(console.state.session.notice == nil && console.state.deadline == nil)
    // What a key led to is gone with the next one.
    Sample.press(&console, "Z")
    #expect(console.state.session.notice?.isProblem == true && console.state.deadline == nil)
    Sample.press(&console, "j")
    #expect(console.state.session.notice == nil)
    // A failure that came by itself stays.
    let failure = SaveFailure(path: "/x", code: 13)
    for key in ["Esc", "!"] {
      _ = console.take(.finished(.notSaved(failure)))
      Sample.press(&console, "j", "k", "2", "1")
      #expect(console.state.session.notice?.text.hasPrefix("not saved") == true)
      let focus = console.state.session.focus
      Sample.press(&console, key)
      #expect(console.state.session.notice == nil && console.state.session.focus == focus)
      Sample.press(&console, "Esc")
    }
  }
}
