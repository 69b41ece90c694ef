import Testing
import HookTesting
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONSyntaxErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let byte: Int
    let line: Int
    let column: Int
    let reason: String
    var testDescription: String { text.debugDescription }
  }

  @Test(
    "says where and why",
    arguments: [
      Case(text: "", byte: 0, line: 1, column: 1, reason: "ends where a value"),
      Case(text: "[1,\n 2,\n x]", byte: 9, line: 3, column: 2, reason: "a value was expected"),
      Case(text: "[\"Zoë\", \"é\" 1]", byte: 14, line: 1, column: 13, reason: "a comma or ]"),
      Case(text: "{\"a\":1", byte: 6, line: 1, column: 7, reason: "ends where a comma or }"),
      Case(text: "{\"a\" 1}", byte: 5, line: 1, column: 6, reason: "a colon"),
      Case(text: "{\n\"a\":1,\n}", byte: 9, line: 3, column: 1, reason: "a key in quotes"),
      Case(text: "[1.x]", byte: 3, line: 1, column: 4, reason: "a digit"),
      Case(text: "\"ab", byte: 3, line: 1, column: 4, reason: "ends inside a string"),
      Case(text: "\"a\tb\"", byte: 2, line: 1, column: 3, reason: "control character"),
      Case(text: "\"\\q\"", byte: 2, line: 1, column: 3, reason: "an escape"),
      Case(text: "\"\\u12x4\"", byte: 5, line: 1, column: 6, reason: "hexadecimal"),
      Case(text: "[] 1", byte: 3, line: 1, column: 4, reason: "nothing more"),
      Case(text: "[trxe]", byte: 3, line: 1, column: 4, reason: "a value"),
      Case(text: "\u{FEFF}[\u{FEFF}]", byte: 4, line: 1, column: 2, reason: "a value"),
      Case(text: "\u{FEFF}\n x", byte: 5, line: 2, column: 2, reason: "a value"),
      Case(text: "\r\n[\r\nx", byte: 5, line: 3, column: 1, reason: "a value"),
    ]
  )
  func saysWhereAndWhy(_ wanted: Case) throws {
    let error = try #require(#expect(throws: JSONSyntaxError.self) { try index(wanted.text) })
    #expect(error.byte == wanted.byte)
    #expect(error.line == wanted.line)
    #expect(error.column == wanted.column)
    #expect(error.reason.contains(wanted.reason))
    #expect(error.description.contains("line \(wanted.line), column \(wanted.column)"))
  }

  @Test("names the byte that is no UTF 8") func namesTheByteThatIsNoUTF8() throws {
    let text = JSONText([0x22, 0x61, 0xFF, 0x22])
    let error = try #require(#expect(throws: JSONSyntaxError.self) { try JSONIndex(text) })
    #expect(error.byte == 2)
    #expect(error.reason.contains("UTF-8"))
    // The text stays to be looked at, bad bytes replaced.
    #expect(text.string(0..<text.count) == "\"a\u{FFFD}\"")
  }
}
