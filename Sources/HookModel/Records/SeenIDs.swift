/// The IDs that were seen, in 9 to 12 bytes each; a set of the IDs themselves takes about 40.
///
/// It keeps 64 bits of a hash whose key is random (Swift's `Hasher`). A new ID passes for one of a million that
/// were seen once in 10¹³.
package struct SeenIDs: Sendable {
  /// How many different IDs were seen.
  package private(set) var count = 0
  /// The hashes, each where it belongs by its size, or behind that; 0 is a free cell.
  private var cells = [UInt64](repeating: 0, count: 16)

  package init() {}

  /// Bytes that it takes.
  var size: Int { cells.count * MemoryLayout<UInt64>.size }

  /// Whether an ID was seen.
  package func contains(_ id: RecordID) -> Bool {
    let hash = Self.hash(id)
    return cells[cell(of: hash)] == hash
  }

  /// Takes in an ID.
  /// - Returns: `false` if it was seen before.
  @discardableResult
  package mutating func insert(_ id: RecordID) -> Bool {
    let hash = Self.hash(id)
    guard cells[cell(of: hash)] != hash else { return false }
    count += 1
    if count * 8 > cells.count * 7 { grow() }
    cells[cell(of: hash)] = hash
    return true
  }

  /// By a quarter: a set that doubles would be half empty most of the time.
  private mutating func grow() {
    let old = cells
    cells = [UInt64](repeating: 0, count: old.count + old.count / 4)
    for hash in old where hash != 0 { cells[cell(of: hash)] = hash }
  }

  /// The cell that has a hash, or the free one where it belongs.
  private func cell(of hash: UInt64) -> Int {
    var cell = Int(hash.multipliedFullWidth(by: UInt64(cells.count)).high)
    while cells[cell] != 0, cells[cell] != hash {
      cell = cell + 1 == cells.count ? 0 : cell + 1
    }
    return cell
  }

  private static func hash(_ id: RecordID) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(id)
    return max(1, UInt64(bitPattern: Int64(hasher.finalize())))
  }
}
