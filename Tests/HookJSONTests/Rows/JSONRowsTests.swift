import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct JSONRowsTests {
  private static let sample = #"[{"a":1,"b":{"c":[],"d":[true,null]}},"x"]"#

  /// The rows as people see them, one a line.
  private func picture(_ rows: JSONRows) -> [String] {
    rows.rows(in: 0..<rows.count).map { row in
      let key = row.part == .closing ? nil : rows.index.key(of: row.value)
      let isObject = rows.index.kind(of: row.value) == .object
      let text =
        switch row.part {
        case .whole: rows.index.source(row.value)
        case .opening: isObject ? "{" : "["
        case .closing: isObject ? "}" : "]"
        case .folded: (isObject ? "{" : "[") + String(rows.index.childCount(of: row.value))
        }
      return String(repeating: " ", count: row.depth) + (key.map { "\($0): " } ?? "") + text
        + (row.hasComma && row.part != .opening ? "," : "")
    }
  }

  @Test("shows each value and each closing bracket") func showsEachValueAndEachClosingBracket()
    throws
  {
    #expect(
      picture(JSONRows(try index(Self.sample))) == [
        "[", " {", "  a: 1,", "  b: {", "   c: [],", "   d: [", "    true,", "    null", "   ]",
        "  }",
        " },", " \"x\"", "]",
      ]
    )
  }

  struct Fold: Sendable, CustomTestStringConvertible {
    let name: String
    let action: @Sendable (inout JSONRows) -> Void
    let rows: [String]
    var testDescription: String { name }
  }

  @Test(
    "folds",
    arguments: [
      Fold(name: "fold the root", action: { $0.fold(0) }, rows: ["[2"]),
      Fold(name: "fold all", action: { $0.foldAll() }, rows: ["[", " {2,", " \"x\"", "]"]),
      Fold(
        name: "fold a container at its closing bracket",
        action: { $0.fold(9) },
        rows: ["[", " {", "  a: 1,", "  b: {2", " },", " \"x\"", "]"]
      ),
      Fold(
        name: "unfold one after folding all: what is inside stays folded",
        action: {
          $0.foldAll()
          $0.unfold(1)
        },
        rows: ["[", " {", "  a: 1,", "  b: {2", " },", " \"x\"", "]"]
      ),
      Fold(
        name: "fold to a depth of two",
        action: { $0.fold(toDepth: 2) },
        rows: ["[", " {", "  a: 1,", "  b: {2", " },", " \"x\"", "]"]
      ),
      Fold(name: "fold to no depth", action: { $0.fold(toDepth: 0) }, rows: ["[2"]),
      Fold(
        name: "toggle a scalar",
        action: {
          $0.foldAll()
          $0.toggle(2)
        },
        rows: ["[", " {2,", " \"x\"", "]"]
      ),
      Fold(
        name: "toggle twice",
        action: {
          $0.foldAll()
          $0.toggle(1)
          $0.toggle(1)
        },
        rows: ["[", " {2,", " \"x\"", "]"]
      ),
      Fold(
        name: "reveal",
        action: {
          $0.fold(toDepth: 0)
          _ = $0.reveal(5)
        },
        rows: [
          "[", " {", "  a: 1,", "  b: {", "   c: [],", "   d: [2", "  }", " },", " \"x\"", "]",
        ]
      ),
    ]
  )
  func folds(_ fold: Fold) throws {
    var rows = JSONRows(try index(Self.sample))
    fold.action(&rows)
    #expect(picture(rows) == fold.rows)
    rows.unfoldAll()
    #expect(rows.count == 13)
  }

  @Test("moves between rows") func movesBetweenRows() throws {
    var rows = JSONRows(try index(Self.sample))
    #expect(rows.parent(of: 0) == nil)
    #expect(rows.parent(of: 6) == 5)
    #expect(rows.parent(of: 9) == 3)
    #expect(rows.nextSibling(of: 2) == 3)
    #expect(rows.nextSibling(of: 3) == nil)
    #expect(rows.nextSibling(of: 1) == 11)
    #expect(rows.previousSibling(of: 11) == 1)
    #expect(rows.previousSibling(of: 2) == nil)
    #expect(rows.nextSibling(of: 0) == nil && rows.previousSibling(of: 0) == nil)
    rows.foldAll()
    #expect(rows.row(of: 7) == 1)
    #expect(rows.reveal(7) == 7)
  }

  @Test("a scalar is one row") func aScalarIsOneRow() throws {
    let rows = JSONRows(try index(" 12 "))
    #expect(rows.count == 1)
    #expect(rows.row(0) == JSONRow(value: 0, part: .whole, depth: 0, hasComma: false))
    #expect(rows.rows(in: -3..<9).count == 1)
  }

  @Test("a part of a text has rows of its own") func aPartOfATextHasRowsOfItsOwn() throws {
    let rows = JSONRows(try index(Self.sample), root: 3)
    #expect(
      picture(rows) == ["b: {", " c: [],", " d: [", "  true,", "  null", " ]", "}"]
    )
    #expect(rows.parent(of: 0) == nil && rows.nextSibling(of: 0) == nil)
  }

  /// Random folds in random texts, against rows that are made one by one.
  @Test("agrees with plain rows", arguments: 0..<60)
  func agreesWithPlainRows(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let index = try index(JSONTree.random(&random).text(&random))
    let root = seed % 3 == 0 ? Int.random(in: 0..<index.count, using: &random) : 0
    var rows = JSONRows(index, root: root)
    var plain = PlainRows(index: index, root: root)
    for _ in 0..<25 {
      act(&rows, &plain, &random)
      let wanted = plain.all
      try #require(rows.count == wanted.count)
      #expect((0..<rows.count).map { rows.row($0) } == wanted)
      let low = Int.random(in: 0..<wanted.count, using: &random)
      let high = Int.random(in: low...wanted.count, using: &random)
      #expect(rows.rows(in: low..<high) == Array(wanted[low..<high]))
      for value in root..<index.end(of: root) {
        #expect(rows.row(of: value) == plain.row(of: value))
      }
      for row in 0..<wanted.count {
        #expect(rows.parent(of: row) == plain.parent(of: row))
        #expect(rows.nextSibling(of: row) == plain.sibling(of: row, by: 1))
        #expect(rows.previousSibling(of: row) == plain.sibling(of: row, by: -1))
      }
    }
  }

  private func act(_ rows: inout JSONRows, _ plain: inout PlainRows, _ random: inout SplitMix64) {
    let row = Int.random(in: 0..<rows.count, using: &random)
    let value = plain.all[row].value
    switch Int.random(in: 0..<12, using: &random) {
    case 0...4:
      plain.set(value, !(plain.all[row].part == .folded))
      rows.toggle(row)
    case 5...6:
      plain.set(value, true)
      rows.fold(row)
    case 7...8:
      plain.set(value, false)
      rows.unfold(row)
    case 9:
      let depth = Int.random(in: 0...4, using: &random)
      plain.fold(toDepth: depth)
      rows.fold(toDepth: depth)
    case 10:
      plain.folded = []
      rows.unfoldAll()
    default:
      let value = Int.random(in: rows.root..<rows.index.end(of: rows.root), using: &random)
      plain.reveal(value)
      let row = rows.reveal(value)
      #expect(rows.row(row).value == value)
    }
  }

  @Test("answers in a deep text") func answersInADeepText() throws {
    let depth = 100_000
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    var rows = JSONRows(try index(text))
    #expect(rows.count == 2 * depth - 1)
    #expect(rows.row(depth - 1).part == .whole)
    #expect(rows.row(2 * depth - 2) == JSONRow(value: 0, part: .closing, depth: 0, hasComma: false))
    rows.fold(toDepth: 10)
    #expect(rows.count == 21)
    #expect(rows.reveal(depth - 1) == depth - 1)
    #expect(rows.count == 2 * depth - 1)
  }

  /// Folds are carried over to other rows of the same text, those inside of folds, too.
  @Test("folds as others are", arguments: 0..<40)
  func foldsAsOthersAre(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let index = try index(JSONTree.random(&random).text(&random))
    var rows = JSONRows(index)
    for _ in 0..<12 {
      let row = Int.random(in: 0..<rows.count, using: &random)
      if Bool.random(using: &random) { rows.toggle(row) } else { rows.fold(row) }
    }
    var others = JSONRows(index)
    others.fold(as: rows)
    #expect(picture(others) == picture(rows))
    rows.unfold(0)
    others.unfold(0)
    #expect(picture(others) == picture(rows))
  }
}
