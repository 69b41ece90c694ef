import Testing
@testable import HookJSON
@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct StrictJSONTests {
  private func node(_ text: String) throws -> JSONNode {
    try JSONNode(Array(text.utf8))
  }

  @Test("a members bytes are those that were given") func aMembersBytesAreThoseThatWereGiven()
    throws
  {
    let value = #"{ "n" : 1.50,"s":"]}\"" , "a":[ 1, {"x":"}"} ] }"#
    let object = try node(#" {"before":[{}], "data" :  \#(value) , "after":"data"} "#)
    #expect(object.members["data"].map { String(decoding: $0.bytes, as: UTF8.self) } == value)
    #expect(object.members["nothing"] == nil)
    #expect(object.members.keys.sorted() == ["after", "before", "data"])
  }

  @Test("of several members with one name the last counts")
  func ofSeveralMembersWithOneNameTheLastCounts() throws {
    #expect(try node(#"{"a":1,"\u0061":2}"#).members["a"]?.strictInt == 2)
  }

  @Test("kinds and values") func kindsAndValues() throws {
    #expect(try node("[1]").kind == .array)
    #expect(try node(" {} ").kind == .object)
    #expect(try node("-1.5").kind == .number)
    #expect(try node("-1.5").strictInt == nil)
    #expect(try node("-15").strictInt == -15)
    #expect(try node("99999999999999999999").strictInt == nil)
    #expect(try node("true").strictBool == true)
    #expect(try node("false").strictBool == false)
    #expect(try node("null").strictBool == nil)
    #expect(try node("null").kind == .null)
    #expect(try node("\"true\"").strictBool == nil)
    #expect(try node("\"7\"").strictInt == nil)
    #expect(try node("7.0").strictInt == nil)
    #expect(try node("7").strictString == nil)
    #expect(try node(#"{"A":1}"#).members["a"] == nil)
    #expect(try node("[ [2] , 3]").children.first?.children.first?.strictInt == 2)
    #expect(try node("[]").children.isEmpty)
    #expect(try node("7").members["a"] == nil)
  }

  @Test(
    "strings are decoded",
    arguments: [
      (#""plain é""#, "plain é"),
      (#""\u0041\n\t\"\\\/\b\f\r""#, "A\n\t\"\\/\u{8}\u{c}\r"),
      (#""e\u0301x""#, "e\u{301}x"),
      (#""\ud83d\ude00!""#, "😀!"),
      (#""\ud83d""#, "\u{fffd}"),
      (#""\ud83dx""#, "\u{fffd}x"),
      (#""\ude00\ud83d\ud83d\ude00""#, "\u{fffd}\u{fffd}😀"),
      (#""é\u00e9""#, "éé"),
    ]
  )
  func stringsAreDecoded(text: String, value: String) throws {
    #expect(try node(text).strictString == value)
  }

  @Test("what is written is read back") func whatIsWrittenIsReadBack() throws {
    let text = "a\"\\\n\t\u{0}\u{1b}\u{7f}é😀"
    let written = JSON.object([
      ("s", .string(text)), ("n", .number("1234.50")), ("r", .raw(Array("[ 1 ]".utf8))),
      ("a", [1, .null, true, .text(nil)]), ("o", [:]),
    ]).bytes
    let read = try JSONNode(written)
    #expect(read.members["s"]?.strictString == text)
    #expect(
      String(decoding: written, as: UTF8.self).hasSuffix(
        #""n":1234.50,"r":[ 1 ],"a":[1,null,true,null],"o":{}}"#
      )
    )
  }
}
