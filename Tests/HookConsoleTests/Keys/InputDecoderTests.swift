import Testing

@testable import HookConsole

@Suite struct InputDecoderTests {
  /// Each text as the characters that arrive at once; `<` and `>` stand for the marks of a paste.
  private static func inputs(_ batches: [String]) -> [Input] {
    var decoder = InputDecoder()
    return batches.flatMap { batch in
      decoder.take(
        batch.unicodeScalars.map { scalar in
          switch scalar {
          case "<": .key(InputDecoder.pasteStart)
          case ">": .key(InputDecoder.pasteEnd)
          default: .character(scalar.value)
          }
        }
      )
    }
  }

  private static func keys(_ names: String...) -> [Input] {
    names.compactMap { Key(name: $0).map(Input.key) }
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
