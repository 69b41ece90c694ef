import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct OverlayTests {
  private func type(_ text: String, into console: inout Console) {
    for character in text {
      _ = console.take(.input(.key(character == " " ? .space : .character(character))))
    }
  }

  @Test("the wheel stops at the first row of the help") func theWheelStopsAtTheFirstRowOfTheHelp() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "?")
    for rows in [-3, -3, 3, -30, 300, -1] {
      _ = console.take(.input(.wheel(Position(row: 10, column: 10), rows: rows)))
      console.paint()
    }
    guard case .help(let list) = console.state.session.overlay else {
      Issue.record("the help is gone")
      return
    }
    #expect(list.row == list.visible.count - 2)
  }

  @Test("a filter that is refused can be mended") func aFilterThatIsRefusedCanBeMended() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "f")
    type("since:xyz", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.session.notice?.isProblem == true)
    guard case .prompt(let prompt) = console.state.session.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(prompt.field.text == "since:xyz")
    // What was typed up to there is not a filter that anybody meant.
    #expect(console.state.deliveries.filter == nil && console.state.eventCount == 4)
    Sample.press(&console, "Esc")
    #expect(console.state.deliveries.filter == nil && console.state.eventCount == 4)
  }

  @Test("a menu takes the mouse") func aMenuTakesTheMouse() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "1", "j", "d")
    guard case .menu(let menu) = console.state.session.overlay else {
      Issue.record("nothing is asked")
      return
    }
    let items = MenuLayout(menu, size: console.state.session.layout.size).items
    let no = Position(row: items.row, column: items.column + 1)
    let yes = Position(row: items.row + 1, column: items.column + 1)
    for position in [yes, Position(row: 0, column: 0), Position(row: 23, column: 79)] {
      #expect(console.take(.input(.press(position))).isEmpty)
      guard case .menu(let menu) = console.state.session.overlay else { continue }
      #expect(menu.row == 1)
    }
    _ = console.take(.input(.doublePress(no)))
    #expect(console.state.session.overlay == nil && !console.state.webhooks.isChanging)
  }

  @Test("a key with Alt loses nothing that is typed") func aKeyWithAltLosesNothingThatIsTyped() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "c", "Tab")
    type("example.com", into: &console)
    Sample.press(&console, "Alt-d")
    guard case .form(let form) = console.state.session.overlay else {
      Issue.record("the form is gone")
      return
    }
    #expect(form.url.text == "https://example.com")
  }

  @Test("a key with Alt that is not bound does nothing") func aKeyWithAltThatIsNotBoundDoesNothing()
  {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "1", "j")
    let keys = KeyMap(commands: KeyTable.commands).commands.flatMap(\.keys)
    for key in keys {
      guard case .character(let character) = key, keys.allSatisfy({ $0 != .alt(character) }) else {
        continue
      }
      #expect(console.take(.input(.key(.alt(character)))).isEmpty, "Alt-\(character)")
      #expect(console.state.session.overlay == nil && console.state.session.focus == .webhooks)
    }
  }

  @Test("a paste is taken whole or refused with a sentence")
  func aPasteIsTakenWholeOrRefusedWithASentence() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    for keys in [[], ["1", "j", "d"]] {
      for key in keys { Sample.press(&console, key) }
      _ = console.take(.input(.paste("abc")))
      #expect(console.state.session.notice?.text == "nothing here takes a paste", "\(keys)")
      Sample.press(&console, "Esc")
    }
    let long = String(repeating: "x", count: TextField.maximumLength + 1)
    for key in ["c", "f", "?", ":"] {
      Sample.press(&console, key)
      _ = console.take(.input(.paste(long)))
      #expect(console.state.session.notice?.text.contains("paste not inserted") == true, "\(key)")
      Sample.press(&console, "Esc")
    }
    Sample.press(&console, "c")
    _ = console.take(.input(.paste(long)))
    guard case .form(let form) = console.state.session.overlay else {
      Issue.record("the form is gone")
      return
    }
    #expect(form.url.text == "https://")
  }

  @Test("forwarding to another machine is asked for") func forwardingToAnotherMachineIsAskedFor() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    for (answer, isOn) in [("n", false), ("y", true)] {
      Sample.press(&console, "F", "Ctrl-u")
      type("https://example.com/x", into: &console)
      Sample.press(&console, "Enter")
      #expect(console.state.deliveries.forwarding.url == nil)
      Sample.press(&console, answer)
      #expect((console.state.deliveries.forwarding.url != nil) == isOn)
    }
  }

  @Test("what somebody else changed is named") func whatSomebodyElseChangedIsNamed() {
    let seen = Sample.webhook(1, "Employee_Created", count: 1)
    var theirs = seen
    theirs.url = "https://theirs.example/"
    theirs.active = false
    var form = HookForm(changing: seen)
    form.failed("changed", now: theirs)
    #expect(form.problem?.contains("now inactive · https://theirs.example/") == true)
    #expect(form.hint?.contains("Enter overwrites it") == true)
  }

  @Test(
    "where nothing matches, help and palette say so, and offer nothing to run",
    arguments: ["?", ":"]
  )
  func noMatch(_ key: String) {
    for size in [Size(rows: 10, columns: 40), Size(rows: 40, columns: 120)] {
      var console = Sample.console(size: size)
      Sample.press(&console, key)
      Sample.type("qqqq", into: &console)
      console.paint()
      let lines = console.canvas.lines
      #expect(lines.contains { $0.contains("no match") })
      #expect(lines.last?.contains("Enter") == false && lines.last?.contains("Esc close") == true)
    }
  }

  @Test("help that fits into one column stands in one; long names of keys are whole")
  func helpColumns() {
    var console = Sample.console(size: Size(rows: 40, columns: 120))
    Sample.press(&console, "?")
    Sample.type("zoom", into: &console)
    console.paint()
    let row = console.canvas.lines.first { $0.contains("zoom") && $0.contains("z  ") }
    #expect(row.map { $0.prefix(20).contains("z  ") } == true, "\(row ?? "")")
    console = Sample.console(size: Size(rows: 10, columns: 40))
    Sample.press(&console, "?")
    Sample.type("one page down", into: &console)
    console.paint()
    #expect(console.canvas.lines.contains { $0.contains("PgDn Ctrl-f Ctrl-d") })
  }

  @Test("the help knows the names of the commands") func theHelpKnowsTheNamesOfTheCommands() {
    func found(_ text: String) -> [String] {
      var list = HelpList(KeyTable.commands) { _, _ in [] }
      for character in text {
        let key: Key = character == " " ? .space : .character(character)
        _ = list.take(key, page: 1)
      }
      return list.visible.map(\.name)
    }
    #expect(found("undo") == ["webhook.undo"])
    #expect(found("undo the last") == ["webhook.undo"])
    #expect(found("no such key").isEmpty)
    #expect(found("").count == KeyTable.commands.count)
    // What people call it elsewhere.
    let synonyms = [
      ("wrap", "payload.wrap"), ("zoom", "zoom"), ("full", "zoom"), ("clip", "copy"),
      ("diff", "payload.compare"), ("resend", "send"), ("retry", "send"), ("trigger", "fire"),
      ("exit", "quit"), ("sort", "filter"),
    ]
    for (word, name) in synonyms { #expect(found(word).contains(name), "\(word)") }
  }

  @Test("what an older search found is not taken") func whatAnOlderSearchFoundIsNotTaken() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "/")
    var jobs: [(PayloadSearchJob, PayloadSearch)] = []
    for character in "re:(" {
      for effect in console.take(.input(.key(.character(character)))) {
        if case .payload(.find(let job, let search)) = effect { jobs.append((job, search)) }
      }
    }
    #expect(!jobs.isEmpty)
    let notice = console.state.session.notice
    #expect(notice?.isProblem == true)
    for (job, search) in jobs {
      let matches = try #require(job.finish { false })
      _ = console.take(.finished(.found(matches, search)))
    }
    #expect(console.state.session.notice == notice)
    Sample.press(&console, "Enter")
    #expect(console.state.session.notice == notice)
  }

  @Test("a change on its way is not left without a word")
  func aChangeOnItsWayIsNotLeftWithoutAWord() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "j", "a", "q")
    #expect(!console.isOver && console.state.session.notice?.isProblem == true)
    Sample.press(&console, "q")
    #expect(console.isOver)
  }
}
