import HookJSON
import HookModel
import HookSupport
import Testing
@testable import ConsoleCore

/// Wrapping, whole values, the pane of response codes, hints, and what empty panes say.
@Suite(.timeLimit(.minutes(1))) struct ReadingTests {
  private func lines(_ console: Console) -> [String] {
    var console = console
    console.paint()
    return console.canvas.lines
  }

  private func shows(_ text: String, _ console: Console) -> Bool {
    console.screen.contains(text)
  }

  private func console(_ payload: String, rows: Int = 24, columns: Int = 80) -> Console {
    var console = Sample.console(size: Size(rows: rows, columns: columns))
    Sample.press(&console, "2", "j", "j")
    Sample.load(&console, payload)
    Sample.press(&console, "4")
    return console
  }

  private static let words = (1...60).map { "word\($0)" }.joined(separator: " ")

  @Test("W wraps long values, keeps the selected row in sight, and a click selects its row")
  func wrap() {
    var console = console(
      #"{"a":"\#(Self.words)","b":"\#(Self.words)","c":"\#(Self.words)","d":1}"#
    )
    #expect(!shows("word60", console))
    Sample.press(&console, "W")
    #expect(shows("word30 ", console))
    for key in ["j", "j", "j", "j", "j"] {
      Sample.press(&console, key)
      let selected = (0..<24).contains { row in console.canvasRowIsSelected(row) }
      #expect(selected, "row \(console.state.payload.open?.cursor.row ?? -1)")
    }
    Sample.press(&console, "G")
    let inside = console.state.session.layout.inside(.payload)
    let row = lines(console).firstIndex { $0.contains(#""c": "word1 "#) } ?? 0
    // The third line of the value is a part of its row.
    _ = console.take(.input(.press(Position(row: row + 2, column: inside.column + 4))))
    #expect(console.state.payload.open?.cursor.row == 3)
    Sample.press(&console, "W")
    #expect(console.state.session.notice?.text == "long values are cut")
  }

  @Test("Enter on a value shows the whole of it, without its escapes, and resizes with the screen")
  func wholeValue() {
    var console = console(#"{"a":"one\ntwo \u00eb \#(Self.words)","n":12345678901234567890.50}"#)
    Sample.press(&console, "j", "Enter")
    #expect(shows("┌ $.a ", console) && shows(" one ", console) && shows("two ë word1", console))
    #expect(shows("word60", console))
    console.resize(Size(rows: 24, columns: 40))
    #expect(shows("word59", console))
    Sample.press(&console, "Esc", "j", "Enter")
    #expect(shows("12345678901234567890.50", console))
    Sample.press(&console, "Esc", "p", "Enter")
    #expect(!shows("12345678901234567890", console))
  }

  @Test("the last line has path and value of the selected row, as it is copied") func foot() {
    var console = console(Sample.payload)
    Sample.press(&console, "j", "j", "j")
    #expect(shows("│ $[0].gross  1234.50", console))
    Sample.press(&console, "y")
    #expect(shows("$[0].gross", console))
    Sample.press(&console, "Esc", "p")
    #expect(shows("│ $[0].gross  \"<number>\"", console))
  }

  @Test(
    "the response codes scroll, say how far, and open",
    arguments: [
      Size(rows: 10, columns: 40), Size(rows: 24, columns: 80), Size(rows: 50, columns: 200),
    ]
  )
  func codes(_ size: Size) {
    var console = Sample.console(size: size)
    Sample.press(&console, "3")
    let count = console.state.codesLines.count
    let height = console.state.height(of: .codes)
    if count > height {
      #expect(shows("\(height) of \(count)", console))
      Sample.press(&console, "G")
      #expect(shows("\(count) of \(count)", console))
      #expect(shows("in all", console))
      Sample.press(&console, "g", "j")
      #expect(console.state.codesTop(console.state.codesLines.count) == 1)
    }
    Sample.press(&console, "Enter")
    #expect(shows("┌ Response ", console) && shows("500 Internal Server Error", console))
    Sample.press(&console, "Esc")
    #expect(console.state.session.focus == .codes)
  }

  /// `D` `s`, with a sample of that shape.
  /// - Returns: the payload that was compared.
  private func compare(_ console: inout Console, with sample: String) throws -> JSONNode {
    Sample.press(&console, "D")
    let effects = Sample.press(&console, last: "s")
    guard case .payload(.learnShape(let source)) = effects.last else {
      throw Problem("nothing is learned")
    }
    #expect(source.baseline == .sample)
    var shape = PayloadShape()
    let usual = try JSONNode(Array(sample.utf8))
    shape.learn(usual.index, root: usual.number)
    let checks = console.take(.finished(.shapeLearned(source, shape, problem: "")))
    guard case .payload(.checkShape(let document, let known)) = checks.last else {
      throw Problem("nothing is compared")
    }
    let node = try #require(document.payload?.node)
    var check = ShapeCheck(of: node.index, root: node.number, against: known)
    let result = check.finish()
    let found = try #require(result)
    _ = console.take(.finished(.shapeChecked(document.source, found)))
    return node
  }

  @Test("n says that a payload is as usual") func asUsual() throws {
    var console = console(#"[{"name":"Zoë"}]"#)
    _ = try compare(&console, with: #"[{"name":"Anna"}]"#)
    Sample.press(&console, "4", "n")
    #expect(shows("nothing is marked: as usual against the sample", console), "\(lines(console))")
  }

  @Test("D marks what is new, missing or of another type, and says how much") func drift() throws {
    var console = console(#"[{"name":"Zoë","gross":"1234.50","extra":1}]"#)
    let node = try compare(
      &console,
      with: #"[{"name":"Anna","gross":1.5,"note":null}]"#
    )
    #expect(shows("1 new, 1 missing", console), "\(lines(console))")
    #expect(shows("│+", console) && shows("│!", console) && shows("│-", console))
    Sample.press(&console, "4", "g", "n")
    #expect(console.state.reading.open?.cursor.row == 1, "the first mark is on the object")
    Sample.press(&console, "n")
    #expect(console.state.reading.open?.selectedValue.map { node.index.key(of: $0) } == "gross")
    Sample.press(&console, "N", "N")
    #expect(console.state.reading.open?.selectedValue.map { node.index.key(of: $0) } == "extra")
    // It is compared once.
    #expect(!console.take(.tick).contains { if case .payload = $0 { true } else { false } })
    Sample.press(&console, "D", "n")
    #expect(!shows("│+", console))
  }

  @Test("the sample is learned once; the last deliveries without the one that is compared")
  func driftSources() throws {
    var state = DriftState()
    let node = try JSONNode(Array("[{}]".utf8))
    var shape = PayloadShape()
    shape.learn(node.index, root: node.number)
    let webhook = RecordID("w")
    func learns(_ delivery: String) -> ShapeSource? {
      let id = RecordID(delivery)
      let document = Document(
        source: .delivery(id, of: webhook),
        payload: Payload(bytes: Array("[{}]".utf8))
      )
      guard case .learnShape(let source) = state.next(document, id, of: webhook) else { return nil }
      return source
    }
    state.choose(.sample)
    let sample = try #require(learns("a"))
    #expect(sample.delivery == nil && learns("b") == nil, "it is under way")
    state.learned(sample, shape)
    #expect(learns("c") == nil, "it is known")
    state.choose(.recent)
    let first = try #require(learns("a"))
    #expect(first.delivery == RecordID("a"))
    state.learned(first, shape)
    let second = try #require(learns("b"))
    #expect(second.delivery == RecordID("b"))
    state.learned(second, shape)
    state.choose(.sample)
    #expect(learns("d") == nil, "the sample is still known")
    // What is not waited for any more changes nothing.
    state.choose(nil)
    state.learned(first, nil)
    #expect(state.baseline == nil)
  }

  @Test("fold all stays on what the selected value is in") func foldAll() {
    var console = console(#"[{"a":{"b":[1,2,3]}}]"#)
    Sample.press(&console, "4", "G", "k", "k", "k", "-")
    #expect(console.state.reading.open?.cursor.row == 1)
    #expect(shows("▸ { 1 key }", console))
    Sample.press(&console, "l")
    #expect(shows("▾ { 1 key", console))
  }

  @Test("an expression that cannot be read keeps its prompt open") func unreadable() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "/")
    Sample.type("re:(", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.session.overlay != nil && console.state.session.notice?.isProblem == true)
    Sample.type("a)", into: &console)
    Sample.press(&console, "Enter")
    #expect(console.state.session.overlay == nil)
  }

  @Test("what is said while a filter is typed cannot be read again, what is said after it can")
  func typedNotices() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "f")
    Sample.type("code:5", into: &console)
    #expect(console.state.session.notice?.text.contains("code:5 is not valid") == true)
    #expect(console.state.session.said.isEmpty)
    // What goes wrong by itself meanwhile is kept.
    _ = console.take(.finished(.failed(Problem("something else"))))
    #expect(console.state.session.said.map(\.notice.text) == ["something else"])
    Sample.press(&console, "Enter")
    #expect(console.state.session.said.last?.notice.text.contains("code:5 is not valid") == true)
  }

  @Test("what is said at the start stays until the first key") func greeting() {
    let time = Locked(Sample.now)
    var console = Console(
      state: {
        var state = ConsoleState(
          location: ConsoleState.Location(employer: "x", server: "sandbox"),
          employer: RecordID("employer"),
          zone: .gmt,
          clock: { time.withLock { $0 } }
        )
        state.greet("try x")
        return state
      }()
    )
    _ = console.start(size: Size(rows: 24, columns: 80))
    time.withLock { $0 += 60 }
    _ = console.take(.tick)
    #expect(shows("try x", console))
    Sample.press(&console, "j")
    #expect(!shows("try x", console))
  }

  @Test("hints name what can be done now, and nothing else") func hints() {
    var console = Sample.console(size: Size(rows: 40, columns: 250))
    func hints() -> String { lines(console).last ?? "" }
    // Nothing is selected that could be changed, and the server is not a sandbox.
    for hint in ["e edit", "a activate", "d delete", "u undo", "x fire", "Esc clear"] {
      #expect(!hints().contains(hint), "\(hint)")
    }
    #expect(hints().contains("F forward") && hints().contains("p mask"))
    Sample.press(&console, "j")
    #expect(hints().contains("e edit") && hints().contains("a deactivate"))
    Sample.press(&console, "2")
    #expect(hints().contains("m remember") && !hints().contains("M compare"))
    Sample.press(&console, "m")
    #expect(!hints().contains("m remember") && !hints().contains("M compare"))
    Sample.press(&console, "b")
    #expect(hints().contains("Esc clear the filter") && hints().contains("b show all"))
    Sample.press(&console, "Esc", "4", "p", "Esc")
    #expect(hints().contains("p show values") && !hints().contains("/ search"), "\(hints())")
  }

  @Test("empty panes say what to do") func empty() {
    var console = Console(
      state: ConsoleState(
        location: ConsoleState.Location(employer: "x", server: "127.0.0.1:1"),
        employer: RecordID("employer"),
        zone: .gmt,
        clock: { Sample.now }
      )
    )
    _ = console.start(size: Size(rows: 24, columns: 80))
    #expect(shows("loading webhooks…", console))
    _ = console.take(.news(.server(isSandbox: true)))
    _ = console.take(.news(.health(.live)))
    _ = console.take(.news(.server(isSandbox: true)))
    _ = console.take(.news(.list([])))
    #expect(shows("no webhooks yet: c creates one", console))
    let webhook = Sample.webhook(1, "Employee_Created", count: 0)
    _ = console.take(.news(.list([Item(id: webhook.id)])))
    _ = console.take(.news(.webhook(webhook)))
    #expect(shows("no deliveries yet: x fires an event", console))
    Sample.press(&console, "j")
    #expect(shows("x fires Employee", console))
    var filled = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&filled, "f")
    for character in "nobody" { _ = filled.take(.input(.key(.character(character)))) }
    Sample.press(&filled, "Enter")
    let text = lines(filled).joined()
    #expect(text.contains("no delivery matches nobody: Esc"))
  }
}

extension Console {
  /// Whether a line of the screen shows the selection.
  fileprivate func canvasRowIsSelected(_ row: Int) -> Bool {
    var console = self
    console.paint()
    let columns = console.canvas.size.columns
    return (columns / 2..<columns).contains { console.canvas[row, $0].style.selected }
  }
}
