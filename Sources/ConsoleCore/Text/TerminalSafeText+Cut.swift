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

  /// The text in so many columns at most, with `…` in its middle where it was cut: both ends of it
  /// tell it from others.
  package func cutMiddle(to width: Int) -> String {
    guard columns > width else { return glyphs.map(\.text).joined() }
    guard width > 0 else { return "" }
    let head = Self.prefix(glyphs, columns: width / 2)
    let tail = Self.prefix(glyphs.reversed(), columns: width - 1 - head.columns)
    // No blank beside the mark.
    let start = head.glyphs.map(\.text).joined().reversed().drop { $0 == " " }.reversed()
    let end = tail.glyphs.reversed().map(\.text).joined().drop { $0 == " " }
    return String(start) + "…" + end
  }

  private static func prefix(_ glyphs: some Sequence<Glyph>, columns: Int)
    -> (glyphs: [Glyph], columns: Int)
  {
    var (kept, used): ([Glyph], Int) = ([], 0)
    for glyph in glyphs {
      guard used + glyph.columns <= columns else { break }
      kept.append(glyph)
      used += glyph.columns
    }
    return (kept, used)
  }
}
