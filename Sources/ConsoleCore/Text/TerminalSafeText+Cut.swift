extension TerminalSafeText {
  /// A text of several lines without anything that a terminal would obey.
  package static func sanitised(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalSafeText($0).glyphs.map(\.text).joined() }.joined(separator: "\n")
  }

  /// The text in so many columns at most, with `…` where it was cut.
  package func cut(to width: Int, isMarked: Bool = true) -> (text: String, columns: Int) {
    guard columns > width else { return (glyphs.map(\.text).joined(), columns) }
    var text = ""
    var used = 0
    for glyph in glyphs {
      guard used + glyph.columns <= (isMarked ? width - 1 : width) else { break }
      text += glyph.text
      used += glyph.columns
    }
    guard isMarked else { return (text, used) }
    return width > 0 ? (text + "…", used + 1) : ("", 0)
  }
}
