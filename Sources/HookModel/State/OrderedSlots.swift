import HookSupport

/// Slot numbers in an order, in chunks: a position and a rank in the order cost the logarithm of the
/// count, a change one short chunk besides, and one addition for each chunk before it or, if they are
/// fewer, behind it.
struct OrderedSlots: Sendable {
  private static let chunkSize = 512

  private var chunks: [[UInt32]] = []
  /// Where each chunk's first slot lies on a line that grows at both ends: what comes at the front moves
  /// nothing.
  private var starts: [Int] = []
  private(set) var count = 0

  subscript(position: Int) -> UInt32 {
    let chunk = chunkIndex(holding: position)
    return chunks[chunk][position - start(of: chunk)]
  }

  /// The first position at which a condition holds that, once true, stays true; the end where none is.
  func firstPosition(where isPast: (UInt32) -> Bool) -> Int {
    let chunk = max(0, firstIndex(in: 0..<chunks.count) { isPast(chunks[$0][0]) } - 1)
    guard chunk < chunks.count else { return count }
    let slots = chunks[chunk]
    return start(of: chunk) + firstIndex(in: 0..<slots.count) { isPast(slots[$0]) }
  }

  /// Goes through the slots at some positions, in order.
  func forEach(in positions: Range<Int>, _ body: (UInt32) -> Void) {
    guard !positions.isEmpty else { return }
    var chunk = chunkIndex(holding: positions.lowerBound)
    var mark = positions.lowerBound
    while mark < positions.upperBound {
      let start = start(of: chunk)
      let end = min(positions.upperBound, start + chunks[chunk].count)
      for slot in chunks[chunk][(mark - start)..<(end - start)] { body(slot) }
      mark = end
      chunk += 1
    }
  }

  /// The position of a chunk's first slot.
  private func start(of chunk: Int) -> Int {
    starts[chunk] - starts[0]
  }

  private func chunkIndex(holding position: Int) -> Int {
    firstIndex(in: 0..<chunks.count) { start(of: $0) > position } - 1
  }

  /// The location where a slot stands or would stand: chunk and offset.
  private func location(of slot: UInt32, before: (UInt32, UInt32) -> Bool) -> (
    chunk: Int, offset: Int
  ) {
    let chunk = max(0, firstIndex(in: 0..<chunks.count) { before(slot, chunks[$0][0]) } - 1)
    guard chunk < chunks.count else { return (0, 0) }
    let slots = chunks[chunk]
    return (chunk, firstIndex(in: 0..<slots.count) { !before(slots[$0], slot) })
  }

  /// The position of a slot that is here, `nil` for another.
  func position(of slot: UInt32, before: (UInt32, UInt32) -> Bool) -> Int? {
    let (chunk, offset) = location(of: slot, before: before)
    guard chunk < chunks.count, offset < chunks[chunk].count, chunks[chunk][offset] == slot else {
      return nil
    }
    return start(of: chunk) + offset
  }

  /// Takes a slot in behind all others; the caller knows that it belongs there.
  mutating func append(_ slot: UInt32) {
    if let last = chunks.indices.last, chunks[last].count < Self.chunkSize {
      chunks[last].append(slot)
    } else {
      chunks.append([slot])
      starts.append((starts.first ?? 0) + count)
    }
    count += 1
  }

  /// - Parameter before: a strict total order of all slots.
  mutating func insert(_ slot: UInt32, before: (UInt32, UInt32) -> Bool) {
    guard !chunks.isEmpty else {
      append(slot)
      return
    }
    count += 1
    let (chunk, offset) = location(of: slot, before: before)
    chunks[chunk].insert(slot, at: offset)
    makeSpace(1, in: chunk)
    guard chunks[chunk].count > Self.chunkSize else { return }
    // News comes at the front, history at the end: there the full chunk is left full.
    let isFront = chunk == 0 && offset < 8
    let isEnd = chunk == chunks.count - 1 && offset > Self.chunkSize - 8
    let cut = isFront ? 8 : isEnd ? Self.chunkSize - 8 : Self.chunkSize / 2
    chunks.insert(Array(chunks[chunk][cut...]), at: chunk + 1)
    chunks[chunk].removeSubrange(cut...)
    starts.insert(starts[chunk] + cut, at: chunk + 1)
  }

  @discardableResult
  mutating func remove(_ slot: UInt32, before: (UInt32, UInt32) -> Bool) -> Bool {
    let (chunk, offset) = location(of: slot, before: before)
    guard chunk < chunks.count, offset < chunks[chunk].count, chunks[chunk][offset] == slot else {
      return false
    }
    count -= 1
    chunks[chunk].remove(at: offset)
    makeSpace(-1, in: chunk)
    if chunks[chunk].isEmpty {
      chunks.remove(at: chunk)
      starts.remove(at: chunk)
    }
    return true
  }

  /// Moves the chunks on one side of a chunk, and the chunk with them if they lie before it.
  private mutating func makeSpace(_ slots: Int, in chunk: Int) {
    if chunk < chunks.count / 2 {
      for index in 0...chunk { starts[index] -= slots }
    } else {
      for index in (chunk + 1)..<max(chunk + 1, starts.count) { starts[index] += slots }
    }
  }
}
