extension TerminalSafeText {
  /// The text as a whole.
  package var text: String { Self.text(of: glyphs) }

  private static func text(of glyphs: some Sequence<Glyph>) -> String {
    String(glyphs.lazy.map(\.text))
  }

  /// A text of several lines without anything that a terminal would obey.
  package static func sanitised(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalSafeText($0).text }.joined(separator: "\n")
  }

  /// The text in so many columns at most, with `…` where it was cut.
  package func cut(to width: Int, isMarked: Bool = true) -> (text: String, columns: Int) {
    guard columns > width else { return (text, columns) }
    let kept = Self.prefix(glyphs, columns: isMarked ? width - 1 : width)
    let text = Self.text(of: kept.glyphs)
    guard isMarked else { return (text, kept.columns) }
    return width > 0 ? (text + "…", kept.columns + 1) : ("", 0)
  }

  /// The text in so many columns at most, with `…` in its middle where it was cut: both ends of it
  /// tell it from others.
  package func cutMiddle(to width: Int) -> String {
    guard columns > width else { return text }
    guard width > 0 else { return "" }
    let head = Self.prefix(glyphs, columns: width / 2)
    let tail = Self.prefix(glyphs.reversed(), columns: width - 1 - head.columns)
    // No blank beside the mark.
    let start = Self.text(of: head.glyphs).reversed().drop { $0 == " " }.reversed()
    let end = Self.text(of: tail.glyphs.reversed()).drop { $0 == " " }
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
