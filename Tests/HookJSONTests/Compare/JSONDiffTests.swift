import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct JSONDiffTests {
  private func changes(_ old: String, _ new: String) throws -> [String] {
    let diff = JSONDiff(from: try node(old), to: try node(new))
    #expect(!diff.isCut)
    return diff.changes.map { change in
      let sign =
        [
          JSONDiff.Change.Kind.added: "+", .removed: "-", .changed: "~", .rewritten: "=",
        ][change.kind] ?? "?"
      return sign + change.path.short
    }
  }

  @Test(
    "says what changed",
    arguments: [
      ("{}", "{}", []), ("1", "1", []), ("1", "2", ["~"]), ("1", #""1""#, ["~"]),
      ("{}", "[]", ["~"]),
      ("null", "false", ["~"]), ("true", "false", ["~"]),
      // The same number in other digits.
      ("1.50", "1.5", ["="]), ("15e-1", "1.5", ["="]), ("1E+2", "100", ["="]), ("-0", "0", ["="]),
      ("0.0", "0e7", ["="]), ("1.0", "1.00", ["="]), ("1e2", "100", ["="]), ("1.0", "1.0", []),
      ("1e99999999999999999999", "1e99999999999999999999", []),
      ("1e99999999999999999999", "1", ["~"]),
      ("-1", "1", ["~"]), ("10", "1", ["~"]),
      ("0.1234567890123456789", "0.1234567890123456788", ["~"]),
      // Halves of surrogate pairs, alone and beside others.
      (#""\ud800""#, #""\ud801""#, ["~"]), (#""\ud800""#, #""\udc00""#, ["~"]),
      (#""\ud800""#, #""\uD800""#, []), (#""\ud800""#, #""\ufffd""#, ["~"]),
      (#""a\ud83dz""#, #""a\ud83ez""#, ["~"]), (#""\ud83d\ude00""#, #""😀""#, []),
      (#"{"\ud800":1}"#, #"{"\ud801":1}"#, ["+[\"\u{FFFD}\"]", "-[\"\u{FFFD}\"]"]),
      (#"{"\ud800":1,"\ud801":2}"#, #"{"\ud801":2,"\ud800":1}"#, []),
      (#"[{"id":"\ud800","v":1}]"#, #"[{"id":"\ud801","v":1}]"#, ["~[0].id"]),
      // Two Unicode forms of one text are two texts.
      ("\"\u{E9}\"", "\"e\u{301}\"", ["~"]),
      ("{\"\u{E9}\":1}", "{\"e\u{301}\":1}", ["+[\"e\u{301}\"]", "-[\"\u{E9}\"]"]),
      (#""Zo\u00eb""#, #""Zoë""#, []), (#""a""#, #""A""#, ["~"]),
      (#"{ "a" : 1 , "b":2}"#, #"{"b":2,"a":1}"#, []),
      // Members.
      (#"{"a":1}"#, #"{"a":2}"#, ["~a"]), (#"{"a":1}"#, #"{"b":1}"#, ["+b", "-a"]),
      (#"{"a":{"b":[1,{"c":null}]}}"#, #"{"a":{"b":[1,{"c":0}]}}"#, ["~a.b[1].c"]),
      (#"{"a":{}}"#, #"{"a":{"x":1,"y":{"z":2}}}"#, ["+a.x", "+a.y"]),
      (#"{"a":1,"a":2}"#, #"{"a":1,"a":3}"#, ["~a"]), (#"{"a":1,"a":2}"#, #"{"a":1}"#, ["-a"]),
      (#"{"\u0061":1}"#, #"{"a":1}"#, []),
      // Items by their place.
      ("[1,2,3]", "[1,5,3,4]", ["~[1]", "+[3]"]), ("[1,2]", "[1]", ["-[1]"]),
      ("[]", "[[]]", ["+[0]"]),
      // Items by what names them.
      (
        #"[{"id":1,"v":1},{"id":2,"v":2},{"id":3,"v":3}]"#,
        #"[{"id":3,"v":3},{"id":1,"v":9},{"id":4}]"#, ["~[1].v", "+[2]", "-[1]"]
      ),
      (#"[{"code":"A","v":1},{"code":"B"}]"#, #"[{"code":"B"},{"code":"A","v":2}]"#, ["~[1].v"]),
      (#"[{"id":1},{"id":1}]"#, #"[{"id":1},{"id":2}]"#, ["~[1].id"]),
      (#"[{"id":1},{"x":1}]"#, #"[{"id":1},{"x":2}]"#, ["~[1].x"]),
      (
        #"[{"id":null,"code":1},{"id":null,"code":3}]"#,
        #"[{"id":null,"code":3},{"id":null,"code":2}]"#,
        ["+[1]", "-[0]"]
      ),
      // Two deliveries of one event: without a name in common the position is what they share.
      (#"[{"id":1,"v":1}]"#, #"[{"id":2,"v":1}]"#, ["~[0].id"]),
      (#"[{"id":1},{"id":2}]"#, #"[{"id":3}]"#, ["~[0].id", "-[1]"]),
    ] as [(String, String, [String])]
  )
  func saysWhatChanged(_ old: String, _ new: String, _ wanted: [String]) throws {
    #expect(try changes(old, new) == wanted)
  }

  @Test("parts of texts can be compared") func partsOfTextsCanBeCompared() throws {
    let text = try node(#"{"before":{"a":[1]},"after":{"a":[2]}}"#)
    let diff = JSONDiff(from: try #require(text["before"]), to: try #require(text["after"]))
    let change = try #require(diff.changes.first)
    #expect(diff.changes.count == 1 && change.kind == .changed)
    #expect(change.path.jsonPath == "$.a[0]")
    #expect(change.old?.int == 1 && change.new?.int == 2)
  }

  @Test("depth costs no stack") func depthCostsNoStack() throws {
    let depth = 100_000
    func nested(_ inside: String) throws -> JSONNode {
      try node(
        String(repeating: #"{"a":["#, count: depth / 2) + inside
          + String(repeating: "]}", count: depth / 2)
      )
    }
    let diff = JSONDiff(from: try nested("1"), to: try nested("2"))
    #expect(diff.changes.count == 1)
    #expect(diff.changes.first?.path.steps.count == depth)
  }

  @Test("there is a limit") func thereIsALimit() throws {
    let old = try node("[" + Array(repeating: "1", count: 500).joined(separator: ",") + "]")
    let new = try node("[" + Array(repeating: "2", count: 500).joined(separator: ",") + "]")
    let diff = JSONDiff(from: old, to: new, limit: 20)
    #expect(diff.isCut && diff.changes.count == 20)
    #expect(!JSONDiff(from: old, to: new, limit: 500).isCut)
    #expect(JSONDiff(from: old, to: old, limit: 0).changes.isEmpty)
  }

  /// A value does not differ from itself, and what is added one way is removed the other.
  @Test("is the same in both directions", arguments: 0..<60)
  func isTheSameInBothDirections(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let first = JSONTree.random(&random)
    let one = try node(first.text(&random))
    let same = try node(first.text(&random))
    #expect(JSONDiff(from: one, to: same).changes.isEmpty)
    let other = try node(JSONTree.random(&random).text(&random))
    let forth = JSONDiff(from: one, to: other).changes
    let back = JSONDiff(from: other, to: one).changes
    func count(_ changes: [JSONDiff.Change], _ kind: JSONDiff.Change.Kind) -> Int {
      changes.count { $0.kind == kind }
    }
    #expect(count(forth, .added) == count(back, .removed))
    #expect(count(forth, .removed) == count(back, .added))
    #expect(count(forth, .changed) == count(back, .changed))
  }
}
