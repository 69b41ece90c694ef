import Foundation
import Testing
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct ArrivingTextTests {
  /// What is announced is only a guess: less may come, or more.
  @Test(
    "is the text of its pieces",
    arguments: [-1, 0, 5, 1000, Int.max],
    [[], [3], [0, 1, 0], [40, 1, 4096, 100_000]]
  )
  func isTheTextOfItsPieces(_ expected: Int, _ sizes: [Int]) {
    let arriving = ArrivingText(expected: expected)
    var whole: [UInt8] = []
    for (number, size) in sizes.enumerated() {
      let piece = [UInt8](repeating: UInt8(65 + number), count: size)
      piece.withUnsafeBytes { arriving.append($0) }
      whole += piece
    }
    #expect(arriving.count == whole.count)
    let text = arriving.finish()
    #expect(text[0..<text.count] == whole)
    #expect((0..<JSONText.padding).allSatisfy { text.base[text.count + $0] == 0 })
    #expect(arriving.finish().count == 0)
  }
}
