import HookModel

/// A payload as text in lines. A long line is broken where the pane ends, between two characters as
/// people see them; in a very large payload every line is, whatever line ends it has, so that no pass
/// is needed.
struct RawText: Sendable {
  private let payload: Payload
  private let starts: [Int]
  private let lineBytes: Int
  let count: Int

  private static let mostIndexed = 4 << 20

  /// - Parameter columns: what fits into a line; a byte takes one column at most, unless it is shown as
  ///   a mark.
  init(_ payload: Payload, columns: Int) {
    self.payload = payload
    let size = payload.byteCount
    guard size <= Self.mostIndexed else {
      starts = []
      // A line that is broken before a wide character gets that character from the line before it.
      lineBytes = max(8, columns - 1)
      count = (size + lineBytes - 1) / lineBytes
      return
    }
    lineBytes = max(8, columns)
    let bytes = payload.bytes
    var starts = [0]
    var line = 0
    for (position, byte) in bytes.enumerated() {
      if position - line >= lineBytes, byte != 0x0A {
        line = payload.characterStart(atOrBefore: position, after: line)
        starts.append(line)
      }
      if byte == 0x0A {
        line = position + 1
        if line < size { starts.append(line) }
      }
    }
    self.starts = starts
    count = starts.count
  }

  func line(_ row: Int) -> String {
    guard row >= 0, row < count else { return "" }
    let text = payload.text(bytes(of: row))
    return text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// The bytes that a row shows, its line end included.
  func bytes(of row: Int) -> Range<Int> { start(of: row)..<start(of: row + 1) }

  /// The byte with which a row begins; of the row past the last, the end.
  func start(of row: Int) -> Int {
    if starts.isEmpty {
      return payload.characterStart(atOrBefore: row * lineBytes, after: (row - 1) * lineBytes + 4)
    }
    return row < starts.count ? starts[row] : payload.byteCount
  }

  /// The row that a byte stands in.
  func row(of byte: Int) -> Int {
    // A row of a very large payload can begin before its multiple, and never before that of the row
    // before it.
    guard !starts.isEmpty else {
      let row = min(byte / lineBytes, max(0, count - 1))
      return row + 1 < count && start(of: row + 1) <= byte ? row + 1 : row
    }
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= byte { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
