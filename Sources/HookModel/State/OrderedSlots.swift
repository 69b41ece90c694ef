/// Slot numbers in an order, in chunks: a position, a place in the order and a change all cost about
/// the logarithm of the count plus one short chunk.
struct OrderedSlots: Sendable {
  private static let chunkSize = 512

  private var chunks: [[UInt32]] = []
  /// The position of each chunk's first slot.
  private var starts: [Int] = []
  private(set) var count = 0

  subscript(position: Int) -> UInt32 {
    let chunk = chunkIndex(holding: position)
    return chunks[chunk][position - starts[chunk]]
  }

  private func chunkIndex(holding position: Int) -> Int {
    firstIndex(in: 0..<chunks.count) { starts[$0] > position } - 1
  }

  /// The place where a slot stands or would stand: chunk and offset.
  private func place(of slot: UInt32, before: (UInt32, UInt32) -> Bool) -> (chunk: Int, offset: Int)
  {
    let chunk = max(0, firstIndex(in: 0..<chunks.count) { before(slot, chunks[$0][0]) } - 1)
    guard chunk < chunks.count else { return (0, 0) }
    let slots = chunks[chunk]
    return (chunk, firstIndex(in: 0..<slots.count) { !before(slots[$0], slot) })
  }

  /// The position of a slot that is here, nil of another.
  func position(of slot: UInt32, before: (UInt32, UInt32) -> Bool) -> Int? {
    let (chunk, offset) = place(of: slot, before: before)
    guard chunk < chunks.count, offset < chunks[chunk].count, chunks[chunk][offset] == slot else {
      return nil
    }
    return starts[chunk] + offset
  }

  /// - Parameter before: a strict total order of all slots.
  mutating func insert(_ slot: UInt32, before: (UInt32, UInt32) -> Bool) {
    count += 1
    guard !chunks.isEmpty else {
      chunks = [[slot]]
      starts = [0]
      return
    }
    let (chunk, offset) = place(of: slot, before: before)
    chunks[chunk].insert(slot, at: offset)
    if chunks[chunk].count > Self.chunkSize {
      let half = chunks[chunk].count / 2
      chunks.insert(Array(chunks[chunk][half...]), at: chunk + 1)
      chunks[chunk].removeSubrange(half...)
      starts.insert(0, at: chunk + 1)
    }
    count(from: chunk)
  }

  @discardableResult
  mutating func remove(_ slot: UInt32, before: (UInt32, UInt32) -> Bool) -> Bool {
    let (chunk, offset) = place(of: slot, before: before)
    guard chunk < chunks.count, offset < chunks[chunk].count, chunks[chunk][offset] == slot else {
      return false
    }
    count -= 1
    chunks[chunk].remove(at: offset)
    if chunks[chunk].isEmpty {
      chunks.remove(at: chunk)
      starts.remove(at: chunk)
    }
    count(from: chunk)
    return true
  }

  private mutating func count(from chunk: Int) {
    for index in chunk..<max(chunk, chunks.count) {
      starts[index] = index == 0 ? 0 : starts[index - 1] + chunks[index - 1].count
    }
  }
}

/// The first index for which a condition holds that, once true, stays true; the end where none does.
func firstIndex(in range: Range<Int>, where isPast: (Int) -> Bool) -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if isPast(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
