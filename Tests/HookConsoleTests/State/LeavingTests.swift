import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// Ctrl-C and `q`.
@Suite(.timeLimit(.minutes(1))) struct LeavingTests {
  private func console() -> Console { Sample.console(size: Size(rows: 24, columns: 80)) }

  private func forwarding() -> Console {
    var console = console()
    Sample.press(&console, "F", "Ctrl-u")
    Sample.type("http://127.0.0.1:3000", into: &console)
    Sample.press(&console, "Enter")
    return console
  }

  @Test("Ctrl-C closes what is open", arguments: ["c", "F", "f", "/", ":", "?", "S", "w", "y"])
  func ctrlCClosesWhatIsOpen(_ key: String) {
    var console = console()
    Sample.press(&console, "2", key)
    #expect(console.state.session.overlay != nil)
    _ = console.take(.interrupted)
    #expect(console.state.session.overlay == nil && !console.isOver)
    // The second one ends the program, whatever is on its way.
    _ = console.take(.interrupted)
    #expect(console.isOver)
  }

  @Test("Ctrl-C with nothing open ends") func ctrlCWithNothingOpenEnds() {
    var console = console()
    _ = console.take(.interrupted)
    #expect(console.isOver)
  }

  @Test("Ctrl-C does not throw away a form") func ctrlCDoesNotThrowAwayAForm() {
    var console = console()
    Sample.press(&console, "c", "Tab", "x")
    _ = console.take(.interrupted)
    #expect(console.state.session.overlay != nil)
    Sample.press(&console, "n")
    guard case .form(let form) = console.state.session.overlay else {
      Issue.record("the form is gone")
      return
    }
    #expect(form.url.text == "https://x")
  }

  @Test("what is forwarded is asked about once") func whatIsForwardedIsAskedAboutOnce() {
    var console = forwarding()
    _ = console.take(.interrupted)
    #expect(!console.isOver)
    #expect(
      console.state.session.notice?.text
        == "deliveries are still forwarded to 127.0.0.1:3000: Ctrl-C again quits"
    )
    _ = console.take(.interrupted)
    #expect(console.isOver)
    // Another key in between, and it asks again.
    console = forwarding()
    _ = console.take(.interrupted)
    Sample.press(&console, "j")
    _ = console.take(.interrupted)
    #expect(!console.isOver)
    Sample.press(&console, "j", "q")
    #expect(!console.isOver)
    Sample.press(&console, "q")
    #expect(console.isOver)
  }

  @Test("a send on its way is asked about") func aSendOnItsWayIsAskedAbout() throws {
    var console = console()
    Sample.press(&console, "2", "S", "u", "Ctrl-u")
    _ = console.take(.input(.paste("http://127.0.0.1:3000/")))
    Sample.press(&console, "Enter")
    let effects = Sample.type("d", into: &console)
    guard case .endpoint(.post(let request)) = effects.first else {
      Issue.record("nothing is sent")
      return
    }
    _ = console.take(.interrupted)
    #expect(!console.isOver)
    #expect(console.state.session.notice?.text.hasPrefix("a delivery is still on its way") == true)
    _ = console.take(.finished(.posted(request, try Sample.response())))
    Sample.press(&console, "Esc")
    _ = console.take(.interrupted)
    #expect(console.isOver)
  }
}
