import Testing

@testable import HookModel

@Suite struct TextNeedleTests {
  @Test(arguments: [
    ("zoë", "ZOË ELLIS", true), ("zoë", "Zoë", true), ("Zoë", "zoë", false), ("Zoë", "a Zoë", true),
    ("", "any", true), ("a", "", false), ("straße", "die STRASSE", false),
    ("straße", "Straße", true),
    ("@", "`", false), ("[", "{", false), ("k1", "K1", true), ("ж", "Ж", true), ("ab", "aab", true),
    ("aab", "aaaab", true), ("é", "Ã©", false),
  ])
  func ignoresCaseUnlessItHasACapital(_ needle: String, _ text: String, _ isIn: Bool) {
    #expect(TextNeedle(needle).isIn(text) == isIn)
  }

  @Test func theChoiceCanBeMade() {
    #expect(TextNeedle("Zoë", ignoresCase: true).isIn("zOË"))
    #expect(!TextNeedle("zoë", ignoresCase: false).isIn("Zoë"))
  }

  /// Against a search byte by byte, for needles in each place of texts of each length.
  @Test(arguments: 0..<40)
  func findsTheFirstPlace(_ seed: Int) {
    var random = SeededRandom(seed)
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        ["a", "A", "b", "B", "@", "`"].randomElement(using: &random) ?? "a"
      }.joined()
      let needle = (0..<Int.random(in: 1..<4, using: &random)).map { _ in
        ["a", "b", "@"].randomElement(using: &random) ?? "a"
      }.joined()
      let bytes = Array(text.utf8)
      let folded = Array(text.lowercased().utf8)
      let wanted = folded.indices.first { folded[$0...].starts(with: needle.utf8) }
      let start = Int.random(in: 0...bytes.count, using: &random)
      let later = folded.indices.first { $0 >= start && folded[$0...].starts(with: needle.utf8) }
      bytes.withUnsafeBufferPointer { bytes in
        #expect(TextNeedle(needle).first(in: bytes, from: 0) == wanted)
        #expect(TextNeedle(needle).first(in: bytes, from: start) == later)
      }
    }
  }
}
