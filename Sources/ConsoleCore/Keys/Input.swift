/// What a person did.
package enum Input: Equatable, Sendable {
  case key(Key)
  case paste(String)
  case press(Position)
  case doublePress(Position)
  case wheel(Position, rows: Int)
  /// The terminal's background, each part from 0 to 1.
  case background(red: Double, green: Double, blue: Double)
  /// The terminal has answered what it was asked.
  case terminalAnswered
  /// What came cannot be taken: a sentence for people.
  case problem(String)
}
