/// What a piece of text is, from which the theme makes its colours. Panes name roles, never colours.
package enum Role: UInt8, CaseIterable, Sendable {
  case plain, faint, heading
  case border, focusedBorder
  /// The classes of status codes, and "no response".
  case success, redirection, clientError, serverError, noResponse, pending
  /// The parts of a JSON text.
  case key, string, number, literal, punctuation
  /// What was made harmless or cut: never part of the data itself.
  case mark
  case match, hint, hintKey, notice, problem, live

  /// One character for the style lines of screen tests.
  package var code: Character {
    Self.codes[Int(rawValue)]
  }

  private static let codes = Array(".fhbBs3457pKSNLP!mikncl")
}

/// How a cell looks: its role, and what is laid over it.
package struct Style: Hashable, Sendable {
  package var role: Role
  /// The selected row of a list.
  package var selected = false
  package var bold = false

  package static let plain = Style(role: .plain)

  package init(role: Role, selected: Bool = false, bold: Bool = false) {
    self.role = role
    self.selected = selected
    self.bold = bold
  }

  package func selected(_ on: Bool) -> Style {
    var style = self
    style.selected = on
    return style
  }
}
