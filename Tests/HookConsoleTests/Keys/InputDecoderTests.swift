import Testing

@testable import HookConsole

@Suite struct InputDecoderTests {
  /// Each text as the characters that arrive at once; `<` and `>` stand for the marks of a paste, `(` for
  /// the sign that begins a report of the mouse.
  private static func inputs(_ batches: [String]) -> [Input] {
    var decoder = InputDecoder()
    return batches.flatMap { batch in
      decoder.take(
        batch.unicodeScalars.map { scalar in
          switch scalar {
          case "<": .key(InputDecoder.pasteStart)
          case ">": .key(InputDecoder.pasteEnd)
          case "(": .character(0x3C)
          default: .character(scalar.value)
          }
        }
      )
    }
  }

  private static func keys(_ names: String...) -> [Input] {
    names.compactMap { Key(name: $0).map(Input.key) }
  }

  private static func wheel(_ row: Int, _ column: Int, _ rows: Int) -> Input {
    .wheel(Position(row: row, column: column), rows: rows)
  }

  private static let rows: [(batches: [String], inputs: [Input])] = [
    (["jé\r\t \u{7F}\u{1}"], keys("j", "é", "Enter", "Tab", "Space", "Backspace", "Ctrl-a")),
    (["\u{0}\u{1C}\u{85}"], []),
    (["\u{1B}\u{1B}"], keys("Esc", "Esc")),
    (["\u{1B}", "[", "A"], keys("Esc", "[", "A")),
    // With Alt.
    (["a\u{1B}dq"], keys("a", "Alt-d", "q")),
    (["\u{1B}O"], keys("Alt-O")),
    (["\u{1B}\r\u{1B} "], keys("Esc", "Enter", "Esc", "Space")),
    // A sequence that is not known is no key.
    (["\u{1B}[1;5Cj"], keys("j")),
    (["\u{1B}[1;", "5Cj"], keys("j")),
    (["\u{1B}[\u{1B}", "q"], keys("Esc", "q")),
    (["\u{1B}[1é"], keys("é")),
    (["\u{1B}OPd"], keys("d")),
    (["a\u{1B}[?1;2ca"], keys("a", "a")),
    // The mouse, in both forms; releases, motion and other buttons are nothing.
    (["\u{1B}[(0;5;8Ma"], [.press(Position(row: 7, column: 4))] + keys("a")),
    (
      ["\u{1B}[(16;1;1M\u{1B}[(64;300;2M"],
      [.press(Position(row: 0, column: 0)), wheel(1, 299, -3)]
    ),
    (["\u{1B}[(0;5;8m\u{1B}[(35;5;8M\u{1B}[(2;5;8Mq"], keys("q")),
    (["\u{1B}[(0;5", ";8M"], [.press(Position(row: 7, column: 4))]),
    (["\u{1B}[(0;;M\u{1B}[(0;0;1M\u{1B}[(0;99999;1M\u{1B}[(a"], []),
    (["\u{1B}[M !\"\u{1B}[Ma!!"], [.press(Position(row: 1, column: 0)), wheel(0, 0, 3)]),
    (["\u{1B}[M #!\u{1B}[M!!!q"], [.press(Position(row: 0, column: 2))] + keys("q")),
    // One that has no end takes no more than what could be a part of it.
    (["\u{1B}[(0;"], []), (["\u{1B}[(0;", "\r", "q"], keys("Enter", "q")),
    (["\u{1B}[M", "\u{1B}", "q"], keys("Esc", "q")),
    // A paste, whatever it holds.
    (["<a\nd\u{7}>q"], [.paste("a\nd\u{7}")] + keys("q")),
    (["<a", "b", ">"], [.paste("ab")]),
    (["<\u{1B}[31mred>q"], [.paste("\u{1B}[31mred")] + keys("q")),
    ([">q"], keys("q")),
    // Its end got lost: Esc is the way out.
    (["<ab", "\u{1B}", "q"], [.paste("ab")] + keys("q")),
  ]

  @Test(arguments: rows.indices)
  func codesBecomeInputs(_ row: Int) {
    let (batches, inputs) = Self.rows[row]
    #expect(Self.inputs(batches) == inputs, "\(batches)")
  }

  @Test func aPasteHasAnEnd() {
    let text = String(repeating: "é", count: 100_000)
    #expect(Self.inputs(["<\(text)>"]) == [.paste(String(text.prefix(32_768)))])
  }
}
