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

  package func ink(_ role: Role) -> Ink {
    inks[role] ?? Ink(rich: -1, basic: -1)
  }

  package static let all = [dark, light]

  package static let dark = Theme(
    name: "dark",
    inks: [
      .plain: Ink(rich: -1, basic: -1),
      .faint: Ink(rich: 245, basic: -1, dim: true),
      .heading: Ink(rich: 252, basic: -1, bold: true),
      .border: Ink(rich: 240, basic: -1, dim: true),
      .focusedBorder: Ink(rich: 75, basic: 6, bold: true),
      .success: Ink(rich: 114, basic: 2),
      .redirection: Ink(rich: 80, basic: 6),
      .clientError: Ink(rich: 215, basic: 3),
      .serverError: Ink(rich: 203, basic: 1),
      .noResponse: Ink(rich: 176, basic: 5),
      .pending: Ink(rich: 111, basic: 4),
      .key: Ink(rich: 110, basic: 6),
      .string: Ink(rich: 150, basic: 2),
      .number: Ink(rich: 180, basic: 3),
      .literal: Ink(rich: 176, basic: 5),
      .punctuation: Ink(rich: 246, basic: -1),
      .mark: Ink(rich: 203, basic: 1, dim: true),
      .match: Ink(rich: 221, basic: 3, bold: true),
      .hint: Ink(rich: 246, basic: -1),
      .hintKey: Ink(rich: 75, basic: 6, bold: true),
      .notice: Ink(rich: 222, basic: 3),
      .problem: Ink(rich: 203, basic: 1, bold: true),
      .live: Ink(rich: 114, basic: 2, bold: true),
    ],
    selection: 237
  )

  static let light = Theme(
    name: "light",
    inks: [
      .plain: Ink(rich: -1, basic: -1),
      .faint: Ink(rich: 243, basic: -1, dim: true),
      .heading: Ink(rich: 235, basic: -1, bold: true),
      .border: Ink(rich: 249, basic: -1, dim: true),
      .focusedBorder: Ink(rich: 25, basic: 4, bold: true),
      .success: Ink(rich: 28, basic: 2),
      .redirection: Ink(rich: 30, basic: 6),
      .clientError: Ink(rich: 130, basic: 3),
      .serverError: Ink(rich: 160, basic: 1),
      .noResponse: Ink(rich: 90, basic: 5),
      .pending: Ink(rich: 26, basic: 4),
      .key: Ink(rich: 25, basic: 4),
      .string: Ink(rich: 28, basic: 2),
      .number: Ink(rich: 94, basic: 3),
      .literal: Ink(rich: 90, basic: 5),
      .punctuation: Ink(rich: 242, basic: -1),
      .mark: Ink(rich: 160, basic: 1, dim: true),
      .match: Ink(rich: 130, basic: 3, bold: true),
      .hint: Ink(rich: 242, basic: -1),
      .hintKey: Ink(rich: 25, basic: 4, bold: true),
      .notice: Ink(rich: 130, basic: 3),
      .problem: Ink(rich: 160, basic: 1, bold: true),
      .live: Ink(rich: 28, basic: 2, bold: true),
    ],
    selection: 254
  )
}
