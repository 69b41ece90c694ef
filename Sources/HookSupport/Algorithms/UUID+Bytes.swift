import Foundation

extension UUID {
  /// The sixteen bytes, as they are kept.
  package var bytes: [UInt8] {
    withUnsafeBytes(of: uuid) { Array($0) }
  }

  package init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    var value = noBytes
    withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: bytes) }
    self.init(uuid: value)
  }

  /// An id of version 7: those made later sort after those made before, which keeps the index of a
  /// long table compact.
  package static func ordered(at milliseconds: Int64) -> UUID {
    var bytes = UUID().bytes
    for index in 0..<6 {
      bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * index))
    }
    bytes[6] = bytes[6] & 0x0f | 0x70
    return UUID(bytes: bytes) ?? UUID()
  }
}

private let noBytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
