import Foundation

/// A text that comes in pieces, laid where it is to stay: once it is whole it is not copied again.
///
/// Not thread-safe: the owner must serialise appends.
package final class ArrivingText: @unchecked Sendable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  package private(set) var count = 0

  /// - Parameter expected: the bytes that are announced; more may come, and fewer.
  package init(expected: Int = 0) {
    // An announcement alone takes no more than this.
    capacity = min(max(expected, 0), 1 << 28) + JSONText.padding
    memory = GrowingMemory.allocate(bytes: capacity)
  }

  deinit { GrowingMemory.free(memory) }

  package func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    reserve(count + bytes.count)
    (memory + count).copyMemory(from: start, byteCount: bytes.count)
    count += bytes.count
  }

  private func reserve(_ bytes: Int) {
    guard bytes + JSONText.padding > capacity else { return }
    capacity = max(bytes + JSONText.padding, capacity + capacity / 2)
    memory = GrowingMemory.resize(memory, bytes: capacity)
  }

  /// The text, with no more memory than it needs. Nothing is left here.
  package func finish() -> JSONText {
    defer {
      capacity = JSONText.padding
      memory = GrowingMemory.allocate(bytes: capacity)
      count = 0
    }
    let fitting = GrowingMemory.resize(memory, bytes: count + JSONText.padding)
    return JSONText(taking: fitting, count: count)
  }
}
