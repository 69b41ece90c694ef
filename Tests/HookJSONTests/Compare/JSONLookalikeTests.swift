import Testing
import HookTesting
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONLookalikeTests {
  @Test(
    "values are told apart",
    arguments: [
      ("\"\u{E9}\"", "\"e\u{301}\"", "0 U+00E9 against U+0065 U+0301"),
      ("\"Jos\u{E9}\"", "\"Jose\u{301}\"", "3 U+00E9 against U+0065 U+0301"),
      (
        "\"\u{E9} \u{E9}\"", "\"e\u{301} e\u{301}\"",
        "0 U+00E9 against U+0065 U+0301, and more after it"
      ),
      (#""\ud800""#, #""\ud801""#, "0 U+D800 against U+D801"),
      (#""a""#, #""a\u200b""#, "1 nothing against U+200B"),
      (#""\ud83d\ude00""#, #""\ud83d\ude01""#, "0 U+1F600 against U+1F601"),
      ("1.0", "1.00", "3 nothing against U+0030"),
      ("1", "\"1\"", nil), (#""\u00e9""#, "\"\u{E9}\"", nil), ("true", "false", nil),
    ] as [(String, String, String?)]
  )
  func valuesAreToldApart(_ old: String, _ new: String, _ words: String?) throws {
    let difference = JSONLookalike(try node(old), try node(new))
    #expect(difference.map { "\($0.position) \($0.words)" } == words)
  }

  @Test("keys are told apart") func keysAreToldApart() throws {
    let old = try node("{\"n\u{E9}\":1}").children[0]
    let new = try node("{\"ne\u{301}\":1}").children[0]
    #expect(JSONLookalike(keysOf: old, new)?.words == "U+00E9 against U+0065 U+0301")
    #expect(JSONLookalike(keysOf: old, old) == nil)
    #expect(JSONLookalike(keysOf: try node("1"), new) == nil)
  }
}
