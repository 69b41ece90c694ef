import ConsoleCore

/// Reports of the mouse, in both forms.
///
/// ncurses would wait for the rest of a report without end, so it is not told of the mouse.
enum MouseReport {
  /// The input that a report means; `nil` if the sequence is not a report, or of nothing of interest.
  ///
  /// - Parameter sequence: without its ESC.
  static func input(_ sequence: [UInt8]) -> Input? {
    if sequence.count == 5, sequence.starts(with: Array("[M".utf8)) {
      let numbers = sequence.dropFirst(2).map { Int($0) - 0x20 }
      return input(button: numbers[0], column: numbers[1], row: numbers[2])
    }
    guard sequence.starts(with: Array("[<".utf8)), sequence.last == UInt8(ascii: "M") else {
      return nil
    }
    let text = String(decoding: sequence.dropFirst(2).dropLast(), as: UTF8.self)
    let numbers = text.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    return input(button: numbers[0], column: numbers[1], row: numbers[2])
  }

  /// Presses of the first button and the wheel, with any modifier. Counted from one.
  private static func input(button: Int, column: Int, row: Int) -> Input? {
    guard (1..<10_000).contains(column), (1..<10_000).contains(row) else { return nil }
    let position = Position(row: row - 1, column: column - 1)
    // Shift, Meta and Ctrl.
    switch button & ~0b11100 {
    case 0: return .press(position)
    case 64: return .wheel(position, rows: -3)
    case 65: return .wheel(position, rows: 3)
    default: return nil
    }
  }
}
