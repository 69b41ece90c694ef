import Foundation
import Testing
@testable import ConsoleCore

@Suite(.timeLimit(.minutes(1))) struct ThemeTests {
  /// Red, green and blue of a number of the palette of 256 from 16 on: a cube of six steps, then greys.
  private static func color(_ number: Int16) -> [Double] {
    let number = Int(number)
    if number >= 232 { return Array(repeating: Double(8 + (number - 232) * 10) / 255, count: 3) }
    let cube = number - 16
    let steps: [Int] = [cube / 36, cube / 6 % 6, cube % 6]
    return steps.map { (step: Int) -> Double in step == 0 ? 0 : Double(55 + 40 * step) / 255 }
  }

  /// The relative luminance (WCAG 2.1).
  private static func luminance(_ color: [Double]) -> Double {
    let parts = color.map { (part: Double) -> Double in
      part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ one: [Double], _ other: [Double]) -> Double {
    let (low, high) = (min(luminance(one), luminance(other)), max(luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
  }

  /// The backgrounds that a theme is meant for: those of common terminals.
  private static let backgrounds: [String: [[Double]]] = [
    "dark": [[0, 0, 0], [0.157, 0.173, 0.204]],
    "light": [[1, 1, 1], [0.992, 0.965, 0.89]],
    "high-contrast": [[0, 0, 0]],
  ]

  @Test(
    "text has a contrast of 4.5 at least, selected or not",
    arguments: [
      Theme.dark, .light, .highContrast,
    ]
  )
  func contrast(_ theme: Theme) throws {
    let backgrounds = try #require(Self.backgrounds[theme.name]) + [Self.color(theme.selection)]
    for role in Role.allCases where ![.border].contains(role) {
      let ink = theme.ink(role)
      // The terminal's own text is the person's choice.
      guard ink.rich >= 0 else { continue }
      for background in backgrounds {
        let contrast = Self.contrast(Self.color(ink.rich), background)
        #expect(contrast >= 4.5, "\(theme.name) \(role) \(contrast)")
      }
    }
  }

  @Test(
    "what was cut does not look like a failure",
    arguments: [
      Theme.dark, .light, .highContrast,
    ]
  )
  func marks(_ theme: Theme) {
    for role in [Role.serverError, .clientError, .problem, .noResponse] {
      #expect(theme.ink(role).rich != theme.ink(.mark).rich)
      #expect(theme.ink(role).basic != theme.ink(.mark).basic)
    }
  }

  @Test(
    "COLORFGBG names the background last",
    arguments: [
      ("15;0", "dark"), ("0;15", "light"), ("0;default;15", "light"), ("7;8", "dark"),
      ("0;7", "light"), ("15", "light"), ("", nil), ("x", nil), ("1;99", nil), ("12;default", nil),
    ]
  )
  func variable(_ value: String, _ name: String?) {
    #expect(Theme.forVariable(value)?.name == name)
  }

  @Test(
    "a bright background gets dark text",
    arguments: [
      (0.0, 0.0, 0.0, "dark"), (1, 1, 1, "light"), (0.99, 0.96, 0.89, "light"),
      (0.0, 0.17, 0.21, "dark"), (0.0, 0.0, 1.0, "dark"), (0.2, 1.0, 0.2, "light"),
    ]
  )
  func background(_ red: Double, _ green: Double, _ blue: Double, _ name: String) {
    #expect(Theme.forBackground(red: red, green: green, blue: blue).name == name)
  }
}
