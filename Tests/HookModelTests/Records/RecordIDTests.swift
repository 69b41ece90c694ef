import Testing

import HookTesting
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct RecordIDTests {
  @Test("a UUID is the same in either letter case") func aUUIDIsTheSameInEitherLetterCase() {
    let small = RecordID("a1b2c3d4-0000-4000-8000-00000000abcd")
    let large = RecordID("A1B2C3D4-0000-4000-8000-00000000ABCD")
    #expect(small == large)
    #expect(Set([small, large]).count == 1)
    #expect(large.description == "a1b2c3d4-0000-4000-8000-00000000abcd")
    #expect(large.isUUID)
  }

  @Test("any other text is kept") func anyOtherTextIsKept() {
    #expect(RecordID("Hook-7").description == "Hook-7")
    #expect(RecordID("Hook-7") != RecordID("hook-7"))
    #expect(!RecordID("Hook-7").isUUID)
  }

  @Test("the order is total") func theOrderIsTotal() {
    let ids = [
      "b", "a", "ffffffff-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000000",
    ]
    .map(RecordID.init)
    #expect(ids.sorted() == [ids[3], ids[2], ids[1], ids[0]])
    for id in ids { #expect(!(id < id)) }
  }

  @Test(
    "is read from JSON",
    arguments: [
      (#""x""#, "x"), ("17", "17"), (#""""#, nil), ("null", nil), ("{}", nil), ("true", nil),
    ]
  )
  func isReadFromJSON(_ text: String, _ wanted: String?) throws {
    #expect(RecordID(try node(text))?.description == wanted)
  }
}
