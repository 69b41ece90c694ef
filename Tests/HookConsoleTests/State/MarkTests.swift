import HookHTTP
import HookModel
import HookSupport
import HookTesting
import Testing
@testable import ConsoleCore

/// Marked deliveries, and sending many.
@Suite(.timeLimit(.minutes(1))) struct MarkTests {
  @Test("marks survive a filter and news, the title counts them, Esc clears them") func marks() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "Space", "Space")
    #expect(console.screen.contains("2 marked"))
    #expect(console.screen.contains("▪12:00:30"))
    Sample.press(&console, "b")
    #expect(console.state.deliveries.marks.count == 2)
    let news = Sample.delivery(9, "Payrun Finalised · Month 9", code: 200, .sent, ago: 1)
    _ = console.take(.news(.deliveries(RecordID("webhook-2"), [news], isHistory: false)))
    Sample.press(&console, "Esc")
    #expect(console.state.deliveries.filter == nil && console.state.deliveries.marks.count == 2)
    Sample.press(&console, "Esc")
    #expect(console.state.deliveries.marks.isEmpty)
    Sample.press(&console, "V")
    #expect(console.state.session.notice?.isProblem == true)
    Sample.press(&console, "*")
    #expect(console.state.deliveries.marks.count == 5)
    Sample.press(&console, "*")
    #expect(console.state.deliveries.marks.isEmpty)
  }

  private func sending(_ console: inout Console) -> [MarkedDelivery] {
    Sample.press(&console, "2", "*", "S", "u", "Ctrl-u")
    _ = console.take(.input(.paste("http://127.0.0.1:3000/in")))
    let effects = Sample.press(&console, last: "Enter")
    guard case .endpoint(.postAll(let deliveries, let url, _)) = effects.first else { return [] }
    #expect(url.description == "http://127.0.0.1:3000/in")
    return deliveries
  }

  @Test("S asks with count and target, sends the oldest first, and ends with a summary")
  func send() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "*", "S")
    #expect(console.screen.contains("Send 4 marked deliveries"))
    Sample.press(&console, "Esc", "*")
    let deliveries = sending(&console)
    #expect(
      deliveries.map(\.id.description) == ["delivery-4", "delivery-2", "delivery-1", "delivery-3"]
    )
    for (number, delivery) in deliveries.enumerated() {
      let response = PostResponse(try .sample(number == 1 ? 500 : 200))
      _ = console.take(.finished(.postedOne(delivery, .success(response))))
    }
    #expect(console.screen.contains("4 of 4 sent, 1 failed"))
    _ = console.take(.finished(.postedAll))
    #expect(console.screen.contains("3 of 4 accepted by http://127.0.0.1:3000/in"))
    #expect(console.screen.contains("200 ×3  500 ×1"))
    #expect(console.screen.contains("responded 500"))
    #expect(console.state.deliveries.history.records.count == 4)
    Sample.press(&console, "m")
    #expect(console.state.deliveries.marks.deliveries.keys.map(\.description) == ["delivery-2"])
  }

  @Test("marked deliveries of several webhooks go to none of their URLs, those of one to its own")
  func targets() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "*", "S")
    #expect(
      !console.screen.contains("https://crm.example")
        && console.screen.contains("u  to another URL")
    )
    Sample.press(&console, "Esc", "*", "g", "Space", "S")
    #expect(console.screen.contains("to https://crm.example/hooks/2"))
    // A port that is missing after the colon is refused, and the prompt stays.
    Sample.press(&console, "Esc", "*", "S", "u", "Enter")
    #expect(console.screen.contains("the port is missing after the colon"))
    #expect(console.state.session.overlay != nil && console.state.deliveries.bulk == nil)
  }

  @Test("Esc stops after the one that is under way; what was not sent is said") func stop() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    let deliveries = sending(&console)
    let first = try #require(deliveries.first)
    _ = console.take(.finished(.postedOne(first, .failure(.noPayload))))
    #expect(console.screen.contains("Esc stops"))
    // Leaving would stop it, too.
    Sample.press(&console, "q")
    #expect(console.screen.contains("still being sent to 127.0.0.1:3000: q again quits"))
    #expect(!console.isOver)
    let effects = Sample.press(&console, last: "Esc")
    #expect(effects.contains { if case .endpoint(.stopPosting) = $0 { true } else { false } })
    _ = console.take(.finished(.postedAll))
    #expect(console.screen.contains("3 were not sent"))
    #expect(console.screen.contains("0 of 4 accepted by"))
    Sample.press(&console, "u")
    let left = Set(deliveries.dropFirst().map(\.id))
    #expect(Set(console.state.deliveries.marks.deliveries.keys) == left)
  }

  @Test("w writes the marked deliveries") func save() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "Space", "Space", "w")
    let effects = Sample.press(&console, last: "Enter")
    guard case .file(.saveAll(let deliveries, let path)) = effects.first else {
      Issue.record("nothing is written")
      return
    }
    #expect(deliveries.count == 2 && path.hasSuffix("/deliveries.json"))
  }

  @Test("M compares two marked deliveries, y copies their IDs, F offers to send them") func rest() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "Space", "Space")
    let effects = Sample.press(&console, last: "M")
    guard case .payload(.compareDeliveries(let old, let new)) = effects.first else {
      Issue.record("nothing is compared")
      return
    }
    #expect(old.id.description == "delivery-1" && new.id.description == "delivery-3")
    let copied = Sample.press(&console, last: "y")
    guard case .terminal(.copy(let request)) = copied.first else {
      Issue.record("nothing is copied")
      return
    }
    #expect(request.text == "delivery-1\ndelivery-3")
    Sample.press(&console, "F")
    #expect(console.screen.contains("Send 2 marked deliveries"))
    Sample.press(&console, "Esc", "Space", "M")
    #expect(console.state.session.notice?.text == "two marked deliveries can be compared")
  }

  @Test("another machine is asked about first") func otherMachine() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "*", "S", "u", "Ctrl-u")
    _ = console.take(.input(.paste("https://crm.example/in")))
    #expect(Sample.press(&console, last: "Enter").isEmpty)
    #expect(console.screen.contains("It leaves this machine"))
  }
}
