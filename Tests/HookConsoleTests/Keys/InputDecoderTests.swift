import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct InputDecoderTests {
  private static let start = ContinuousClock.now

  /// Each text as the bytes that arrive at once, one after another without a pause; `<` and `>` stand
  /// for the marks of a paste, `(` for the sign that begins a report of the mouse.
  private static func inputs(_ batches: [String]) -> [Input] {
    var decoder = InputDecoder()
    return batches.flatMap { decoder.take(bytes($0), at: start) }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let marks: [Character: String] = ["<": "\u{1B}[200~", ">": "\u{1B}[201~", "(": "<"]
    return Array(text.map { marks[$0] ?? String($0) }.joined().utf8)
  }

  private static func keys(_ names: String...) -> [Input] {
    names.compactMap { Key(name: $0).map(Input.key) }
  }

  private static func wheel(_ row: Int, _ column: Int, _ rows: Int) -> Input {
    .wheel(Position(row: row, column: column), rows: rows)
  }

  private static let black = Input.background(red: 0, green: 0, blue: 0)

  private static let rows: [(batches: [String], inputs: [Input])] = [
    (["jé\r\t \u{7F}\u{1}"], keys("j", "é", "Enter", "Tab", "Space", "Backspace", "Ctrl-a")),
    (["\u{0}\u{1C}\u{85}"], []),
    (["\u{1B}\u{1B}"], keys("Esc", "Esc")),
    (["\u{1B}\u{1B}[A"], keys("Esc", "Up")),
    (["\u{1B}[A\u{1B}OB\u{1B}[Z"], keys("Up", "Down", "Shift-Tab")),
    (["\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~"], keys("Home", "End", "Home", "End")),
    // What a terminal says of itself; an odd reply says nothing.
    (
      ["\u{1B}]11;rgb:ffff/8080/0000\u{7}q"],
      [.background(red: 1, green: 0x8080 / 65535.0, blue: 0)] + keys("q")
    ),
    (["\u{1B}]11;rgb:f/0/8\u{1B}\\"], [.background(red: 1, green: 0, blue: 8 / 15.0)]),
    (["\u{1B}]11;rgba:ff/ff/ff/80\u{7}"], [.background(red: 1, green: 1, blue: 1)]),
    (["\u{1B}[?62;1;4c"], [.terminalAnswered]),
    (["\u{1B}]11;rgb:zz/0/0\u{7}", "\u{1B}]11;rgb:1/2\u{7}", "\u{1B}]11;?\u{7}q"], keys("q")),
    (["\u{1B}]10;rgb:1/2/3\u{7}q"], keys("q")),
    // F1 in all its forms.
    (["\u{1B}OP\u{1B}[11~\u{1B}[[A\u{1B}[P"], keys("F1", "F1", "F1", "F1")),
    (["\u{1B}[24~\u{1B}[[E"], keys("F12", "F5")),
    // The keypad in application mode.
    (
      ["\u{1B}Op\u{1B}Oy\u{1B}On\u{1B}Ok\u{1B}Om\u{1B}Oj\u{1B}Oo\u{1B}Ol\u{1B}OX\u{1B}OM"],
      keys("0", "9", ".", "+", "-", "*", "/", ",", "=", "Enter")
    ),
    // Cut after its ESC, it was Esc, and its rest is dropped.
    (["\u{1B}", "[A"], keys("Esc")), (["\u{1B}", "[", "A"], keys("Esc")),
    (["\u{1B}", "OF", "q"], keys("Esc", "q")), (["\u{1B}", "]0;d\u{7}q"], keys("Esc", "q")),
    (["\u{1B}", "q"], keys("Esc", "q")), (["\u{1B}", "\u{1B}", "q"], keys("Esc", "Esc", "q")),
    // The text after the start of a paste is never keys.
    (["\u{1B}", "[200~dy\r\u{1B}[201~q"], keys("Esc") + [.paste("dy\r")] + keys("q")),
    // With Alt.
    (["a\u{1B}dq"], keys("a", "Alt-d", "q")), (["\u{1B}éq"], keys("Alt-é", "q")),
    (["\u{1B}\rq\u{1B} q"], keys("q", "q")),
    // A sequence that is not known is no key.
    (["\u{1B}[1;5Cj"], keys("j")), (["\u{1B}[1;", "5Cj"], keys("j")), (["\u{1B}[7$j"], keys("j")),
    (["\u{1B}[\u{1B}", "q"], keys("Esc", "q")), (["\u{1B}[1é"], keys("é")),
    (["a\u{1B}[?1;2ca"], keys("a") + [.terminalAnswered] + keys("a")),
    (["\u{1B}[?1;2$yj"], keys("j")),
    // Replies of the terminal, with either end.
    (["\u{1B}]11;rgb:0/0/0\u{7}j"], [black] + keys("j")),
    (["\u{1B}]11;rgb:0/0/0\u{1B}\\j"], [black] + keys("j")),
    (["\u{1B}]11;rgb:0/0/0\u{1B}", "\\j"], [black] + keys("j")),
    (["\u{1B}P1$r0m\u{1B}\\j"], keys("j")),
    // The mouse, in both forms; releases, motion and other buttons are nothing.
    (["\u{1B}[(0;5;8Ma"], [.press(Position(row: 7, column: 4))] + keys("a")),
    (
      ["\u{1B}[(16;1;1M\u{1B}[(64;300;2M"],
      [.press(Position(row: 0, column: 0)), wheel(1, 299, -3)]
    ),
    (["\u{1B}[(0;5;8m\u{1B}[(35;5;8M\u{1B}[(2;5;8Mq"], keys("q")),
    (["\u{1B}[(0;5", ";8M"], [.press(Position(row: 7, column: 4))]),
    (["\u{1B}[(0;;M\u{1B}[(0;0;1M\u{1B}[(0;99999;1Mq"], keys("q")),
    (["\u{1B}[M !\"\u{1B}[Ma!!"], [.press(Position(row: 1, column: 0)), wheel(0, 0, 3)]),
    (["\u{1B}[M #!\u{1B}[M!!!q"], [.press(Position(row: 0, column: 2))] + keys("q")),
    // One that has no end takes no more than what could be a part of it.
    (["\u{1B}[(0;", "\r", "q"], keys("Enter", "q")),
    (["\u{1B}[M", "\u{1B}", "q"], keys("Esc", "q")),
    // A paste, whatever it holds.
    (["<a\nd\u{7}>q"], [.paste("a\nd\u{7}")] + keys("q")),
    (["<a", "b", ">"], [.paste("ab")]),
    (["<\u{1B}[31mred>q"], [.paste("\u{1B}[31mred")] + keys("q")),
    (["<ab\u{1B}", "[201~q"], [.paste("ab")] + keys("q")),
    (["<ab", "\u{1B}", "[201~q"], [.paste("ab")] + keys("q")),
    ([">q"], keys("q")),
  ]

  @Test("bytes become inputs", arguments: rows.indices)
  func bytesBecomeInputs(_ row: Int) {
    let (batches, inputs) = Self.rows[row]
    #expect(Self.inputs(batches) == inputs, "\(batches)")
  }

  // MARK: Cuts

  /// Inputs of two parts with a pause between them, and of `q` long after.
  private static func inputs(_ bytes: [UInt8], cut: Int, pause: Duration) -> [Input] {
    var decoder = InputDecoder()
    var inputs = decoder.take(Array(bytes[..<cut]), at: start)
    if let deadline = decoder.deadline, deadline <= start + pause {
      inputs += decoder.take([], at: deadline)
    }
    inputs += decoder.take(Array(bytes[cut...]), at: start + pause)
    return inputs + decoder.take([UInt8(ascii: "q")], at: start + pause + .seconds(1))
  }

  private static let sequences: [[UInt8]] =
    KeySequences().all
    + [
      "\u{1B}[(0;5;8m", "\u{1B}[(64;5;8M", "\u{1B}[M !!", "\u{1B}[1;5C", "\u{1B}[?1;2c",
      "\u{1B}]11;rgb:dd/dd/dd\u{1B}\\", "\u{1B}]0;add\u{7}", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[7^",
    ].map(bytes)

  @Test("no part of a sequence runs a command, wherever it is cut", arguments: sequences)
  func cuts(_ bytes: [UInt8]) {
    let whole = Self.inputs(bytes, cut: bytes.count, pause: .zero).dropLast()
    for cut in 1..<bytes.count {
      for pause in [0, 1, 30, 200, 499] {
        let inputs = Self.inputs(bytes, cut: cut, pause: .milliseconds(pause))
        let expected = cut == 1 ? Self.keys("Esc") : Array(whole)
        #expect(inputs == expected + Self.keys("q"), "\(bytes) cut at \(cut) for \(pause) ms")
      }
    }
  }

  @Test("a sequence that never ends takes no key that is pressed later", arguments: sequences)
  func endless(_ bytes: [UInt8]) {
    for length in 1..<bytes.count {
      var decoder = InputDecoder()
      _ = decoder.take(Array(bytes[..<length]), at: Self.start)
      let inputs = decoder.take([UInt8(ascii: "q")], at: Self.start + .milliseconds(501))
      #expect(inputs.last == .key(.character("q")), "\(bytes) up to \(length)")
    }
  }

  @Test(
    "after a pause the byte was a key",
    arguments: [
      (["\u{1B}", "["], keys("Esc", "[")), (["\u{1B}", "O"], keys("Esc", "O")),
      (["\u{1B}["], keys("Alt-[")), (["\u{1B}O"], keys("Alt-O")), (["\u{1B}[1;"], []),
      (["\u{1B}]0;x", "\u{1B}"], keys("Esc")),
    ] as [([String], [Input])]
  )
  func pause(_ batches: [String], _ inputs: [Input]) throws {
    var decoder = InputDecoder()
    var found = batches.flatMap { decoder.take(Self.bytes($0), at: Self.start) }
    let deadline = try #require(decoder.deadline)
    #expect(deadline == Self.start + InputDecoder.sequenceTimeout)
    found += decoder.take([], at: deadline)
    #expect(found == inputs)
    #expect(decoder.deadline == nil)
  }

  // MARK: Text

  private static func problem(_ input: Input?) -> String {
    if case .problem(let text) = input { text } else { "" }
  }

  @Test(
    "text that is not UTF-8 is refused whole, and the next is taken",
    arguments: [
      [0xE9], [0x61, 0xE9, 0x62, 0x0D], [0xC3, 0x28], [0xFF, 0x0D], [0xED, 0xA0, 0x80],
    ]
      as [[UInt8]]
  )
  func notUTF8(_ bytes: [UInt8]) {
    var decoder = InputDecoder()
    var inputs = decoder.take(bytes, at: Self.start)
    inputs += decoder.take([], at: Self.start + .seconds(1))
    #expect(inputs.count == 1 && Self.problem(inputs.first).contains("not UTF-8"))
    #expect(decoder.take([0x71], at: Self.start + .seconds(1)) == Self.keys("q"))
  }

  @Test("a character may be cut")
  func cutCharacter() {
    for text in ["é", "日", "😀"] {
      let bytes = Array(text.utf8)
      for cut in 1..<bytes.count {
        let inputs = Self.inputs(bytes, cut: cut, pause: .milliseconds(400))
        #expect(inputs == Self.keys(text, "q"))
      }
    }
  }

  @Test("a paste that cannot be taken whole is refused")
  func refusedPastes() {
    let long = String(repeating: "é", count: PasteReader.maximumBytes / 2)
    #expect(Self.inputs(["<\(long)>"]) == [.paste(long)])
    let tooLong = Self.inputs(["<\(long)\(long)\(long)é>", "q"])
    #expect(tooLong.count == 2 && tooLong.last == .key(.character("q")))
    #expect(Self.problem(tooLong.first).contains("paste too long: 196610 bytes"))
    var decoder = InputDecoder()
    let broken = decoder.take(
      Self.bytes("<ab") + [0xE9] + Self.bytes("c>"),
      at: Self.start
    )
    #expect(broken.count == 1 && Self.problem(broken.first).contains("paste is not UTF-8"))
  }

  @Test("a paste whose end is missing is told, and Esc leads out of it")
  func pasteWithoutEnd() throws {
    var decoder = InputDecoder()
    #expect(decoder.take(Self.bytes("<ab"), at: Self.start).isEmpty)
    let told = decoder.take([], at: try #require(decoder.deadline))
    #expect(told.count == 1 && Self.problem(told.first).contains("has not ended: 2 bytes"))
    #expect(decoder.deadline == nil)
    #expect(decoder.take([0x1B], at: Self.start + .seconds(9)).isEmpty)
    let out = decoder.take([], at: try #require(decoder.deadline))
    #expect(out.first == .paste("ab"))
    #expect(Self.problem(out.last).contains("end of the paste is missing"))
    #expect(decoder.take([0x71], at: Self.start + .seconds(11)) == Self.keys("q"))
  }

  @Test("the terminal's own sequences are keys")
  func described() {
    let sequences = KeySequences(described: [
      (Array("\u{1B}A".utf8), .up), (Array("\u{1B}P".utf8), .function(1)), ([0x08], .left),
      (Array("\u{1B}?s".utf8), .pageDown), ([0x0D], .down),
    ])
    var decoder = InputDecoder(sequences)
    let inputs = decoder.take(Array("\u{1B}A\u{1B}P\u{1B}?s\u{8}\rq".utf8), at: Self.start)
    #expect(inputs == Self.keys("Up", "F1", "PageDown", "Left", "Enter", "q"))
  }
}
