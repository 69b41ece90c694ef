import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct JSONPreviewTests {
  @Test(
    "closes what is open",
    arguments: [
      (#"[{"a": 1, "b": [2, 345"#, #"[{"a": 1, "b": [2]}]"#),
      (#"[{"a": 1, "b": [2"#, #"[{"a": 1, "b": []}]"#),
      (#"[{"a": 1, "key"#, #"[{}]"#), (#"["abc", "de"#, #"["abc"]"#), ("[[[", "[[[]]]"),
      (#"{"a":{"#, #"{}"#),
      (#"[1, tru"#, "[1]"), (#"[1, "\u00"#, "[1]"), (#"{"a\"\\" : [ 1 , 2"#, #"{"a\"\\" : [ 1 ]}"#),
    ]
  )
  func closesWhatIsOpen(_ beginning: String, _ shown: String) throws {
    let text = beginning + String(repeating: " ", count: 40)
    let preview = try #require(JSONPreview(of: JSONText(text.utf8), limit: beginning.utf8.count))
    #expect(preview.isUnfinished)
    #expect(preview.index.text.string(0..<preview.index.text.count) == shown)
  }

  /// Cut at each byte, the values that are shown are those of the whole text.
  @Test("shows values of the whole text", arguments: 0..<12)
  func showsValuesOfTheWholeText(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let text = "[" + JSONTree.random(&random).text(&random) + ", \"ëëë\", 1]"
    let bytes = Array(text.utf8)
    let whole = try index(text)
    for limit in 2..<bytes.count {
      let preview = try #require(JSONPreview(of: JSONText(bytes), limit: limit), "cut at \(limit)")
      let shown = preview.index
      #expect(shown.count <= whole.count)
      for value in 0..<shown.count {
        #expect(shown.range(of: value).lowerBound == whole.range(of: value).lowerBound)
        #expect(shown.kind(of: value) == whole.kind(of: value))
        if !shown.isContainer(value) { #expect(shown.range(of: value) == whole.range(of: value)) }
      }
    }
  }

  @Test("a short text is shown whole") func aShortTextIsShownWhole() throws {
    let preview = try #require(JSONPreview(of: JSONText("[1,2]".utf8), limit: 5))
    #expect(!preview.isUnfinished && preview.index.count == 3)
  }

  @Test("what is no JSON has no preview", arguments: ["x", "[1,x", "[1 2", "{1", "", "   "])
  func whatIsNoJSONHasNoPreview(_ beginning: String) {
    let text = beginning + String(repeating: " ", count: 40)
    #expect(JSONPreview(of: JSONText(text.utf8), limit: 30) == nil)
  }
}
