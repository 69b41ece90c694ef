/// An array in pieces: it grows without moving what it holds, which of a large one would take long.
struct ChunkedArray<Element: Sendable>: Sendable {
  /// As a power of two, the elements of one piece.
  private static var shift: Int { 10 }
  private static var mask: Int { (1 << shift) - 1 }

  private var chunks: [[Element]] = []
  private(set) var count = 0

  subscript(position: Int) -> Element {
    get { chunks[position >> Self.shift][position & Self.mask] }
    _modify { yield &chunks[position >> Self.shift][position & Self.mask] }
  }

  mutating func append(_ element: Element) {
    if count >> Self.shift == chunks.count {
      chunks.append([])
      // A short one stays small.
      if count > 0 { chunks[chunks.count - 1].reserveCapacity(1 << Self.shift) }
    }
    chunks[chunks.count - 1].append(element)
    count += 1
  }
}
