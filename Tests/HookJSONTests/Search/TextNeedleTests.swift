import HookTesting
import Testing
@testable import HookJSON
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct TextNeedleTests {
  @Test(
    "ignores case diacritics and form",
    arguments: [
      ("zoë", "ZOË ELLIS", true), ("zoe", "Zoë", true), ("Zoë", "zoe", true), ("", "any", true),
      ("a", "", false), ("jose", "José", true), ("JOSÉ", "jose", true), ("soren", "Søren", true),
      ("søren", "Soren", true), ("ayse", "Ayşe", true), ("ayşe", "AYSE", true),
      ("lukasz", "Łukasz", true), ("dijana", "Đijana", true), ("isik", "IŞIK ışık İşik", true),
      ("strasse", "Straße", true), ("straße", "die STRASSE", true), ("ß", "ẞ", true),
      ("aeron", "Æron", true), ("οδος", "ΟΔΌΣ", true), ("йод", "Йод", true), ("ж", "Ж", true),
      // One Unicode form finds the other.
      ("\u{E9}", "e\u{301}", true), ("e\u{301}", "\u{E9}", true),
      ("jose\u{301}x", "Jos\u{E9}x", true),
      ("\u{1EBF}", "e\u{302}\u{301}", true), ("각", "\u{1100}\u{1161}\u{11A8}", true),
      ("がく", "か\u{3099}く", true), ("K", "\u{212A}", true),
      // Marks that make another character.
      ("か", "が", true), ("が", "か", false), ("\u{301}", "é", false),
      ("@", "`", false), ("[", "{", false), ("k1", "K1", true), ("ab", "aab", true),
      ("aab", "aaaab", true), ("é", "Ã©", false), ("日本", "日本語", true), ("本日", "日本語", false),
      ("\\u00e9", "\\u00e9", true), ("ß", "\\u00df", false), ("x", "\u{1F600}x", true),
    ]
  )
  func ignoresCaseDiacriticsAndForm(_ needle: String, _ text: String, _ isIn: Bool) {
    #expect(TextNeedle(needle).isIn(text) == isIn)
  }

  /// Against folding the whole text, for pieces of each length, as JSON and not.
  @Test("finds each match in pieces", arguments: 0..<40)
  func findsEachMatchInPieces(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let letters = [
      "a", "b", "é", "e\u{301}", "ß", "日", "\\u00e9", "\\\"", "😀", "ccccccccccccccccccccc",
    ]
    for _ in 0..<100 {
      let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      }.joined()
      let word =
        ["a", "e", "ab", "ea", "ee", "s", "ssa", "日e", "cb", "\"a", "😀", "cccccccccccccccca"]
        .randomElement(using: &random) ?? "a"
      let isJSON = Bool.random(using: &random)
      let bytes = Array(text.utf8)
      let piece = Int.random(in: 1...max(1, bytes.count), using: &random)
      let found = bytes.withUnsafeBufferPointer { bytes in
        var found: [Int] = []
        var position = 0
        while position < bytes.count {
          let next = TextNeedle(word).forEach(
            in: bytes,
            from: position,
            before: position + piece,
            isJSON ? .json : .text
          ) { range in
            found.append(range.lowerBound)
            return range.lowerBound + 1
          }
          #expect(next > position)
          position = next
        }
        return found
      }
      #expect(found == plainMatches(of: word, in: bytes, isJSON), "\(word) in \(text) by \(piece)")
    }
  }

  /// The offsets of all matches, found character by character.
  private func plainMatches(of word: String, in bytes: [UInt8], _ isJSON: Bool) -> [Int] {
    var folded: [UInt8] = []
    var offsets: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        let (scalar, length) =
          isJSON && bytes[offset] == 0x5C
          ? JSONString.escaped(at: offset, in: bytes) : UTF8Sequence.scalar(at: offset, in: bytes)
        TextFolding.fold(scalar) { folded.append($0) }
        while offsets.count < folded.count { offsets.append(offset) }
        offset += length
      }
    }
    let wanted = TextFolding.bytes(word)
    let starts = folded.indices.filter { folded[$0...].starts(with: wanted) }.map { offsets[$0] }
    // A letter that comes to two, such as ß, is found once.
    return starts.enumerated().filter { $0.offset == 0 || starts[$0.offset - 1] != $0.element }
      .map(\.element)
  }

  /// Against a search byte by byte, for needles in each place of texts of each length.
  @Test("finds the first place", arguments: 0..<40)
  func findsTheFirstPlace(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
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
        #expect(TextNeedle(needle).first(in: bytes, from: 0)?.lowerBound == wanted)
        #expect(TextNeedle(needle).first(in: bytes, from: start)?.lowerBound == later)
      }
    }
  }
}
