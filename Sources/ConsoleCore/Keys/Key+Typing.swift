import Foundation

extension Key {
  /// Why a terminal never sends this key, and what to write instead; `nil` if it sends it.
  package var typingFault: (reason: String, hint: String)? {
    switch self {
    case .control(let character):
      if let fault = Self.controls[character] { return fault }
      return ("a"..."z").contains(character)
        ? nil : ("terminals send Ctrl with a to z only", Self.other)
    case .alt(let character):
      return Self.introducers.contains(character)
        ? ("it begins the codes of other keys", Self.other) : Key.character(character).typingFault
    case .character(" "): return ("it has a name", "try: Space")
    case .character(let character):
      let scalars = String(character).precomposedStringWithCanonicalMapping.unicodeScalars
      guard scalars.count == 1, let value = scalars.first?.value else {
        return ("it is more than one character", Self.other)
      }
      let isControl = value < 0x20 || (0x7F..<0xA0).contains(value)
      return isControl ? ("it is a control character", Self.other) : nil
    default: return nil
    }
  }

  private static let other = "try: another key, such as Ctrl-t"

  private static let controls: [Character: (reason: String, hint: String)] = [
    "c": ("it interrupts the program", other),
    "h": ("terminals send Backspace", "try: Backspace"),
    "i": ("terminals send Tab", "try: Tab"),
    "j": ("terminals send Enter", "try: Enter"),
    "m": ("terminals send Enter", "try: Enter"),
    "q": ("it resumes the terminal's output", other),
    "s": ("it stops the terminal's output", other),
    "z": ("it stops the program", other),
    "[": ("terminals send Esc", "try: Esc"),
    "\\": ("it ends the program", other),
  ]

  /// Terminals begin the codes of other keys with Esc and one of these.
  private static let introducers: Set<Character> = ["[", "O", "]"]
}
