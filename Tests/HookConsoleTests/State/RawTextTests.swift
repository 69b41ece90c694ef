import HookModel
import Testing

@testable import HookConsole

@Suite struct RawTextTests {
  private static let text =
    "{\"name\":\"Zoë 日本\",\r\n\"long\":\"\(String(repeating: "é", count: 90))\"}\n"

  /// The lines together are the text, none is longer than the pane, and each byte is found again.
  @Test(arguments: [1, 8, 20, 33, 72, 500])
  func isReadToItsEnd(_ columns: Int) {
    let raw = RawText(Payload(bytes: Array(Self.text.utf8)), columns: columns)
    let lines = (0..<raw.count).map { raw.line($0) }
    let without = Self.text.filter { !$0.isNewline }
    #expect(lines.joined() == without)
    #expect(lines.allSatisfy { $0.count <= max(8, columns) })
    for row in 0..<raw.count {
      #expect(raw.row(of: raw.start(of: row)) == row)
      #expect(raw.row(of: raw.start(of: row + 1) - 1) == row)
    }
    #expect(raw.start(of: raw.count) == Self.text.utf8.count)
  }

  /// A very large text is broken without a pass over it.
  @Test func aLargeTextIsBrokenAnywhere() {
    let bytes = Array(repeating: UInt8(ascii: "x"), count: 5_000_003)
    let raw = RawText(Payload(bytes: bytes), columns: 50)
    #expect(raw.count == 100_001)
    #expect(raw.line(100_000) == "xxx")
    #expect(raw.row(of: raw.start(of: 777)) == 777)
  }

  @Test func theSameByteStaysOnTheScreenWhenThePaneChanges() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "v", "G")
    let open = try #require(console.state.payload.open)
    let byte = open.raw?.start(of: open.cursor.row)
    for columns in [80, 100, 64, 80] { console.resize(Size(rows: 24, columns: columns)) }
    let again = try #require(console.state.payload.open)
    #expect(again.raw?.start(of: again.cursor.row) == byte)
  }
}
