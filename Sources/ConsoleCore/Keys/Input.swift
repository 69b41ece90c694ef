/// What a person did.
package enum Input: Equatable, Sendable {
  case key(Key)
  case paste(String)
  case press(Position)
  case doublePress(Position)
  case wheel(Position, rows: Int)
  /// What came cannot be taken: a sentence for people.
  case problem(String)
}
