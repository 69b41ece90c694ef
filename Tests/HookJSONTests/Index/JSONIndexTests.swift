import Testing

import HookTesting
import HookSupport
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONIndexTests {
  @Test(
    "is accepted",
    arguments: [
      "{}", "[]", "0", "-0", "null", "true", "false", #""""#, " 1 ", "\t\r\n[ \t\r\n]\n",
      "[1]", "[1,2]", "[[]]", "[[],[]]", "[{}]", #"{"a":1}"#, #"{"":{}}"#,
      #"{ "a" : [ ] , "b" : 0 }"#,
      #"{"a":1,"a":2}"#, "[0.5]", "[10]", "[-10.25]", "[1e1]", "[1E+10]", "[1e-05]", "[0e0]",
      "[-0.0]",
      "[123456789012345678901234567890.123456789012345678901234567890]", "[1e400]",
      #""\"\\\/\b\f\n\r\t""#, #""\u00eb\uD83D\uDE00""#, #""\ud83d""#, #""\uDE00\ud83d""#,
      #""\u0000""#,
      "\"\u{7F}\"", "\"é\"", "\"\u{800}\"", "\"\u{FFFF}\"", "\"\u{10000}\"", "\"\u{10FFFF}\"",
      "\"12345678\"", "\"123456789é\"", #""1234567\"""#, "\u{FEFF}[1]",
      "[true,false,null,\"\",0,{},[]]",
    ]
  )
  func isAccepted(_ text: String) throws {
    let index = try index(text)
    #expect(index.count > 0)
  }

  @Test(
    "is refused",
    arguments: [
      "", " ", "\u{FEFF}", "[", "]", "{", "}", ",", ":", "[1", "[1,", "[1,]", "[,1]", "[,]",
      "[1,,2]",
      "[1 2]",
      "[1}", "{]", "{\"a\":1]", "[1]]", "[] []", "1 2", "{}{}", "[]x", "{,}", "{\"a\"}", "{\"a\":}",
      "{\"a\" 1}", "{\"a\"::1}", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{a:1}", "{1:1}", "{'a':1}",
      "{null:1}",
      "{\"a\":1 \"b\":2}", "[\"a\":1]", "{\"a\",1}", "{[]:1}", "-", "+1", "--1", ".5", "-.5", "1.",
      "1.e1",
      "1e", "1e+", "1E-", "1e1.5", "01", "-01", "00", "0x10", "1_000", "1,000", "1a", "NaN", "-NaN",
      "Infinity", "-Infinity", "tru", "truE", "True", "nul", "nulll", "fals", "truefalse",
      "undefined",
      "\"", "\"a", "\"\\", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\u\"",
      "\"\\U0041\"", "\"\\'\"",
      "\"\t\"", "\"\n\"", "\"a\u{0}b\"", "\"12345678\u{1F}\"", "'a'", "// a\n1", "/* a */1", "[1]#",
      "\u{A0}1",
      "[\u{0B}1]", "[\u{0C}1]", "[1]\u{0}", "\u{0}", "\u{FEFF}\u{FEFF}[]", "[\u{FEFF}]", "[１]",
      "[1;2]",
      "*", "<html></html>", "[\"a\",\n4\n,1,", "[1e1e1]", "[1+2]", "[- 1]", "[1 .5]",
    ]
  )
  func isRefused(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try index(text) }
  }

  /// Bytes that are not UTF-8 (RFC 3629), each between the quotes of a string.
  @Test(
    "refuses what is no UTF 8",
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80],
      [0xE0, 0x9F, 0xBF], [0xE1, 0x80], [0xE1, 0x80, 0x41], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF1, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0x41, 0xFF, 0x41],
    ] as [[UInt8]]
  )
  func refusesWhatIsNoUTF8(_ bytes: [UInt8]) {
    for filling in 0..<10 {
      let before = Array(repeating: UInt8(ascii: "a"), count: filling)
      let text = JSONText([0x22] + before + bytes + before + [0x22])
      #expect(throws: JSONSyntaxError.self) { try JSONIndex(text) }
    }
  }

  /// Each scalar value of Unicode's edges, wherever in a run of eight bytes it stands.
  @Test("accepts all of unicode") func acceptsAllOfUnicode() throws {
    let edges: [UInt32] = [
      0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000,
      0x3FFFF,
      0x40000, 0xFFFFF, 0x100000, 0x10FFFF,
    ]
    for scalar in edges.compactMap(Unicode.Scalar.init) {
      for filling in 0..<10 {
        let text = String(repeating: "a", count: filling) + String(Character(scalar)) + "b"
        #expect(try node("\"\(text)\"").string == text)
      }
    }
  }

  @Test("refuses a text that is cut anywhere") func refusesATextThatIsCutAnywhere() throws {
    let whole = Array(
      #"{"id": "a\u00ebë\"b", "n": [-12.5e-3, true, false, null, {"deep": []}], "empty": {}}"#.utf8
    )
    #expect(throws: Never.self) { try JSONIndex(JSONText(whole)) }
    for end in 0..<whole.count {
      let error = #expect(throws: JSONSyntaxError.self) { try JSONIndex(JSONText(whole[..<end])) }
      #expect(try #require(error).byte <= end)
    }
  }

  /// No byte, put in place of any other, makes the index do more than accept or refuse.
  @Test("survives each byte in each place") func survivesEachByteInEachPlace() {
    let whole = Array(#"[{"a":"\u00ebë","b":-1.5e3},true,[null]]"#.utf8)
    var accepted = 0
    for offset in whole.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = whole
        changed[offset] = byte
        guard let index = try? JSONIndex(JSONText(changed)) else { continue }
        accepted += 1
        for value in 0..<index.count {
          #expect(index.range(of: value).upperBound <= changed.count)
          _ = index.key(of: value)
        }
      }
    }
    #expect(accepted > whole.count)
  }

  @Test("nesting costs no stack") func nestingCostsNoStack() throws {
    let depth = 100_000
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let text =
        String(repeating: open, count: depth) + "0" + String(repeating: close, count: depth)
      let index = try index(text)
      #expect(index.count == depth + 1)
      #expect(index.depth(of: depth) == depth)
      #expect(index.range(of: 0) == 0..<text.utf8.count)
      #expect(index.source(depth - 1) == open + "0" + close)
      let unfinished = String(repeating: open, count: depth)
      #expect(throws: JSONSyntaxError.self) { try HookTesting.index(unfinished) }
    }
  }

  /// The table says the same as a tree of plain values.
  @Test("agrees with a tree", arguments: 0..<300)
  func agreesWithATree(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let tree = JSONTree.random(&random)
    let text = tree.text(&random)
    let index = try index(text)
    var number = 0
    func check(
      _ tree: JSONTree,
      parent: Int?,
      depth: Int,
      key: String?
    ) throws {
      let mine = number
      number += 1
      #expect(index.parent(of: mine) == parent)
      #expect(index.depth(of: mine) == depth)
      #expect(index.childCount(of: mine) == tree.children.count)
      #expect(index.hasChildren(mine) == !tree.children.isEmpty)
      #expect(index.keyRange(of: mine).map { index.text.string($0) } == key.map { "\"\($0)\"" })
      let source = index.source(mine)
      var keys: [String?] = []
      switch tree {
      case .scalar(let scalar): #expect(source == scalar)
      case .array(let items):
        #expect(index.kind(of: mine) == .array && index.isContainer(mine))
        #expect(source.hasPrefix("[") && source.hasSuffix("]"))
        keys = items.map { _ in nil }
      case .object(let members):
        #expect(index.kind(of: mine) == .object && index.isContainer(mine))
        #expect(source.hasPrefix("{") && source.hasSuffix("}"))
        keys = members.map(\.key)
      }
      // A part of a text is a text of as many values.
      #expect(try HookTesting.index(source).count == index.end(of: mine) - mine)
      var begins: [Int] = []
      for (child, key) in zip(tree.children, keys) {
        begins.append(number)
        try check(child, parent: mine, depth: depth + 1, key: key)
      }
      #expect(Array(index.children(of: mine)) == begins)
      for (offset, child) in begins.enumerated() {
        #expect(
          index.nextSibling(of: child) == (offset + 1 < begins.count ? begins[offset + 1] : nil)
        )
      }
      #expect(index.end(of: mine) == number)
    }
    try check(tree, parent: nil, depth: 0, key: nil)
    #expect(index.count == number)
  }

  @Test("knows the kind of each value") func knowsTheKindOfEachValue() throws {
    let index = try index(#"[{},[],"","-",-1,0,true,false,null]"#)
    #expect(
      (0..<index.count).map { index.kind(of: $0) } == [
        .array, .object, .array, .string, .string, .number, .number, .boolean, .boolean, .null,
      ]
    )
  }
}
