/// Finds the slot of a delivery by its id: open addressing over slot numbers, so that a million
/// deliveries cost eight megabytes here and not the forty of a dictionary that keeps the ids again.
///
/// The table is many small ones, each of which grows by itself and at another fill: none takes long to
/// grow, and they do not grow at once.
struct SlotTable: Sendable {
  private static let parts = 1024

  private var tables = (0..<parts).map { Part(mostFilled: 40 + $0 * 35 / parts) }

  /// - Parameter id: the id in a slot.
  func find(_ wanted: RecordID, id: (UInt32) -> RecordID?) -> UInt32? {
    let hash = wanted.hashValue
    return tables[Self.part(hash)].find(wanted, hash, id: id)
  }

  /// Adds a slot whose id is not in the table yet.
  /// - Parameter others: the id in any slot of the table.
  mutating func insert(_ slot: UInt32, id: RecordID, others: (UInt32) -> RecordID?) {
    let hash = id.hashValue
    tables[Self.part(hash)].insert(slot, hash, others: others)
  }

  mutating func remove(_ slot: UInt32, id: RecordID) {
    let hash = id.hashValue
    tables[Self.part(hash)].remove(slot, hash)
  }

  /// By the highest bits: the lowest ones decide in the part.
  private static func part(_ hash: Int) -> Int {
    Int(UInt(bitPattern: hash) >> (UInt.bitWidth - (parts - 1).nonzeroBitCount))
  }

  private struct Part: Sendable {
    private static let empty = UInt32.max
    private static let removed = UInt32.max - 1

    private var cells: [UInt32] = []
    private var used: Int32 = 0
    /// In percent of the cells.
    private let mostFilled: Int32

    init(mostFilled: Int) {
      self.mostFilled = Int32(mostFilled)
    }

    func find(_ wanted: RecordID, _ hash: Int, id: (UInt32) -> RecordID?) -> UInt32? {
      guard !cells.isEmpty else { return nil }
      var position = hash & (cells.count - 1)
      while cells[position] != Self.empty {
        let slot = cells[position]
        if slot != Self.removed, id(slot) == wanted { return slot }
        position = (position + 1) & (cells.count - 1)
      }
      return nil
    }

    mutating func insert(_ slot: UInt32, _ hash: Int, others: (UInt32) -> RecordID?) {
      if (Int(used) + 1) * 100 > cells.count * Int(mostFilled) { grow(id: others) }
      if position(slot, hash) { used += 1 }
    }

    mutating func remove(_ slot: UInt32, _ hash: Int) {
      guard !cells.isEmpty else { return }
      var position = hash & (cells.count - 1)
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
    private mutating func position(_ slot: UInt32, _ hash: Int) -> Bool {
      var position = hash & (cells.count - 1)
      while cells[position] < Self.removed { position = (position + 1) & (cells.count - 1) }
      defer { cells[position] = slot }
      return cells[position] == Self.empty
    }

    private mutating func grow(id: (UInt32) -> RecordID?) {
      let slots = cells.filter { $0 < Self.removed }
      var size = 4
      // Of a table that has many removed ones the same size may do.
      while (slots.count + 1) * 100 > size * Int(mostFilled) * 3 / 4 { size *= 2 }
      cells = Array(repeating: Self.empty, count: size)
      used = 0
      for slot in slots {
        if let id = id(slot), position(slot, id.hashValue) { used += 1 }
      }
    }
  }
}
