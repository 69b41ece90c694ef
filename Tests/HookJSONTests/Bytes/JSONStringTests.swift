import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct JSONStringTests {
  @Test(
    "decodes",
    arguments: [
      (#""""#, ""), (#""plain""#, "plain"), (#""Zoë""#, "Zoë"), (#""\u005a\u006F\u00EB""#, "Zoë"),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\uD83D\uDE00""#, "😀"),
      (#""a\uD83D\uDE00b""#, "a😀b"), (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"),
      (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\u0000""#, "\u{0}"), (#""ë\u00eb\në""#, "ëë\në"),
      (#""\\u0041""#, "\\u0041"), (#""\u005Cn""#, "\\n"),
    ]
  )
  func decodes(_ source: String, _ text: String) throws {
    #expect(try node(source).string == text)
  }

  @Test(
    "encodes",
    arguments: [
      ("", #""""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
      ("\u{0}\u{1F}", #""\u0000\u001f""#),
      ("\u{7F}", #""\u007f""#), ("Zoë 😀", #""Zoë 😀""#), ("a/b", #""a/b""#),
    ]
  )
  func encodes(_ text: String, _ source: String) {
    #expect(JSONString.encode(text) == source)
  }

  /// What is encoded is decoded to itself.
  @Test("comes back") func comesBack() throws {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(7)))
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<20, using: &random) {
        let top: UInt32 = Bool.random(using: &random) ? 0x80 : 0x11_0000
        if let scalar = Unicode.Scalar(UInt32.random(in: 0..<top, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      }
      let decoded = try #require(try node(JSONString.encode(text)).string)
      #expect(Array(decoded.unicodeScalars) == Array(text.unicodeScalars))
    }
  }

  @Test(
    "makes letters readable",
    arguments: [
      ("plain", "plain"), (#"Zo\u00eb"#, "Zoë"), (#"\uD83D\uDE00"#, "😀"), (#"\ud83d"#, #"\ud83d"#),
      (#"a\nb\"c"#, #"a\nb\"c"#), (#"\u0041"#, #"\u0041"#), (#"\u001b[31m"#, #"\u001b[31m"#),
      (#"cut \u00"#, #"cut \u00"#), (#"cut \"#, #"cut \"#), (#"\\u00eb"#, #"\\u00eb"#),
      (#"\ude00\ud83d\ude00"#, #"\ude00😀"#),
    ]
  )
  func makesLettersReadable(_ source: String, _ text: String) {
    #expect(JSONString.readable(source) == text)
  }
}
