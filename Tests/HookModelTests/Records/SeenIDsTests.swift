import Foundation
import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct SeenIDsTests {
  @Test("tells what a set of the IDs tells", arguments: [3, 40, 2000, 60_000])
  func tellsWhatASetOfTheIDsTells(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let ids = (0..<count).map { number in
      number.isMultiple(of: 5) ? RecordID("hook-\(number)") : RecordID(UUID())
    }
    var (seen, wanted) = (SeenIDs(), Set<RecordID>())
    for _ in 0..<count {
      let id = ids[Int.random(in: 0..<count, using: &random)]
      let isNew = seen.insert(id)
      #expect(isNew == wanted.insert(id).inserted)
      #expect(seen.contains(id))
    }
    #expect(seen.count == wanted.count)
    for id in ids { #expect(seen.contains(id) == wanted.contains(id)) }
  }

  @Test("takes twelve bytes for an ID at most") func takesTwelveBytesForAnIDAtMost() {
    var seen = SeenIDs()
    for number in 1...100_000 {
      seen.insert(RecordID(UUID.ordered(at: Int64(number))))
      if number >= 100, seen.size > 12 * number {
        Issue.record("\(seen.size) bytes for \(number)")
        return
      }
    }
    #expect(seen.count == 100_000)
  }
}
