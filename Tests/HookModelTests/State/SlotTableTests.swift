import HookTesting
import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct SlotTableTests {
  @Test("agrees with a dictionary") func agreesWithADictionary() {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(3)))
    var table = SlotTable()
    var ids: [UInt32: RecordID] = [:]
    var slots: [RecordID: UInt32] = [:]
    for round in 0..<20_000 {
      if Int.random(in: 0..<5, using: &random) < 3 {
        let id = RecordID("id-\(round)")
        let slot = UInt32(round)
        table.insert(slot, id: id) { ids[$0] }
        ids[slot] = id
        slots[id] = slot
      } else if let (id, slot) = slots.first {
        table.remove(slot, id: id)
        ids[slot] = nil
        slots[id] = nil
        #expect(table.find(id) { ids[$0] } == nil)
      }
    }
    #expect(slots.count > 1000)
    for (id, slot) in slots { #expect(table.find(id) { ids[$0] } == slot) }
    #expect(table.find(RecordID("never")) { ids[$0] } == nil)
  }
}
