import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct TerminalSafeTextTests {
  /// What is shown of a text, and in how many columns.
  @Test(
    "glyphs",
    arguments: [
      ("Zoë", "Zoë", 3), ("日本", "日本", 4), ("e\u{301}x", "e\u{301}x", 2),
      // A joined emoji stands as those it is made of; what only chooses its look is left out.
      ("👩\u{200D}💻", "👩💻", 4), ("❤\u{FE0F}", "❤", 1), ("❤\u{FE0F}\u{200D}🔥", "❤🔥", 3),
      ("1\u{FE0F}\u{20E3}", "1\u{20E3}", 1),
      // Elsewhere they are seen.
      ("a\u{200D}b", "a<200D>b", 8), ("👩\u{200D}x", "👩<200D>x", 9), ("a\u{FE0F}", "a<FE0F>", 7),
      // Newer than the table: its code, not a question mark.
      ("\u{1FAE8}", "<1FAE8>", 7), ("\u{1FAE0}", "\u{1FAE0}", 2), ("?", "?", 1),
      ("\u{3248}\u{4DC0}", "\u{3248}\u{4DC0}", 4),
    ]
  )
  func glyphs(_ text: String, _ shown: String, _ columns: Int) {
    let visible = TerminalSafeText(text)
    #expect(visible.text == shown)
    #expect(visible.columns == columns)
  }

  @Test(
    "a wide character at a cut leaves one ellipsis",
    arguments: [(6, "abc日~"), (5, "abc~ "), (4, "abc~"), (7, "abc日本"), (3, "ab~")]
  )
  func cuts(_ columns: Int, _ line: String) {
    var canvas = Canvas(size: Size(rows: 1, columns: 9))
    canvas.fill(canvas.bounds, with: "x")
    let area = Rect(row: 0, column: 0, rows: 1, columns: columns)
    let used = canvas.put("abc日本", at: Position(row: 0, column: 0), in: area)
    let wanted = line.replacing("~", with: "…") + String(repeating: "x", count: 9 - columns)
    #expect(canvas.lines[0] == wanted)
    #expect(used == columns)
  }

  @Test(
    "wraps",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("日本語日本語", 5, ["日本", "語日", "本語"]),
      ("ae\u{301}e\u{301}e\u{301}", 2, ["ae\u{301}", "e\u{301}e\u{301}"]),
      ("👩\u{200D}💻👩\u{200D}💻", 5, ["👩\u{200D}💻", "👩\u{200D}💻"]), ("日", 1, ["日"]), ("", 5, []),
      ("abcdefg h", 3, ["abc", "def", "g h"]), ("x", 0, []),
    ]
  )
  func wraps(_ text: String, _ columns: Int, _ lines: [String]) {
    #expect(WrappedText.lines(text, columns: columns) == lines)
  }

  /// These are shown without asking Unicode's tables; here they are asked.
  @Test("what is met most is plain", arguments: [0xB0...0x24F, 0x2010...0x2027, 0x2500...0x259F])
  func plain(_ range: ClosedRange<UInt32>) throws {
    for value in range {
      let scalar = try #require(Unicode.Scalar(value))
      let glyphs = TerminalSafeText(String(scalar)).glyphs
      #expect(glyphs == [TerminalSafeText.Glyph(text: CellText(scalar), columns: 1, isMark: false)])
      let properties = scalar.properties
      #expect(!properties.isEmoji && !CellWidth.isTooNew(scalar))
      #expect(properties.canonicalCombiningClass == .notReordered)
      #expect(
        ![.nonspacingMark, .enclosingMark, .format, .control, .unassigned, .spaceSeparator]
          .contains(properties.generalCategory)
      )
    }
  }
}
