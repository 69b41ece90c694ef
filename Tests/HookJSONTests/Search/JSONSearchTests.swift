import Foundation
import CSIMD
import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct JSONSearchTests {
  private static let sample = #"""
    {"name":"Zo\u00eb Ellis","Town":"Zoë","nested":{"zoe":[1234.50,true,null,"a\"b"],"x":"name: 5"},
    "slash":"a\/b","empty":"","n":-1e5}
    """#

  private func found(
    _ pattern: JSONPattern,
    _ index: JSONIndex,
    root: Int = 0,
    bytes: Int = 4 << 20
  )
    -> [Int]
  {
    var search = JSONSearch(for: pattern, in: index, root: root)
    while search.advance(bytes: bytes) {}
    return (0..<search.matches.count).map { search.matches[$0] }
  }

  @Test(
    "finds text as people read it",
    arguments: [
      ("zoë", ["$.name", "$.Town", "$.nested.zoe"]), ("ZOE", ["$.name", "$.Town", "$.nested.zoe"]),
      ("zoe\u{308}", ["$.name", "$.Town", "$.nested.zoe"]), ("oe e", ["$.name"]),
      ("ellis", ["$.name"]), ("ELLIS", ["$.name"]), ("zo", ["$.name", "$.Town", "$.nested.zoe"]),
      ("name", ["$.name", "$.nested.x"]), ("town", ["$.Town"]), ("Town", ["$.Town"]),
      ("1234.50", ["$.nested.zoe[0]"]), ("234", ["$.nested.zoe[0]"]), ("true", ["$.nested.zoe[1]"]),
      ("null", ["$.nested.zoe[2]"]), ("a\"b", ["$.nested.zoe[3]"]), ("a/b", ["$.slash"]),
      ("b\"", []), ("\"", ["$.nested.zoe[3]"]), ("/", ["$.slash"]), ("u00eb", []), ("\\", []),
      (":", ["$.nested.x"]), (",", []), ("{", []), ("ë ellis", ["$.name"]), ("-1e5", ["$.n"]),
      ("", []), ("not there", []), ("nested", ["$.nested"]),
      (
        "e",
        [
          "$.name", "$.Town", "$.nested", "$.nested.zoe", "$.nested.zoe[1]", "$.nested.x",
          "$.empty",
          "$.n",
        ]
      ),
    ]
  )
  func findsTextAsPeopleReadIt(_ text: String, _ paths: [String]) throws {
    let index = try index(Self.sample)
    for bytes in [1, 3, 1 << 20] {
      let values = found(JSONPattern(text: text), index, bytes: bytes)
      #expect(values.map { JSONPath(to: $0, in: index).jsonPath } == paths)
    }
  }

  @Test(
    "finds expressions",
    arguments: [
      ("^zoë", ["$.name", "$.Town"]), (#"^\d+\.\d+$"#, ["$.nested.zoe[0]"]), ("^$", ["$.empty"]),
      ("^n", ["$.name", "$.nested", "$.nested.zoe[2]", "$.nested.x", "$.n"]), ("Z.ë$", ["$.Town"]),
      ("a.b", ["$.nested.zoe[3]", "$.slash"]),
    ]
  )
  func findsExpressions(_ expression: String, _ paths: [String]) throws {
    let index = try index(Self.sample)
    let pattern = try JSONPattern(regularExpression: expression)
    for bytes in [1, 1 << 20] {
      let values = found(pattern, index, bytes: bytes)
      #expect(values.map { JSONPath(to: $0, in: index).jsonPath } == paths)
    }
  }

  @Test(
    "what can also stand between values is found in strings and keys alone",
    arguments: [
      (",", ["$['a, b']", "$.c[1]"]), (":", ["$.c[0]"]), (" ", ["$['a, b']", "$.c[0]", "$.c[1]"]),
      ("{", ["$.c[0]"]), ("]", ["$.c[1]"]), (", ", ["$['a, b']"]), ("\"", []), ("\", \"", []),
      ("1", ["$['a, b']", "$.c[2]"]), ("12", ["$['a, b']"]), ("t", ["$.c[1]", "$.d", "$.t"]),
      ("\": ", []), ("a, b", ["$['a, b']"]), ("c", ["$.c"]),
    ]
  )
  func whatCanAlsoStandBetweenValues(_ text: String, _ paths: [String]) throws {
    let plain = #"""
      { "a, b" : 12 , "c": ["x {: }", "t ],", 1 , {}, [ ] ], "d" :true, "t":null }
      """#
    // An escape somewhere makes it be looked through in another way.
    for tail in ["", #" "#, "\n\n"] {
      let index = try index(plain + tail)
      #expect(index.table.isPlain)
      for bytes in [1, 5, 1 << 20] {
        let values = found(JSONPattern(text: text), index, bytes: bytes)
        #expect(values.map { JSONPath(to: $0, in: index).short } == paths.map(short))
      }
    }
    let escaped = try index("[" + plain + #", "\u00e9"]"#)
    #expect(!escaped.table.isPlain)
    let values = found(JSONPattern(text: text), escaped, root: 1)
    #expect(values.map { JSONPath(to: $0, from: 1, in: escaped).short } == paths.map(short))
  }

  /// A normalized path (RFC 9535) as the console writes it.
  private func short(_ path: String) -> String {
    path.replacing("$['a, b']", with: #"["a, b"]"#).replacing("$.", with: "")
  }

  /// The time grows with the text, not with its square: the test's limit is a minute.
  @Test("many blanks behind a long value are passed once", arguments: [" ", "1", ",", "x"])
  func manyBlanksBehindALongValueArePassedOnce(_ text: String) throws {
    let long = String(repeating: "1", count: 300_000)
    let blanks = String(repeating: " ", count: 300_000)
    let index = try index(
      "[\(long)\(blanks),\"\(long)\"\(blanks),{\"\(long)\"\(blanks):[]\(blanks)}]"
    )
    #expect(found(JSONPattern(text: text), index) == (text == "1" ? [1, 2, 4] : []))
  }

  @Test("a wrong expression is refused") func aWrongExpressionIsRefused() {
    #expect(throws: (any Error).self) { try JSONPattern(regularExpression: "(") }
  }

  @Test("only the part that is shown is looked through")
  func onlyThePartThatIsShownIsLookedThrough() throws {
    let index = try index(Self.sample)
    // The value of `nested`; its own key is not a part of it.
    #expect(found(JSONPattern(text: "ne"), index, root: 3) == [])
    #expect(found(JSONPattern(text: "name"), index, root: 3) == [9])
    #expect(found(JSONPattern(text: "zoe"), index, root: 4) == [])
    #expect(found(try JSONPattern(regularExpression: "zoe"), index, root: 4) == [])
    #expect(found(try JSONPattern(regularExpression: "zoe"), index, root: 3) == [4])
  }

  /// The values in which a text is, by decoding every key and value.
  private func decoded(_ text: String, _ index: JSONIndex, root: Int) -> [Int] {
    func plain(_ text: String) -> String {
      text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }
    func holds(_ other: String?) -> Bool {
      other.map { plain($0).contains(plain(text)) } == true
    }
    return (root..<index.end(of: root)).filter { value in
      let node = JSONNode(index, value)
      let own = node.string ?? (index.isContainer(value) ? "" : index.source(value))
      return holds(own) || value != root && holds(index.key(of: value))
    }
  }

  @Test("agrees with decoding everything", arguments: 0..<60)
  func agreesWithDecodingEverything(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let index = try index(JSONTree.random(&random).text(&random))
    for text in [
      "a", "hi", "ë", "zo", "quote", "1", "e9", "long", "\\", "\"", "{[", "than", "back\\",
    ] {
      // The whole and a part of it.
      for root in [0, Int.random(in: 0..<index.count, using: &random)] {
        let bytes = Int.random(in: 1..<40, using: &random)
        let values = found(JSONPattern(text: text), index, root: root, bytes: bytes)
        #expect(values == decoded(text, index, root: root), "\(text) in \(root)")
      }
    }
  }

  /// Values lie close together in one part and far apart in another, so none is where it would be
  /// expected.
  @Test("one character of a plain text agrees with decoding everything", arguments: 0..<20)
  func oneCharacterOfAPlainText(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let parts = (0..<12).map { _ in
      let length = Int.random(in: 0..<1500, using: &random)
      return switch Int.random(in: 0..<6, using: &random) {
      case 0: "\"\(String(repeating: "x", count: length))\""
      case 1: "[\(String(repeating: "7,", count: length))-\(String(repeating: "8", count: 40)).25]"
      case 2: String(repeating: " ", count: length) + "1e\(length)"
      default: JSONTree.random(&random, isPlain: true).text(&random)
      }
    }
    let index = try index("[\(parts.joined(separator: ","))]")
    #expect(index.table.isPlain)
    for text in ["a", "E", "1", ".", "-", "+", "x", "7", "8", "z", "t", "u", "L", "n", "i"] {
      for root in [0, Int.random(in: 0..<index.count, using: &random)] {
        let wanted = decoded(text, index, root: root)
        for bytes in [Int.random(in: 1..<100, using: &random), 5000, 1 << 20] {
          let values = found(JSONPattern(text: text), index, root: root, bytes: bytes)
          #expect(values == wanted, "\(text) in \(root), \(bytes) bytes at a time")
        }
      }
    }
  }

  /// On a processor with wide vectors the one is made of those, the other never.
  @Test("many blocks are searched as each of them is", arguments: 0..<4)
  func blocks(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = 64
    let chosen = Array("aA\0".utf8)
    let bytes = (0..<count * 64).map { _ -> UInt8 in
      guard UInt64.random(in: 0..<100, using: &random) < 2 * seed else {
        return UInt8.random(in: 0...255, using: &random)
      }
      return chosen[Int.random(in: 0..<3, using: &random)]
    }
    for forms in [hc_forms(either: 0x20, byte: UInt8(ascii: "a")), hc_forms(either: 0, byte: 0)] {
      var found = [UInt64](repeating: 0, count: count)
      let any = hc_find_blocks(bytes, count, forms, &found)
      for block in 0..<count {
        let bits = bytes.withUnsafeBufferPointer {
          hc_find($0.baseAddress.map { $0 + 64 * block }, forms)
        }
        #expect(found[block] == bits)
        #expect(any >> block & 1 == (bits == 0 ? 0 : 1))
        let wanted = bytes[block * 64..<(block + 1) * 64].enumerated().reduce(0 as UInt64) {
          $1.element | forms.either == forms.byte ? $0 | 1 << $1.offset : $0
        }
        #expect(bits == wanted)
      }
    }
  }

  @Test("matches are gone through in both directions") func matchesAreGoneThroughInBothDirections()
    throws
  {
    var rows = JSONRows(try index(#"[{"a":"x"},["x",["x"]],"y"]"#))
    var search = rows.search(for: JSONPattern(text: "x"))
    let found = search.finish()
    let matches = try #require(found)
    #expect(matches.count == 3)
    rows.foldAll()
    #expect(rows.count == 5)
    #expect(rows.isMatch(rows.row(1), in: matches) && rows.isMatch(rows.row(2), in: matches))
    #expect(!rows.isMatch(rows.row(3), in: matches))
    var row = 0
    var visited: [Int] = []
    for _ in 0..<4 {
      let next = rows.revealNext(matches, after: row)
      row = try #require(next)
      visited.append(rows.row(row).value)
    }
    #expect(visited == [2, 4, 6, 2])
    visited = []
    for _ in 0..<4 {
      let next = rows.revealPrevious(matches, before: row)
      row = try #require(next)
      visited.append(rows.row(row).value)
    }
    #expect(visited == [6, 4, 2, 6])
    let none = JSONMatches()
    let next = rows.revealNext(none, after: 0)
    let previous = rows.revealPrevious(none, before: 0)
    #expect(next == nil && previous == nil)
  }

  @Test("a cancelled search is left off") func aCancelledSearchIsLeftOff() throws {
    var search = JSONSearch(for: JSONPattern(text: "zo"), in: try index(Self.sample))
    let found = search.finish(isCancelled: { true })
    #expect(found == nil)
  }

  /// Each of many starting points has two hundred ways to go on.
  @Test("an expression is left off inside of a value") func anExpressionIsLeftOffInsideOfAValue()
    throws
  {
    let index = try index("\"" + String(repeating: "ab", count: 200_000) + "\"")
    var search = JSONSearch(
      for: try JSONPattern(regularExpression: "a.{1,200}c$"),
      in: index
    )
    var calls = 0
    let found = search.finish(isCancelled: {
      calls += 1
      return calls > 100
    })
    #expect(found == nil)
    // It stops where it is told to, and does not go on asking to the end of the value.
    #expect(calls < 200)
  }
}
