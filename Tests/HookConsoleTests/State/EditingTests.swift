import Foundation
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct EditingTests {
  private static let size = Size(rows: 30, columns: 120)

  private static func change(_ old: String, _ new: String) -> TextChange {
    TextChange(from: Array(old.utf8), to: Array(new.utf8))
  }

  @Test(
    "what an edit changed",
    arguments: [
      ("{\n  \"a\": 1\n}\n", "{\n  \"a\": 1\n}", true, true, "0 lines changed"),
      ("{\n  \"a\": 1\n}\n", #"{"a":1}"#, true, true, "0 lines changed"),
      ("{\n  \"a\": 1\n}\n", "{\n  \"a\": 2\n}\n", false, true, "1 line changed"),
      (
        "{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n", false, true,
        "3 lines changed"
      ),
      ("[1]", "[1", false, false, "1 line changed"), ("[1]", " \n", false, false, "empty"),
      ("text\n", "text", true, false, "0 lines changed"),
      ("a  b", "a b", false, false, "1 line changed"),
    ] as [(String, String, Bool, Bool, String)]
  )
  func changes(_ old: String, _ new: String, _ same: Bool, _ isJSON: Bool, _ summary: String) {
    let change = Self.change(old, new)
    #expect(change.isUnchanged == same && change.isJSON == isJSON && change.summary == summary)
  }

  @Test("some of many changed lines are shown, removed ones first")
  func sample() {
    let lines = Self.change("a\nb\nc", "a\nx\nc").lines
    #expect(lines == [.init(isAdded: false, text: "b"), .init(isAdded: true, text: "x")])
    let old = (0..<5000).map { "old \($0)" }.joined(separator: "\n")
    let many = Self.change("head\n\(old)\ntail", "head\nnew\ntail")
    #expect(many.removed == 5000 && many.added == 1 && many.lines.count == 8)
    #expect(many.lines.first?.text == "old 0" && many.lines.last?.text == "new")
  }

  @Test("a payload of one line is sent in one line")
  func body() {
    func edited(_ original: String, _ text: String) -> String {
      let source = ShownPayload(payload: Payload(bytes: Array(original.utf8)), isMasked: false)
      let request = EditRequest(source: source, title: "", target: nil)
      return String(decoding: EditedText(request, Array(text.utf8)).body, as: UTF8.self)
    }
    #expect(edited(#"[{"a":1.50}]"#, "[\n  {\n    \"a\": 2.50\n  }\n]\n") == #"[{"a":2.50}]"#)
    #expect(edited(#"[{ "a":1 }]"#, "[\n  {\n    \"a\": 1\n  }\n]\n") == #"[{ "a":1 }]"#)
    #expect(edited(#"[ 1 ]"#, "[\n  2\n]\n") == "[\n  2\n]\n")
    #expect(edited("[1]", "[1") == "[1")
  }

  // MARK: The console

  /// A console in which the open payload was edited.
  private static func console(_ keys: [String], _ edit: (String) -> String) throws -> Console {
    var console = Sample.console(size: size)
    var effects: [Effect] = []
    for key in ["2"] + keys {
      effects = console.take(.input(.key(try #require(Key(name: key)))))
    }
    guard case .terminal(.edit(let request))? = effects.first else {
      Issue.record("no editor: \(console.state.session.notice?.text ?? "")")
      throw CancellationError()
    }
    let text = edit(String(decoding: request.text, as: UTF8.self))
    _ = console.take(.finished(.edited(EditedText(request, Array(text.utf8)))))
    return console
  }

  private static func press(_ console: inout Console, _ names: String...) -> [Effect] {
    names.reduce([]) { _, name in
      Key(name: name).map { console.take(.input(.key($0))) } ?? []
    }
  }

  private static func posted(_ effects: [Effect]) -> String? {
    guard case .endpoint(.post(let request))? = effects.first,
      case .bytes(let bytes, _) = request.body
    else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("an editor that changed nothing sends nothing unless it is asked to")
  func unchanged() throws {
    var console = try Self.console(["S", "e"]) { $0 }
    #expect(console.screen.contains("The editor changed nothing"))
    var other = console
    #expect(Self.press(&console, "Enter").isEmpty)
    #expect(console.state.session.overlay == nil && console.state.deliveries.edited == nil)
    #expect(Self.posted(Self.press(&other, "s", "y")) == Sample.payload)
  }

  @Test("what is edited is indented, and its change is shown before it goes out")
  func shown() throws {
    var console = try Self.console(["S", "e"]) { text in
      #expect(text.contains("\n    \"gross\": 1234.50,\n"))
      return text.replacingOccurrences(of: "1234.50", with: "99.00")
    }
    let screen = console.screen
    #expect(screen.contains("Edited: 1 line changed, JSON"))
    #expect(
      screen.contains("-     \"gross\": 1234.50,") && screen.contains("+     \"gross\": 99.00,")
    )
    #expect(screen.contains("POST https://crm.example/hooks/"))
    // It is another machine.
    let sent = Self.posted(Self.press(&console, "s", "y"))
    #expect(sent == Sample.payload.replacingOccurrences(of: "1234.50", with: "99.00"))
  }

  @Test(
    "an emptied text and one that is not JSON are asked about",
    arguments: [(" \n", "Nothing is left of it."), ("[1", "It is no longer JSON.")]
  )
  func broken(_ text: String, _ says: String) throws {
    var console = try Self.console(["S", "e"]) { _ in text }
    #expect(console.screen.contains(says))
    guard case .terminal(.edit(let request))? = Self.press(&console, "Enter").first else {
      Issue.record("Enter does not edit again")
      return
    }
    #expect(request.text == Array(text.utf8))
  }

  @Test("the text survives a cancel and Esc, and is named before it is left")
  func survives() throws {
    var console = try Self.console(["S", "e"]) { $0 + " " + $0 }
    for leave in ["c", "Esc"] {
      _ = Self.press(&console, leave)
      #expect(console.state.deliveries.edited != nil && console.state.session.overlay == nil)
      #expect(Self.press(&console, "O").isEmpty)
      #expect(console.state.session.notice?.text.contains("an edited text is kept") == true)
      _ = Self.press(&console, "S")
      #expect(console.screen.contains("the edited text that is kept"))
      _ = Self.press(&console, "k")
    }
    _ = Self.press(&console, "c", "q")
    #expect(
      !console.isOver
        && console.state.session.notice?.text.contains("neither sent nor saved") == true
    )
    _ = Self.press(&console, "S", "k", "x")
    #expect(console.state.deliveries.edited == nil)
    _ = Self.press(&console, "q")
    #expect(console.isOver)
  }

  @Test("what was edited under O is kept and can be written to a file")
  func opened() throws {
    var console = try Self.console(["O"]) { $0 + "x" }
    #expect(console.screen.contains("write to a file"))
    guard
      case .file(.saveEdited(let bytes, path: "edited.json"))? = Self.press(&console, "w", "Enter")
        .first
    else {
      Issue.record("not saved")
      return
    }
    #expect(bytes.last == UInt8(ascii: "x") && console.state.deliveries.edited != nil)
    _ = console.take(.finished(.savedEdited(SavedFile(path: "/a", byteCount: 1, isMasked: false))))
    #expect(console.state.deliveries.edited == nil)
  }

  @Test("a masked text is never sent")
  func masked() throws {
    var console = Sample.console(size: Self.size)
    #expect(Self.press(&console, "2", "p", "S", "e").isEmpty)
    #expect(console.state.session.notice?.text.contains("try: p") == true)
    console = try Self.console(["p", "O"]) { text in
      #expect(!text.contains("1234.50"))
      return text + " x"
    }
    _ = Self.press(&console, "p")
    #expect(!console.screen.contains("s  send"))
    #expect(Self.press(&console, "s").isEmpty)
    // One that shows real values is not shown under the mask.
    console = try Self.console(["S", "e"]) { $0.replacingOccurrences(of: "1234.50", with: "99.00") }
    _ = Self.press(&console, "Esc", "p", "S", "k")
    #expect(
      console.state.session.overlay == nil
        && console.state.session.notice?.text.contains("try: p") == true
    )
  }
}
