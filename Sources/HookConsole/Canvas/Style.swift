/// What a piece of text is, from which the theme makes its colours. Panes name roles, never colours.
enum Role: UInt8, CaseIterable, Sendable {
  case plain, faint, heading
  case border, focusedBorder
  /// The classes of status codes, and "no response".
  case success, redirection, clientError, serverError, noResponse, pending
  /// The parts of a JSON text.
  case key, string, number, literal, punctuation
  /// What was made harmless or cut: never part of the data itself.
  case mark
  case match, hint, hintKey, notice, problem, live

  /// One letter for the style lines of screen tests.
  var letter: Character {
    Self.letters[Int(rawValue)]
  }

  private static let letters = Array(".fhbBs3457pKSNLP!mikncl")
}

/// How a cell looks: its role, and what is laid over it.
struct Style: Hashable, Sendable {
  var role: Role
  /// The chosen row of a list.
  var selected = false
  var bold = false

  static let plain = Style(role: .plain)

  init(role: Role, selected: Bool = false, bold: Bool = false) {
    self.role = role
    self.selected = selected
    self.bold = bold
  }

  func selected(_ on: Bool) -> Style {
    var style = self
    style.selected = on
    return style
  }
}
