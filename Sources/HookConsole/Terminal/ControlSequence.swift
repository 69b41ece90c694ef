/// A control sequence (ECMA-48, 5.4) behind its `ESC [`: the mouse's are understood, others passed
/// over.
///
/// ncurses would wait for the rest of a mouse report without end, so it is not told of the mouse.
struct ControlSequence {
  /// What one more character makes of it.
  enum Step: Equatable {
    case more
    /// It has ended, and was for nothing.
    case end
    case input(Input)
    /// The character is no part of it.
    case foreign
  }

  private var parameters: [UInt32] = []
  /// In the mouse's old form three characters follow the end.
  private var isOldMouse = false

  private static let longest = 32

  mutating func take(_ value: UInt32) -> Step {
    if isOldMouse {
      guard value >= 0x20 else { return .foreign }
      parameters.append(value - 0x20)
      guard parameters.count == 3 else { return .more }
      return Self.mouse(button: parameters[0], column: parameters[1], row: parameters[2])
    }
    switch value {
    case 0x20...0x3F:
      if parameters.count < Self.longest { parameters.append(value) }
      return .more
    case 0x4D where parameters.isEmpty:
      isOldMouse = true
      return .more
    case 0x4D where parameters.first == 0x3C: return newMouse()
    case 0x40...0x7E: return .end
    default: return .foreign
    }
  }

  /// `< button ; column ; row`
  private func newMouse() -> Step {
    let text = String(
      String.UnicodeScalarView(parameters.dropFirst().compactMap(Unicode.Scalar.init))
    )
    let numbers = text.split(separator: ";").compactMap { UInt32($0) }
    guard numbers.count == 3 else { return .end }
    return Self.mouse(button: numbers[0], column: numbers[1], row: numbers[2])
  }

  /// Presses of the first button and the wheel, whatever is held down beside them. Counted from one.
  private static func mouse(button: UInt32, column: UInt32, row: UInt32) -> Step {
    guard column > 0, row > 0, column < 10_000, row < 10_000 else { return .end }
    let position = Position(row: Int(row) - 1, column: Int(column) - 1)
    // Shift, Meta and Ctrl.
    switch button & ~0b11100 {
    case 0: return .input(.press(position))
    case 64: return .input(.wheel(position, rows: -3))
    case 65: return .input(.wheel(position, rows: 3))
    default: return .end
    }
  }
}
