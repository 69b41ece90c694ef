import Foundation

/// Memory for a large table, straight from the C library: it grows by remapping where the system
/// can, and asks for large pages, since most of the time a first write takes goes into page faults.
///
/// Whoever holds it frees it.
enum GrowingMemory {
  /// Below this large pages gain nothing.
  private static let large = 4 << 20

  static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    resize(nil, bytes: bytes)
  }

  /// Keeps what the memory holds, as far as it has space.
  static func resize(
    _ memory: UnsafeMutableRawPointer?,
    bytes: Int
  ) -> UnsafeMutableRawPointer {
    guard let moved = realloc(memory, max(bytes, 1)) else {
      fatalError("no memory for \(bytes) bytes")
    }
    #if os(Linux)
      if bytes >= large {
        let page = Int(getpagesize())
        let start = (Int(bitPattern: moved) + page - 1) & -page
        let end = (Int(bitPattern: moved) + bytes) & -page
        // Only a hint: what it answers changes nothing.
        _ = madvise(
          UnsafeMutableRawPointer(bitPattern: start),
          end - start,
          Int32(MADV_HUGEPAGE)
        )
      }
    #endif
    return moved
  }

  static func free(_ memory: UnsafeMutableRawPointer) {
    Foundation.free(memory)
  }
}
