import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct RawTextTests {
  private static let text =
    "{\"name\":\"Zoë 日本\",\r\n\"long\":\"\(String(repeating: "é", count: 90))\"}\n"

  /// The lines together are the text, none is longer than the pane, and each byte is found again.
  @Test("is read to its end", arguments: [1, 8, 20, 33, 72, 500])
  func isReadToItsEnd(_ columns: Int) {
    let raw = RawText(Payload(bytes: Array(Self.text.utf8)), columns: columns)
    let lines = (0..<raw.count).map { raw.line($0) }
    let without = Self.text.filter { !$0.isNewline }
    #expect(lines.joined() == without)
    #expect(lines.allSatisfy { TerminalSafeText($0).columns <= max(8, columns) })
    for row in 0..<raw.count {
      #expect(raw.row(of: raw.start(of: row)) == row)
      #expect(raw.row(of: raw.start(of: row + 1) - 1) == row)
    }
    #expect(raw.start(of: raw.count) == Self.text.utf8.count)
  }

  /// A very large text is broken without a pass over it.
  @Test("a large text is broken anywhere") func aLargeTextIsBrokenAnywhere() {
    let bytes = Array(repeating: UInt8(ascii: "x"), count: 5_000_003)
    let raw = RawText(Payload(bytes: bytes), columns: 51)
    #expect(raw.count == 100_001)
    #expect(raw.line(100_000) == "xxx")
    #expect(raw.row(of: raw.start(of: 777)) == 777)
  }

  /// Below and above the size from which on there is no pass over the text.
  @Test(
    "no character is cut by a line end",
    arguments: ["é", "日", "😀", "e\u{301}", "👩🏽\u{200D}💻", "xé日"],
    [100_000, 5_000_000]
  )
  func noCharacterIsCutByALineEnd(_ character: String, _ size: Int) {
    let text = String(repeating: character, count: size / character.utf8.count)
    let raw = RawText(Payload(bytes: Array(text.utf8)), columns: 40)
    let rows = Array(0..<200) + Array((raw.count - 200)..<raw.count)
    for row in rows {
      let line = raw.line(row)
      #expect(!line.unicodeScalars.contains("\u{FFFD}"))
      #expect(line.allSatisfy { character.contains($0) })
      #expect(raw.row(of: raw.start(of: row)) == row)
    }
    #expect(text.hasPrefix((0..<200).map { raw.line($0) }.joined()))
    #expect(raw.start(of: raw.count) == text.utf8.count)
  }

  @Test("the same byte stays on the screen when the pane changes")
  func theSameByteStaysOnTheScreenWhenThePaneChanges() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "v", "G")
    let open = try #require(console.state.payload.open)
    let byte = open.raw?.start(of: open.cursor.row)
    for columns in [80, 100, 64, 80] { console.resize(Size(rows: 24, columns: columns)) }
    let again = try #require(console.state.payload.open)
    #expect(again.raw?.start(of: again.cursor.row) == byte)
  }
}
