import HookModel

/// A payload as text in lines. A long line is broken where the pane ends, so that it can be read to its
/// end; of very large payloads every line is, whatever line ends it has, so that no pass is needed.
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
    lineBytes = max(8, columns)
    let size = payload.byteCount
    guard size <= Self.mostIndexed else {
      starts = []
      count = (size + lineBytes - 1) / lineBytes
      return
    }
    let bytes = payload.bytes
    var starts = [0]
    var line = 0
    for (place, byte) in bytes.enumerated() {
      if place - line >= lineBytes, byte & 0xC0 != 0x80 {
        starts.append(place)
        line = place
      }
      if byte == 0x0A {
        line = place + 1
        if line < size { starts.append(line) }
      }
    }
    self.starts = starts
    count = starts.count
  }

  func line(_ row: Int) -> String {
    guard row >= 0, row < count else { return "" }
    let text = payload.text(start(of: row)..<start(of: row + 1))
    return text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// The byte with which a row begins; of the row past the last, the end.
  func start(of row: Int) -> Int {
    if starts.isEmpty { return min(row * lineBytes, payload.byteCount) }
    return row < starts.count ? starts[row] : payload.byteCount
  }

  /// The row that a byte stands in.
  func row(of byte: Int) -> Int {
    let past =
      starts.isEmpty
      ? byte / lineBytes + 1 : starts.firstIndex { $0 > byte } ?? starts.count
    return max(0, past - 1)
  }
}
