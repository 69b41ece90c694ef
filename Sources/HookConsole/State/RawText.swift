import HookModel

/// A payload as text in lines. A long line is broken after some bytes, so that it can be read to its
/// end; of very large payloads every line is, whatever line ends it has, so that no pass is needed.
struct RawText: Sendable {
  private let payload: Payload
  private let starts: [Int]
  let count: Int

  private static let lineBytes = 72
  private static let mostIndexed = 4 << 20

  init(_ payload: Payload) {
    self.payload = payload
    let size = payload.byteCount
    guard size <= Self.mostIndexed else {
      starts = []
      count = (size + Self.lineBytes - 1) / Self.lineBytes
      return
    }
    let bytes = payload.bytes
    var starts = [0]
    var line = 0
    for (place, byte) in bytes.enumerated() {
      if place - line >= Self.lineBytes, byte & 0xC0 != 0x80 {
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
    if starts.isEmpty {
      return payload.text(row * Self.lineBytes..<(row + 1) * Self.lineBytes)
    }
    let end = row + 1 < starts.count ? starts[row + 1] : payload.byteCount
    let text = payload.text(starts[row]..<end)
    return text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
