import Foundation

/// The bytes of one JSON text, kept once and shared by all that look at it.
///
/// Behind the last byte lie zeros. A zero is allowed nowhere in a JSON text, so a scan stops there
/// without counting.
public final class JSONText: @unchecked Sendable {
  // Never written after `init`, which is what makes sharing it safe.
  package let base: UnsafeMutablePointer<UInt8>
  /// The number of bytes.
  public let count: Int

  /// As many as are looked at together.
  package static let padding = 64

  /// Keeps a copy of the bytes.
  public init(_ bytes: some Collection<UInt8>) {
    let count = bytes.count
    let memory = GrowingMemory.allocate(bytes: count + Self.padding)
    let base = memory.bindMemory(to: UInt8.self, capacity: count + Self.padding)
    let isCopied: Void? = bytes.withContiguousStorageIfAvailable { source in
      if let start = source.baseAddress { base.initialize(from: start, count: count) }
    }
    if isCopied == nil {
      _ = UnsafeMutableBufferPointer(start: base, count: count).initialize(from: bytes)
    }
    (base + count).initialize(repeating: 0, count: Self.padding)
    self.base = base
    self.count = count
  }

  /// Takes over memory of `GrowingMemory` that has space for the padding behind the bytes.
  package init(taking memory: UnsafeMutableRawPointer, count: Int) {
    base = memory.bindMemory(to: UInt8.self, capacity: count + Self.padding)
    (base + count).initialize(repeating: 0, count: Self.padding)
    self.count = count
  }

  deinit {
    GrowingMemory.free(base)
  }

  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Whether there is nothing but blanks.
  package var isBlank: Bool { bytes.allSatisfy { $0 <= JSONByte.space } }

  /// Line and column of a byte, both counted from one, the column in characters (Unicode scalars). A
  /// byte order mark at the beginning counts as nothing.
  public func position(of byte: Int) -> (line: Int, column: Int) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var (line, column) = (1, 1)
    for value in bytes.prefix(max(0, byte)).dropFirst(mark) {
      if value == JSONByte.lineFeed {
        line += 1
        column = 1
      } else if value & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  /// A copy of a part of the bytes.
  public subscript(range: Range<Int>) -> [UInt8] {
    let part = range.clamped(to: 0..<count)
    return Array(UnsafeBufferPointer(start: base + part.lowerBound, count: part.count))
  }

  /// A part of the bytes as text; what is not UTF-8 is replaced.
  public func string(_ range: Range<Int>) -> String {
    let part = range.clamped(to: 0..<count)
    let bytes = UnsafeBufferPointer(start: base + part.lowerBound, count: part.count)
    return String(decoding: bytes, as: UTF8.self)
  }
}
