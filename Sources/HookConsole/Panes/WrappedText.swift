/// Breaks a text into lines at its blanks; a word that is longer than a line is broken, too.
enum WrappedText {
  static func lines(_ text: String, columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      var word = word
      var width = VisibleText(word).columns
      if used > 0, used + 1 + width <= columns {
        line += " " + word
        used += 1 + width
        continue
      }
      if used > 0 { lines.append(line) }
      while width > columns {
        let head = word.prefix(columns)
        lines.append(String(head))
        word = word.dropFirst(head.count)
        width = VisibleText(word).columns
      }
      line = String(word)
      used = width
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
