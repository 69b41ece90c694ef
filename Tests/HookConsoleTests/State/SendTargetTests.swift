import Foundation
import HookModel
import HookSupport
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// Where `S` and `F` post to, and what they ask.
@Suite(.timeLimit(.minutes(1))) struct SendTargetTests {
  private func console() -> Console {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2")
    return console
  }

  private func title(_ console: Console) -> String? {
    if case .menu(let menu) = console.state.session.overlay { menu.title } else { nil }
  }

  private func prompt(_ console: Console) -> Prompt<ConsoleState>? {
    if case .prompt(let prompt) = console.state.session.overlay { prompt } else { nil }
  }

  private func post(_ effects: [Effect]) -> PostRequest? {
    for case .endpoint(.post(let request)) in effects { return request }
    return nil
  }

  @Test("nothing leaves this machine without a question", arguments: ["d", "s"])
  func nothingLeavesThisMachineWithoutAQuestion(_ item: String) {
    var console = console()
    for (answer, isSent) in [("n", false), ("Esc", false), ("Enter", false), ("y", true)] {
      Sample.press(&console, "S")
      #expect(title(console) == "POST to https://crm.example/hooks/2: what?")
      #expect(Sample.type(item, into: &console).isEmpty)
      #expect(title(console)?.hasSuffix("to crm.example? It leaves this machine") == true)
      let effects = Sample.type(answer, into: &console)
      #expect(effects.isEmpty != isSent)
      // No leads back to the menu.
      if !isSent {
        #expect(title(console) == "POST to https://crm.example/hooks/2: what?")
        Sample.press(&console, "Esc")
      }
    }
  }

  @Test(
    "only this machine is not asked about",
    arguments: [
      ("http://127.0.0.1:1/", false), ("http://localhost/", false), ("http://[::1]/", false),
      ("http://LOCALHOST:80/", false), ("https://127.0.0.1.a.example/", true),
      ("http://10.0.0.1/", true),
      ("https://localhost@a.example/", true),
    ]
  )
  func onlyThisMachineIsNotAskedAbout(_ text: String, _ isAsked: Bool) throws {
    var state = console().state
    let url = try HTTPURL(text)
    let effects = state.askToLeaveMachine("Send", to: url, no: { _ in [] }) { _ in
      [.terminal(.repaint)]
    }
    #expect(effects.isEmpty == isAsked)
    #expect((state.session.overlay != nil) == isAsked)
  }

  @Test("the target can be changed and is kept") func theTargetCanBeChangedAndIsKept() {
    var console = console()
    Sample.press(&console, "S", "u")
    #expect(prompt(console)?.field.text == "https://crm.example/hooks/2")
    _ = console.take(.input(.paste("http://127.0.0.1:3000/a")))
    #expect(prompt(console)?.field.text == "http://127.0.0.1:3000/a")
    Sample.press(&console, "Enter")
    #expect(title(console) == "POST to http://127.0.0.1:3000/a: what?")
    let request = post(Sample.type("d", into: &console))
    #expect(request?.url.text == "http://127.0.0.1:3000/a")
    Sample.press(&console, "S")
    #expect(title(console) == "POST to http://127.0.0.1:3000/a: what?")
    Sample.press(&console, "w")
    #expect(title(console) == "POST to https://crm.example/hooks/2: what?")
    // A URL that was typed for one webhook is no other's own.
    Sample.press(&console, "Esc", "j", "S")
    #expect(title(console) == "POST to https://crm.example/hooks/1: what?")
  }

  @Test("a password is not shown while its URL is changed, and kept", arguments: ["S", "F"])
  func aPasswordIsNotShown(_ key: String) {
    var console = console()
    let open = { (console: inout Console) in
      Sample.press(&console, key)
      if key == "S" { Sample.press(&console, "u") }
    }
    open(&console)
    _ = console.take(.input(.paste("http://me:secret@127.0.0.1:3000/a")))
    Sample.press(&console, "Enter", "Esc")
    open(&console)
    #expect(prompt(console)?.field.text == "http://me:•••@127.0.0.1:3000/a")
    Sample.type("b", into: &console)
    Sample.press(&console, "Enter")
    let url =
      key == "S"
      ? post(Sample.type("d", into: &console))?.url : console.state.deliveries.forwarding.url
    #expect(url?.text == "http://me:secret@127.0.0.1:3000/ab")
  }

  @Test("what arrives meanwhile does not change what is sent")
  func whatArrivesMeanwhileDoesNotChangeWhatIsSent() {
    var console = console()
    let id = console.state.deliveries.selected
    Sample.press(&console, "S", "u")
    let newer = Sample.delivery(9, "Newer", code: 200, .sent, ago: 1)
    _ = console.take(.news(.deliveries(RecordID("webhook-1"), [newer], isHistory: false)))
    #expect(console.state.deliveries.selected == RecordID("delivery-9"))
    _ = console.take(.input(.paste("http://127.0.0.1:3000/a")))
    Sample.press(&console, "Enter")
    guard case .delivery(let sent, _) = post(Sample.type("d", into: &console))?.body else {
      Issue.record("nothing is sent")
      return
    }
    #expect(sent == id)
  }

  @Test("the forward prompt stays open until the URL is one")
  func theForwardPromptStaysOpenUntilTheURLIsOne() {
    var console = console()
    Sample.press(&console, "F", "Ctrl-u")
    Sample.type("localhost:3000", into: &console)
    Sample.press(&console, "Enter")
    #expect(prompt(console)?.field.text == "localhost:3000")
    #expect(
      console.state.session.notice?.text.contains("must begin with https:// or http://") == true
    )
    #expect(console.state.session.notice?.text.contains("try: http://localhost:3000") == true)
    // What is typed goes on into the prompt and runs nothing.
    #expect(Sample.type("dcaxq", into: &console).isEmpty)
    #expect(prompt(console)?.field.text == "localhost:3000dcaxq" && !console.isOver)
    _ = console.take(.input(.paste(" http://127.0.0.1:3000/x\n")))
    Sample.press(&console, "Enter")
    #expect(console.state.deliveries.forwarding.url?.text == "http://127.0.0.1:3000/x")
  }

  @Test("a question that is denied leads back to the prompt")
  func aQuestionThatIsDeniedLeadsBackToThePrompt() {
    var console = console()
    Sample.press(&console, "F", "Ctrl-u")
    Sample.type("https://a.example/x", into: &console)
    Sample.press(&console, "Enter", "n")
    #expect(prompt(console)?.field.text == "https://a.example/x")
    #expect(console.state.deliveries.forwarding.url == nil)
  }

  @Test(
    "a URL typed after a host replaces it",
    arguments: [
      ("http://127.0.0.1:", "http://localhost:3000/x", "http://localhost:3000/x"),
      ("https://", "http://a.example", "http://a.example"),
      ("https://", "a.example/x", "https://a.example/x"),
      ("http://a.example/p?u=", "http://b.example", "http://a.example/p?u=http://b.example"),
      ("HTTP://a.example", "https://b.example", "https://b.example"),
      ("", "http://a.example", "http://a.example"),
    ]
  )
  func aURLTypedAfterAHostReplacesIt(_ before: String, _ typed: String, _ after: String) {
    var field = TextField(before, holdsURL: true)
    for character in typed { _ = field.take(.character(character)) }
    #expect(field.text == after)
    #expect(field.cursor == after.count)
    var plain = TextField(before)
    for character in typed { _ = plain.take(.character(character)) }
    #expect(plain.text == before + typed)
  }

  @Test("what arrives to be read waits for what is typed")
  func whatArrivesToBeReadWaitsForWhatIsTyped() throws {
    var console = console()
    Sample.press(&console, "S", "u", "Ctrl-u")
    _ = console.take(.input(.paste("http://127.0.0.1:3000/a")))
    Sample.press(&console, "Enter")
    guard let request = post(Sample.type("d", into: &console)) else {
      Issue.record("nothing is sent")
      return
    }
    Sample.press(&console, "c", "Tab", "x")
    _ = console.take(.finished(.posted(request, try Sample.response())))
    guard case .form(let form) = console.state.session.overlay else {
      Issue.record("the form is gone")
      return
    }
    #expect(form.url.text == "https://x")
    Sample.press(&console, "Esc", "y")
    guard console.state.session.exchange != nil else {
      Issue.record("the response is never shown")
      return
    }
  }
}
