/// The colours of each role, from the numbers of the terminal's palette.
package struct Theme: Sendable {
  /// A colour in a palette of 256, and its stand-in among the first eight. -1 is the terminal's own.
  package struct Ink: Sendable {
    package var rich: Int16
    package var basic: Int16
    package var bold = false
    package var dim = false
  }

  package let name: String
  let inks: [Role: Ink]
  /// The background of the selected row; where there are too few colours it is shown reversed.
  package let selection: Int16
  /// The background of everything; -1 is the terminal's own.
  package var background: Int16 = -1
  /// Whether only the first eight colours are used, which people set in their terminals.
  package var isBasic = false

  package func ink(_ role: Role) -> Ink {
    inks[role] ?? Ink(rich: -1, basic: -1)
  }

  package static let all = [dark, light, highContrast, terminal]

  /// The theme for a background, as the terminal tells it: red, green and blue from 0 to 1.
  package static func forBackground(red: Double, green: Double, blue: Double) -> Theme {
    0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? light : dark
  }

  /// The theme for the variable COLORFGBG, such as `15;0`: the last number is the background among the
  /// first sixteen colours; `nil` if it says nothing.
  package static func forVariable(_ value: String) -> Theme? {
    guard let background = value.split(separator: ";").last.flatMap({ Int($0) }),
      (0...15).contains(background)
    else { return nil }
    return [7, 9, 10, 11, 12, 13, 14, 15].contains(background) ? light : dark
  }

  package static let dark = Theme(
    name: "dark",
    inks: [
      .plain: Ink(rich: -1, basic: -1),
      .faint: Ink(rich: 247, basic: -1, dim: true),
      .heading: Ink(rich: 252, basic: -1, bold: true),
      .border: Ink(rich: 243, basic: -1, dim: true),
      .focusedBorder: Ink(rich: 75, basic: 6, bold: true),
      .success: Ink(rich: 114, basic: 2),
      .redirection: Ink(rich: 80, basic: 6),
      .clientError: Ink(rich: 215, basic: 3),
      .serverError: Ink(rich: 210, basic: 1),
      .noResponse: Ink(rich: 176, basic: 5),
      .pending: Ink(rich: 111, basic: 4),
      .key: Ink(rich: 110, basic: 6),
      .string: Ink(rich: 150, basic: 2),
      .number: Ink(rich: 180, basic: 3),
      .literal: Ink(rich: 176, basic: 5),
      .punctuation: Ink(rich: 247, basic: -1),
      .mark: Ink(rich: 109, basic: 6, dim: true),
      .match: Ink(rich: 221, basic: 3, bold: true),
      .hint: Ink(rich: 247, basic: -1),
      .hintKey: Ink(rich: 75, basic: 6, bold: true),
      .notice: Ink(rich: 222, basic: 3),
      .problem: Ink(rich: 210, basic: 1, bold: true),
      .live: Ink(rich: 114, basic: 2, bold: true),
    ],
    selection: 236
  )

  package static let light = Theme(
    name: "light",
    inks: [
      .plain: Ink(rich: -1, basic: -1),
      .faint: Ink(rich: 241, basic: -1, dim: true),
      .heading: Ink(rich: 235, basic: -1, bold: true),
      .border: Ink(rich: 245, basic: -1, dim: true),
      .focusedBorder: Ink(rich: 25, basic: 4, bold: true),
      .success: Ink(rich: 22, basic: 2),
      .redirection: Ink(rich: 23, basic: 6),
      .clientError: Ink(rich: 94, basic: 3),
      .serverError: Ink(rich: 124, basic: 1),
      .noResponse: Ink(rich: 90, basic: 5),
      .pending: Ink(rich: 25, basic: 4),
      .key: Ink(rich: 25, basic: 4),
      .string: Ink(rich: 22, basic: 2),
      .number: Ink(rich: 94, basic: 3),
      .literal: Ink(rich: 90, basic: 5),
      .punctuation: Ink(rich: 241, basic: -1),
      .mark: Ink(rich: 24, basic: 6, dim: true),
      .match: Ink(rich: 94, basic: 3, bold: true),
      .hint: Ink(rich: 241, basic: -1),
      .hintKey: Ink(rich: 25, basic: 4, bold: true),
      .notice: Ink(rich: 94, basic: 3),
      .problem: Ink(rich: 124, basic: 1, bold: true),
      .live: Ink(rich: 22, basic: 2, bold: true),
    ],
    selection: 254
  )

  /// Bright colours on black.
  package static let highContrast = Theme(
    name: "high-contrast",
    inks: [
      .plain: Ink(rich: 231, basic: 7),
      .faint: Ink(rich: 252, basic: 7),
      .heading: Ink(rich: 231, basic: 7, bold: true),
      .border: Ink(rich: 250, basic: 7),
      .focusedBorder: Ink(rich: 51, basic: 6, bold: true),
      .success: Ink(rich: 120, basic: 2),
      .redirection: Ink(rich: 123, basic: 6),
      .clientError: Ink(rich: 221, basic: 3),
      .serverError: Ink(rich: 217, basic: 1, bold: true),
      .noResponse: Ink(rich: 219, basic: 5, bold: true),
      .pending: Ink(rich: 153, basic: 6),
      .key: Ink(rich: 159, basic: 6),
      .string: Ink(rich: 157, basic: 2),
      .number: Ink(rich: 229, basic: 3),
      .literal: Ink(rich: 219, basic: 5),
      .punctuation: Ink(rich: 252, basic: 7),
      .mark: Ink(rich: 159, basic: 6),
      .match: Ink(rich: 226, basic: 3, bold: true),
      .hint: Ink(rich: 252, basic: 7),
      .hintKey: Ink(rich: 51, basic: 6, bold: true),
      .notice: Ink(rich: 229, basic: 3, bold: true),
      .problem: Ink(rich: 217, basic: 1, bold: true),
      .live: Ink(rich: 120, basic: 2, bold: true),
    ],
    selection: 238,
    background: 16
  )

  /// The first eight colours, as the person has set them in the terminal.
  package static let terminal = Theme(
    name: "terminal",
    inks: dark.inks,
    selection: -1,
    isBasic: true
  )
}
