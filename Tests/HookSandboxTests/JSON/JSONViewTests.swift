import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct JSONViewTests {
  private func view(_ text: String) throws -> JSONView {
    try JSONView(validating: Array(text.utf8))
  }

  @Test func aMembersBytesAreThoseThatWereGiven() throws {
    let value = #"{ "n" : 1.50,"s":"]}\"" , "a":[ 1, {"x":"}"} ] }"#
    let object = try view(#" {"before":[{}], "data" :  \#(value) , "after":"data"} "#)
    #expect(object["data"].map { String(decoding: $0.bytes, as: UTF8.self) } == value)
    #expect(object["nothing"] == nil)
    #expect(object.members.keys.sorted() == ["after", "before", "data"])
  }

  @Test func ofSeveralMembersWithOneNameTheLastCounts() throws {
    #expect(try view(#"{"a":1,"\u0061":2}"#)["a"]?.int == 2)
  }

  @Test func kindsAndValues() throws {
    #expect(try view("[1]").kind == .array)
    #expect(try view(" {} ").kind == .object)
    #expect(try view("-1.5").kind == .number)
    #expect(try view("-1.5").int == nil)
    #expect(try view("-15").int == -15)
    #expect(try view("99999999999999999999").int == nil)
    #expect(try view("true").bool == true)
    #expect(try view("false").bool == false)
    #expect(try view("null").bool == nil)
    #expect(try view("null").kind == .null)
    #expect(try view("[ [2] , 3]").first?.first?.int == 2)
    #expect(try view("[]").first == nil)
    #expect(try view("7")["a"] == nil)
  }

  @Test(arguments: [
    (#""plain é""#, "plain é"),
    (#""\u0041\n\t\"\\\/\b\f\r""#, "A\n\t\"\\/\u{8}\u{c}\r"),
    (#""e\u0301x""#, "e\u{301}x"),
    (#""\ud83d\ude00!""#, "😀!"),
    (#""\ud83d""#, "\u{fffd}"),
    (#""\ud83dx""#, "\u{fffd}x"),
    (#""\ude00\ud83d\ud83d\ude00""#, "\u{fffd}\u{fffd}😀"),
    (#""é\u00e9""#, "éé"),
  ])
  func stringsAreDecoded(text: String, value: String) throws {
    #expect(try view(text).string == value)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let text = "a\"\\\n\t\u{0}\u{1b}\u{7f}é😀"
    let written = JSON.object([
      ("s", .string(text)), ("n", .number("1234.50")), ("r", .raw(Array("[ 1 ]".utf8))),
      ("a", [1, .null, true, .text(nil)]), ("o", [:]),
    ]).bytes
    let read = try JSONView(validating: written)
    #expect(read["s"]?.string == text)
    #expect(
      String(decoding: written, as: UTF8.self).hasSuffix(
        #""n":1234.50,"r":[ 1 ],"a":[1,null,true,null],"o":{}}"#
      )
    )
  }
}
