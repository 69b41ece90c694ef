/// Finds the slot of a delivery by its id: open addressing over slot numbers, so that a million
/// deliveries cost eight megabytes here and not the forty of a dictionary that keeps the ids again.
struct SlotTable: Sendable {
  private static let empty = UInt32.max
  private static let removed = UInt32.max - 1

  private var cells: [UInt32] = Array(repeating: empty, count: 16)
  private var used = 0

  /// - Parameter id: the id in a slot.
  func find(_ wanted: RecordID, id: (UInt32) -> RecordID?) -> UInt32? {
    var position = wanted.hashValue & (cells.count - 1)
    while cells[position] != Self.empty {
      let slot = cells[position]
      if slot != Self.removed, id(slot) == wanted { return slot }
      position = (position + 1) & (cells.count - 1)
    }
    return nil
  }

  /// Adds a slot whose id is not in the table yet.
  /// - Parameter others: the id in any slot of the table.
  mutating func insert(_ slot: UInt32, id: RecordID, others: (UInt32) -> RecordID?) {
    if (used + 1) * 3 > cells.count * 2 { grow(id: others) }
    if position(slot, id: id) { used += 1 }
  }

  mutating func remove(_ slot: UInt32, id: RecordID) {
    var position = id.hashValue & (cells.count - 1)
    while cells[position] != Self.empty {
      if cells[position] == slot {
        // The cell still counts as used: it keeps the chains through it whole until the next growth.
        cells[position] = Self.removed
        return
      }
      position = (position + 1) & (cells.count - 1)
    }
  }

  /// - Returns: `true` where the cell was never used.
  @discardableResult
  private mutating func position(_ slot: UInt32, id: RecordID) -> Bool {
    var position = id.hashValue & (cells.count - 1)
    while cells[position] < Self.removed { position = (position + 1) & (cells.count - 1) }
    defer { cells[position] = slot }
    return cells[position] == Self.empty
  }

  private mutating func grow(id: (UInt32) -> RecordID?) {
    let slots = cells.filter { $0 < Self.removed }
    var size = 16
    while size < (slots.count + 1) * 2 { size *= 2 }
    cells = Array(repeating: Self.empty, count: size)
    used = 0
    for slot in slots {
      if let id = id(slot), position(slot, id: id) { used += 1 }
    }
  }
}
