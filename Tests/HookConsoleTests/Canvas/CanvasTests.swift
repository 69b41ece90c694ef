import Testing
@testable import ConsoleCore

@Suite(.timeLimit(.minutes(1))) struct CanvasTests {
  private func canvas(_ lines: [String], columns: Int = 8) -> Canvas {
    var canvas = Canvas(size: Size(rows: lines.count, columns: columns))
    for (row, line) in lines.enumerated() {
      canvas.put(line, at: Position(row: row, column: 0), in: canvas.bounds)
    }
    return canvas
  }

  @Test(
    "a cell's text is what combines in it",
    arguments: [
      ("a", 1), ("e\u{301}", 2), ("日", 1), ("a\u{301}\u{302}\u{303}\u{304}", 5), ("\u{10FFFF}", 1),
      ("\u{1F600}\u{20DD}", 2),
    ]
  )
  func aCellsText(_ text: String, _ count: Int) throws {
    let scalars = Array(text.unicodeScalars)
    var cell = CellText(try #require(scalars.first))
    for scalar in scalars.dropFirst() { cell.combine(scalar) }
    #expect(cell.scalars == scalars && scalars.count == count)
    #expect(cell.first == scalars.first && cell.isSingle == (count == 1) && !cell.isEmpty)
    #expect(Array(String([cell, .empty, cell]).unicodeScalars) == scalars + scalars)
    // There is no space for a sixth.
    var full = cell
    for _ in 0..<5 { full.combine("\u{308}") }
    #expect(full.scalars == scalars + Array(repeating: "\u{308}", count: 5 - count))
  }

  @Test("an empty cell has no text") func anEmptyCell() {
    #expect(CellText.empty.isEmpty && CellText.empty.first == nil)
    #expect(CellText.empty.scalars.isEmpty && String([CellText.empty]).isEmpty)
    #expect(CellText(" ") != .empty)
  }

  @Test(
    "only what changed is painted, and what is torn by it",
    arguments: [
      (["abc"], ["abc"], []), (["abc"], ["axc"], ["0,1 x"]), (["a", "b"], ["a", "c"], ["1,0 c"]),
      // Half of a wide glyph is no cell of its own; the cell before a torn one is painted, too.
      (["日x"], ["日y"], ["0,2 y"]), (["日x"], ["ab"], ["0,0 a", "0,1 b", "0,2  "]),
      (["ab"], ["日"], ["0,0 日"]), (["a日"], ["abc"], ["0,1 b", "0,2 c"]),
      (["e"], ["e\u{301}"], ["0,0 e\u{301}"]),
    ]
  )
  func onlyWhatChanged(_ old: [String], _ new: [String], _ wanted: [String]) {
    var painted: [String] = []
    canvas(new).forEachChange(from: canvas(old)) { row, column, cell in
      painted.append("\(row),\(column) \(String([cell.text]))")
    }
    #expect(painted == wanted)
  }

  @Test("a style alone is a change") func aStyleAlone() {
    var selected = canvas(["ab"])
    selected.select(Rect(row: 0, column: 1, rows: 1, columns: 1))
    var columns: [Int] = []
    selected.forEachChange(from: canvas(["ab"])) { _, column, _ in columns.append(column) }
    #expect(columns == [1])
  }

  @Test("all is painted where nothing is known, or another size is shown", arguments: [nil, 5])
  func allIsPainted(_ columns: Int?) {
    var count = 0
    canvas(["日b"]).forEachChange(from: columns.map { canvas(["日b"], columns: $0) }) { _, _, _ in
      count += 1
    }
    #expect(count == 7)
  }

  @Test(
    "the columns of a text, as far as they are looked at",
    arguments: [
      ("", 9, 0), ("abc", 9, 3), ("abc", 3, 3), ("abcdef", 3, 4), ("日本", 9, 4), ("日本", 1, 2),
      ("a\u{1B}", 9, 3), ("e\u{301}", 9, 1), ("abc\u{E9}", .max, 4), ("abcdefg\u{E9}", 3, 4),
      ("abc", 0, 1), ("abc", -1, 0), ("abc", -5, 0), ("日", -5, 0),
    ]
  )
  func theColumnsOfAText(_ text: String, _ limit: Int, _ columns: Int) {
    #expect(TerminalSafeText.columns(of: text, limit: limit) == columns)
    #expect(TerminalSafeText(text, limit: limit).columns == columns)
    #expect(TerminalSafeText.columns(of: Substring(text), limit: limit) == columns)
  }
}
