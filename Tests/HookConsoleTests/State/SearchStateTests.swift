import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// Searches as the state sees them: what is asked for, what is taken in, where the cursor goes.
@Suite(.timeLimit(.minutes(1))) struct SearchStateTests {
  private func type(_ text: String, into console: inout Console) -> [Effect] {
    text.flatMap { console.take(.input(.key($0 == " " ? .space : .character($0)))) }
  }

  /// Carries out searches at once.
  private func find(_ effects: [Effect], _ console: inout Console) {
    var effects = effects
    while !effects.isEmpty {
      guard case .payload(.find(let job, let search)) = effects.removeFirst() else { continue }
      guard let matches = job.finish(isCancelled: { false }) else { continue }
      effects += console.take(.finished(.found(matches, search)))
    }
  }

  private func search(_ text: String, _ console: inout Console) {
    for character in text { find(type(String(character), into: &console), &console) }
  }

  @Test("a search that fails goes back to where it began")
  func aSearchThatFailsGoesBackToWhereItBegan() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "j", "/")
    let (start, isFollowing) = (
      console.state.deliveries.cursor.row, console.state.deliveries.isFollowing
    )
    _ = type("month 7", into: &console)
    #expect(console.state.deliveries.cursor.row == 3)
    _ = type("x", into: &console)
    #expect(
      console.state.deliveries.cursor.row == start
        && console.state.deliveries.isFollowing == isFollowing
    )
    #expect(console.state.session.notice == .problem("not found: month 7x"))
    Sample.press(&console, "Enter")
    #expect(console.state.deliveries.cursor.row == start)
    #expect(console.state.session.notice == .problem("not found: month 7x"))
    // From there the next one begins.
    Sample.press(&console, "/")
    _ = type("ZOE", into: &console)
    #expect(console.state.selectedEntry?.delivery.name?.contains("Zoë") == true)
  }

  @Test("in the payload too") func inThePayloadToo() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "j", "/")
    search("zoe", &console)
    #expect(console.screen.contains("1 of 1 found"))
    let folds = console.state.payload.open?.rowCount
    search("y", &console)
    #expect(console.state.payload.open?.cursor.row == 1)
    #expect(console.state.payload.open?.rowCount == folds)
    #expect(console.state.session.notice == .problem("not in this payload: zoey"))
    Sample.press(&console, "Esc")
    #expect(
      console.state.payload.open?.cursor.row == 1 && console.state.payload.open?.matches == nil
    )
  }

  @Test("the text is searched while it is shown") func theTextIsSearchedWhileItIsShown() {
    var console = Sample.console(size: Size(rows: 24, columns: 60))
    Sample.press(&console, "4", "v", "/")
    #expect(console.state.session.overlay != nil)
    search("high", &console)
    #expect(console.state.payload.open?.matchCount == "1 of 1 found")
    Sample.press(&console, "Enter")
    let open = console.state.payload.open
    #expect(open?.isOnMatch == true)
    #expect(console.screen.contains("▎"))
    // Back in the tree, the same is looked for there.
    Sample.press(&console, "v")
    #expect(console.state.payload.open?.matches == nil)
    find(console.take(.input(.key(.character("n")))), &console)
    #expect(console.state.payload.open?.matchCount == "1 of 1 found")
  }

  @Test("n and n go from line to line of the text") func nAndNGoFromLineToLineOfTheText() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 60))
    Sample.press(&console, "4", "v", "/")
    search("e", &console)
    Sample.press(&console, "Enter")
    let raw = try #require(console.state.payload.open?.raw)
    let wanted = (0..<raw.count).filter { raw.line($0).lowercased().contains("e") }
    #expect(wanted.count > 1)
    var row: Int? { console.state.payload.open?.cursor.row }
    #expect(row == wanted.first)
    for next in wanted.dropFirst() + wanted.prefix(1) {
      Sample.press(&console, "n")
      #expect(row == next)
    }
    Sample.press(&console, "N")
    #expect(row == wanted.last)
  }

  /// The prompt takes the keys at once; the search begins when the payload is there.
  @Test("a payload that is coming is searched when it is there")
  func aPayloadThatIsComingIsSearchedWhenItIsThere() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "s")
    let source = try #require(console.state.payload.loading)
    Sample.press(&console, "/")
    let effects = type("dq", into: &console)
    #expect(effects.isEmpty)
    guard case .prompt(let prompt) = console.state.session.overlay else {
      Issue.record("there is no prompt")
      return
    }
    #expect(prompt.field.text == "dq")
    #expect(console.screen.contains("searching…"))
    let payload = Payload(bytes: Array(#"{"a":"b","c":"dq"}"#.utf8))
    let document = Document(source: source, delivery: nil, payload: payload)
    find(console.take(.finished(.loaded(document))), &console)
    #expect(console.state.payload.open?.matchCount == "1 of 1 found")
    #expect(!console.screen.contains("searching…"))
  }

  /// What another key was pressed for, or another payload was chosen for, is not held up.
  @Test("any other key cancels the search", arguments: ["Esc", "j", "2", "v"])
  func anyOtherKeyCancelsTheSearch(_ key: String) throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "/")
    _ = type("zoe", into: &console)
    // The same once more is not another search.
    #expect(console.take(.input(.key(.enter))).isEmpty)
    #expect(console.screen.contains("searching…"))
    #expect(console.screen.contains("searching for zoe: Esc stops it"))
    let effects = console.take(.input(.key(try #require(Key(name: key)))))
    #expect(effects.contains { if case .payload(.stopFinding) = $0 { true } else { false } })
    #expect(console.state.payload.searching == nil)
    #expect(!console.screen.contains("searching"))
    #expect(console.state.session.focus == (key == "2" ? .events : .payload))
  }

  @Test("esc in the prompt cancels the search") func escInThePromptCancelsTheSearch() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "/")
    _ = type("zoe", into: &console)
    let effects = console.take(.input(.key(.escape)))
    #expect(effects.contains { if case .payload(.stopFinding) = $0 { true } else { false } })
    #expect(console.state.payload.searching == nil && console.state.session.overlay == nil)
  }

  @Test(
    "what is masked is not searched",
    arguments: [("2", "/"), ("2", "f"), ("1", "f"), ("4", "/"), ("4", "n"), ("2", "N")]
  )
  func whatIsMaskedIsNotSearched(_ pane: String, _ key: String) {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, pane, "p", key)
    #expect(console.state.session.overlay == nil)
    #expect(console.state.session.notice?.isProblem == true)
    #expect(console.screen.contains("try: p"))
  }

  @Test("masking forgets what was found") func maskingForgetsWhatWasFound() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2", "f")
    _ = type("ellis", into: &console)
    Sample.press(&console, "Enter", "4", "/")
    search("zoe", &console)
    Sample.press(&console, "Enter", "p")
    #expect(console.state.payload.open?.matches == nil)
    #expect(!console.screen.contains("ellis"))
    // The names of webhooks are not masked.
    Sample.press(&console, "1", "/")
    #expect(console.state.session.overlay != nil)
  }
}
