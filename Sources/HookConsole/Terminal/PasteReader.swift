import ConsoleCore

/// The text between the marks of a bracketed paste.
struct PasteReader {
  /// Longer than any field takes.
  static let maximumBytes = 64 * 1024
  private static let endMark = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private(set) var count = 0

  /// - Returns: `true` if the end mark is complete.
  mutating func take(_ byte: UInt8) -> Bool {
    count += 1
    bytes.append(byte)
    // The end is needed to find the mark; the beginning of what is too long is not.
    if bytes.count > 2 * Self.maximumBytes { bytes.removeFirst(Self.maximumBytes) }
    guard byte == Self.endMark.last, bytes.suffix(Self.endMark.count) == Self.endMark[...] else {
      return false
    }
    bytes.removeLast(Self.endMark.count)
    count -= Self.endMark.count
    return true
  }

  /// The person pressed Esc because the end mark is lost: what came up to then.
  mutating func endAtEscape() {
    bytes.removeLast()
    count -= 1
  }

  /// The text, or why it is not taken: whole or not at all.
  var input: Input {
    if count > Self.maximumBytes {
      return .problem("paste too long: \(count) bytes, the maximum is \(Self.maximumBytes)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .problem("paste is not UTF-8: nothing was inserted; try: set the terminal to UTF-8")
    }
    return .paste(text)
  }
}
