import CZlib
import HookHTTP

/// Bodies in gzip (RFC 1952).
enum Gzip {
  private static let maximumSize = 64 << 20

  /// `nil` if it is not gzip.
  static func decompressed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: [0x1F, 0x8B]),
      let decoder = ContentDecoder(["gzip"], maximum: maximumSize)
    else { return nil }
    var result: [UInt8] = []
    do {
      try bytes.withUnsafeBytes { bytes in
        try decoder.decode(bytes) { (part: UnsafeRawBufferPointer) in result += part }
      }
      try decoder.finish()
    } catch {
      return nil
    }
    return result
  }

  /// What common programs make of it: their levels, and the two bytes of the header in which they differ
  /// beside the time, which is none.
  static func compressed(_ bytes: [UInt8]) -> [[UInt8]] {
    [6, 9, 1].compactMap { deflated(bytes, level: $0) }.flatMap { whole in
      [whole[8], 0, 2, 4].flatMap { flags in
        [3, 255, 0, 10].map { system in
          var bytes = whole
          (bytes[8], bytes[9]) = (flags, UInt8(system))
          return bytes
        }
      }
    }
  }

  private static func deflated(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
    var stream = z_stream()
    guard hc_deflate_begin(&stream, level, 31) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let (size, capacity) = (UInt32(input.count), UInt32(output.count))
    let code = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = size
        stream.next_out = output.baseAddress
        stream.avail_out = capacity
        return deflate(&stream, Z_FINISH)
      }
    }
    guard code == Z_STREAM_END else { return nil }
    output.removeLast(Int(stream.avail_out))
    return output
  }
}
