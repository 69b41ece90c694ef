import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct JSONScannerTests {
  static let accepted = [
    "0", "-0", "1", "-1", "10", "1.0", "1234.50", "0.1234567890123456789", "1e5", "1E+5", "1e-5",
    "-0.0e0", "123456789012345678901234567890", "1e400", "true", "false", "null", #""""#,
    #""a""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041\uD83D\uDE00""#, #""\ud800""#, "\"\u{7f}\"",
    "\"é€😀\"", "\"\u{10ffff}\"", "[]", "[ ]", "{}", "{ }", "[1,2]", "[[[[]]]]", #"{"a":1}"#,
    #"{"a":1,"a":2}"#, #"{"":{"":[]}}"#, " \t\r\n[ 1 , 2 ] \n", #"{"a" : [ {} , "x" ] }"#,
  ]

  static let refused = [
    "", " ", "nul", "tru", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e",
    "1e+", "0x10", "1 2", "--1", "1.2.3", "'a'", #"""#, #""a"#, #""\"#, #""\x""#, #""\u12""#,
    #""\u12g4""#, "\"\n\"", "\"\t\"", "\"\u{0}\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]",
    "[1}", "{", "}", "{]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, "{a:1}", "{1:1}",
    #"{"a":1 "b":2}"#, #"{"a":1]"#, #"{"a"::1}"#, "[1]]", "[] []", "\u{feff}1", "// x\n1", "1//",
    "[1,/**/2]", "undefined",
  ]

  @Test(arguments: accepted) func whatIsJSONIsAccepted(text: String) throws {
    #expect(throws: Never.self) { try JSONView(validating: Array(text.utf8)) }
  }

  @Test(arguments: refused) func whatIsNotIsRefused(text: String) throws {
    #expect(throws: JSONFault.self) { try JSONView(validating: Array(text.utf8)) }
  }

  /// Inside a string: longer than need be, surrogates, past the last character, cut short.
  @Test(arguments: [
    [0x80], [0xbf], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xc3, 0x28], [0xe0, 0x80, 0x80],
    [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80], [0xfe], [0xff],
  ])
  func bytesThatAreNoUTF8AreRefused(bytes: [UInt8]) {
    #expect(throws: JSONFault.self) {
      try JSONView(validating: [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")])
    }
  }

  @Test func deepTextsAreBoundedAndDoNotUseTheStack() {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: UInt8(ascii: "["), count: depth)
        + Array(repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(throws: Never.self) { try JSONView(validating: nested(1000)) }
    #expect(throws: JSONFault.self) { try JSONView(validating: nested(1001)) }
    #expect(throws: JSONFault.self) { try JSONView(validating: nested(1_000_000)) }
  }

  @Test func aFaultSaysWhere() {
    let fault = #expect(throws: JSONFault.self) {
      try JSONView(validating: Array(#"{"a": 1, "b" 2}"#.utf8))
    }
    #expect(fault?.description == "malformed JSON at byte 13: a colon is missing")
  }
}
