import HookModel
import Testing

@testable import HookConsole

@Suite struct OverlayTests {
  private func type(_ text: String, into console: inout Console) {
    for character in text {
      _ = console.take(.input(.key(character == " " ? .space : .character(character))))
    }
  }

  @Test func theWheelStopsAtTheFirstRowOfTheHelp() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "?")
    for rows in [-3, -3, 3, -30, 300, -1] {
      _ = console.take(.input(.wheel(Position(row: 10, column: 10), rows: rows)))
      console.paint()
    }
    guard case .help(let list) = console.state.overlay else {
      Issue.record("the help is gone")
      return
    }
    #expect(list.top >= 0)
  }

  @Test func aFilterThatIsRefusedCanBeMended() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "f")
    type("since:xyz", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.notice?.isProblem == true)
    guard case .prompt(let prompt) = console.state.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(prompt.field.text == "since:xyz")
    Sample.press(&console, "Esc")
    #expect(console.state.filter == nil && console.state.eventCount == 4)
  }

  @Test func forwardingToAnotherMachineIsAskedFor() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    for (answer, isOn) in [("n", false), ("y", true)] {
      Sample.press(&console, "F", "Ctrl-u")
      type("https://example.com/x", into: &console)
      Sample.press(&console, "Enter")
      #expect(console.state.forwarding.url == nil)
      Sample.press(&console, answer)
      #expect((console.state.forwarding.url != nil) == isOn)
    }
  }

  @Test func whatSomebodyElseChangedIsNamed() {
    let seen = Sample.webhook(1, "Employee_Created", count: 1)
    var theirs = seen
    theirs.url = "https://theirs.example/"
    theirs.active = false
    var form = HookForm(changing: seen)
    form.failed("changed", now: theirs)
    #expect(form.problem?.contains("now https://theirs.example/ · inactive") == true)
  }

  @Test func theAnswerToAnOlderSearchIsNotTaken() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "/")
    var searches: [JSONSearch] = []
    for character in "re:(" {
      for effect in console.take(.input(.key(.character(character)))) {
        if case .find(let search, in: _) = effect { searches.append(search) }
      }
    }
    let notice = console.state.notice
    #expect(notice?.isProblem == true)
    let source = try #require(console.state.payload.open?.source)
    for var search in searches {
      let found = search.finish()
      let matches = try #require(found)
      _ = console.take(.finished(.found(matches, search.pattern, in: source)))
    }
    #expect(console.state.notice == notice)
    Sample.press(&console, "Enter")
    #expect(console.state.notice == notice)
  }

  @Test func aChangeOnItsWayIsNotLeftWithoutAWord() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "j", "a", "q")
    #expect(!console.isOver && console.state.notice?.isProblem == true)
    Sample.press(&console, "q")
    #expect(console.isOver)
  }
}
