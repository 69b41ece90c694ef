import Foundation

extension Key {
  /// Why a terminal never sends this key, and what to write instead; `nil` if it sends it.
  var untypable: String? {
    switch self {
    case .control(let character):
      if let reason = Self.controls[character] { return reason }
      return ("a"..."z").contains(character) ? nil : "terminals send Ctrl with letters only"
    case .alt(let character):
      if Self.introducers.contains(character) { return "Alt-\(character) begins other keys" }
      return Key.character(character).untypable.map { _ in
        "terminals send Alt with letters and signs"
      }
    case .character(" "): return "write Space"
    case .character(let character):
      let scalars = String(character).precomposedStringWithCanonicalMapping.unicodeScalars
      guard scalars.count == 1, let value = scalars.first?.value else {
        return "it is more than one character"
      }
      return value < 0x20 || (0x7F..<0xA0).contains(value) ? "it is a control character" : nil
    default: return nil
    }
  }

  private static let controls: [Character: String] = [
    "c": "it interrupts the program",
    "h": "terminals send Backspace for it; write Backspace",
    "i": "terminals send Tab for it; write Tab",
    "j": "terminals send Enter for it; write Enter",
    "m": "terminals send Enter for it; write Enter",
    "q": "it resumes the terminal's output",
    "s": "it stops the terminal's output",
    "z": "it stops the program",
    "[": "terminals send Esc for it; write Esc",
    "\\": "it ends the program",
  ]

  /// Terminals begin the sequences of other keys with Esc and one of these.
  private static let introducers: Set<Character> = ["[", "O", "]"]
}
