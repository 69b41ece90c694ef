/// Finds the entries of a file that is cut off, and so cannot be read as JSON.
struct EntryScan {
  /// Where the list stands, as the keys on the way to it.
  private static let entries: [String?] = ["log", "entries"]

  /// The offset after the last entry that is complete, or after the bracket that opens the list; `nil` if
  /// the list does not begin.
  static func endOfLastEntry(_ bytes: [UInt8]) -> Int? {
    var scan = EntryScan()
    var offset = 0
    while offset < bytes.count, !scan.isOver { offset = scan.step(bytes, offset) }
    return scan.end
  }

  private var end: Int?
  /// The keys on the way to the current container; `nil` in an array.
  private var keys: [String?] = []
  private var lastString = ""
  /// How deep the list of entries lies; `nil` before it.
  private var depth: Int?
  /// Whether the list is closed.
  private var isOver = false

  /// - Returns: the offset to go on from.
  private mutating func step(_ bytes: [UInt8], _ offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "\""):
      let close = Self.endOfString(bytes, offset)
      // Keys that matter are short; the others are not worth a copy.
      if depth == nil, close - offset < 16 {
        lastString = String(
          decoding: bytes[(offset + 1)..<max(offset + 1, close - 1)],
          as: UTF8.self
        )
      } else {
        lastString = ""
      }
      return close
    case UInt8(ascii: ":"):
      if !keys.isEmpty { keys[keys.count - 1] = lastString }
    case UInt8(ascii: "{"): keys.append(nil)
    case UInt8(ascii: "["):
      if depth == nil, keys == Self.entries {
        depth = keys.count + 1
        end = offset + 1
      }
      keys.append(nil)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      _ = keys.popLast()
      if keys.count == depth { end = offset + 1 }
      if let depth { isOver = keys.count < depth }
    default: break
    }
    return offset + 1
  }

  private static func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
    var offset = start + 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(offset + 1, bytes.count)
  }
}
