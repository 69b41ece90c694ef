import HookTesting
import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct TextArenaTests {
  @Test("gives back what it took") func givesBackWhatItTook() {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(5)))
    var arena = TextArena()
    var texts: [(position: TextArena.Location, text: String?)] = []
    for _ in 0..<3000 {
      let length = [0, 3, 40, 900, 70_000][Int.random(in: 0..<5, using: &random)]
      let text =
        Int.random(in: 0..<9, using: &random) == 0
        ? nil : String(repeating: "é", count: Int.random(in: 0...length, using: &random))
      if texts.count > 100 || Bool.random(using: &random), !texts.isEmpty {
        let gone = texts.remove(at: Int.random(in: 0..<texts.count, using: &random))
        arena.remove(gone.position)
      }
      texts.append((arena.add(text), text))
      if let some = texts.randomElement(using: &random) {
        #expect(arena[some.position] == some.text)
      }
    }
    for (position, text) in texts { #expect(arena[position] == text) }
  }
}
