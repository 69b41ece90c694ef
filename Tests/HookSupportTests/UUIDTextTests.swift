import Foundation
import HookSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct UUIDTextTests {
  @Test("is read and written as Foundation does") func isReadAndWrittenAsFoundationDoes() {
    for _ in 0..<200 {
      let id = UUID()
      #expect(id.text == id.uuidString.lowercased())
      #expect(UUID(text: id.uuidString) == id)
      #expect(UUID(text: id.text) == id)
    }
    let ends = ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
    for text in ends { #expect(UUID(text: text)?.text == text) }
  }

  @Test(
    "what only looks like one is refused",
    arguments: [
      "", "a1b2c3d4-0000-4000-8000-00000000abc", "a1b2c3d4-0000-4000-8000-00000000abcde",
      "a1b2c3d4-0000-4000-8000-00000000abcg", "a1b2c3d4-0000-4000-8000 00000000abcd",
      "a1b2c3d400000-4000-8000-00000000abcd", "a1b2c3d4-0000-4000-8000-0000-000abcd",
      " 1b2c3d4-0000-4000-8000-00000000abcd", "+1b2c3d4-0000-4000-8000-00000000abcd",
      "-1b2c3d4-0000-4000-8000-00000000abcd", "0xb2c3d4-0000-4000-8000-00000000abcd",
      "a1b2c3d4-0000-4000-8000-0000000\u{ff10}", "{a1b2c3d4-0000-4000-8000-00000000abcd}",
      "a1b2c3d4-0000-4000-8000-00000000abc\0",
    ]
  )
  func whatOnlyLooksLikeOneIsRefused(_ text: String) {
    #expect(UUID(text: text) == nil)
  }
}
