/// Breaks a text into lines at its blanks; a word that is longer than a line is broken between two
/// characters as people see them.
package enum WrappedText {
  package static func lines(_ text: String, columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let width = TerminalSafeText.columns(of: word)
      if used > 0, used + 1 + width <= columns {
        line += " " + word
        used += 1 + width
        continue
      }
      if used > 0 { lines.append(line) }
      (line, used) = (String(word), width)
      guard width > columns else { continue }
      (line, used) = ("", 0)
      for character in word {
        let width = TerminalSafeText.columns(of: String(character))
        if used > 0, used + width > columns {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line.append(character)
        used += width
      }
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
