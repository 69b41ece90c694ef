/// Many short texts in a few large pieces of memory: a text costs its own bytes and ten more, where a
/// string of its own costs about fifty more.
struct TextArena: Sendable {
  /// Where a text lies; `none` stands for no text.
  package struct Location: Sendable {
    var chunk: UInt32
    package var count: UInt32
    package var start: UInt16

    package static let none = Location(chunk: .max, count: 0, start: 0)
  }

  private static let chunkSize = 1 << 16

  private var chunks: [[UInt8]] = []
  /// The bytes of each chunk that are still wanted.
  private var live: [Int] = []
  /// The chunk that is being filled.
  private var current: Int?
  private var free: [Int] = []

  mutating func add(_ text: String?) -> Location {
    guard var text else { return .none }
    return text.withUTF8 { bytes in
      // An empty text lies nowhere, so no chunk must be kept for it.
      guard !bytes.isEmpty else { return Location(chunk: 0, count: 0, start: 0) }
      let chunk = chunk(for: bytes.count)
      let start = chunks[chunk].count
      chunks[chunk].append(contentsOf: bytes)
      live[chunk] += bytes.count
      return Location(
        chunk: UInt32(truncatingIfNeeded: chunk),
        count: UInt32(clamping: bytes.count),
        start: UInt16(truncatingIfNeeded: start)
      )
    }
  }

  /// A chunk with space for a text; a long one gets a chunk of its own.
  private mutating func chunk(for count: Int) -> Int {
    if let current, chunks[current].count + count < Self.chunkSize { return current }
    let chunk: Int
    if let empty = free.popLast() {
      chunk = empty
    } else {
      chunk = chunks.count
      chunks.append([])
      live.append(0)
    }
    if count < Self.chunkSize {
      chunks[chunk].reserveCapacity(Self.chunkSize)
      if let old = current, live[old] == 0 { release(old) }
      current = chunk
    }
    return chunk
  }

  /// Gives the memory of a text back, once all texts beside it are gone, too.
  mutating func remove(_ position: Location) {
    guard position.count > 0 else { return }
    let chunk = Int(position.chunk)
    live[chunk] -= Int(position.count)
    if live[chunk] == 0, chunk != current, !chunks[chunk].isEmpty { release(chunk) }
  }

  private mutating func release(_ chunk: Int) {
    chunks[chunk] = []
    free.append(chunk)
  }

  subscript(position: Location) -> String? {
    guard position.chunk != Location.none.chunk else { return nil }
    return String(decoding: bytes(position), as: UTF8.self)
  }

  func bytes(_ position: Location) -> ArraySlice<UInt8> {
    guard position.count > 0 else { return [] }
    let start = Int(position.start)
    return chunks[Int(position.chunk)][start..<(start + Int(position.count))]
  }
}
