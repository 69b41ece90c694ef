/// Rows in columns for people. What came from the network is made harmless here, as on the screen.
struct TextTable {
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[VisibleText]] = []

  init(_ alignments: [Alignment]) {
    self.alignments = alignments
  }

  mutating func add(_ texts: [String]) {
    rows.append(texts.map { VisibleText($0) })
  }

  /// - Parameters:
  ///   - width: the columns there are; the widest column gives way first. Nil: as wide as needed.
  func lines(width: Int?) -> [String] {
    var widths = alignments.indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
    if let width {
      let gaps = 2 * (alignments.count - 1)
      while widths.reduce(gaps, +) > width,
        let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > 8
      {
        widths[widest] -= 1
      }
    }
    return rows.map { row in
      let cells = row.indices.map { cell(row[$0], widths[$0], alignments[$0]) }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }

  private func cell(_ text: VisibleText, _ width: Int, _ alignment: Alignment) -> String {
    let cut = text.cut(to: width)
    let blanks = String(repeating: " ", count: max(0, width - cut.columns))
    return alignment == .left ? cut.text + blanks : blanks + cut.text
  }
}

extension VisibleText {
  /// The text in so many columns at most, with `…` where it was cut.
  func cut(to width: Int) -> (text: String, columns: Int) {
    guard columns > width else { return (glyphs.map(\.text).joined(), columns) }
    var text = ""
    var used = 0
    for glyph in glyphs {
      guard used + glyph.columns <= width - 1 else { break }
      text += glyph.text
      used += glyph.columns
    }
    return width > 0 ? (text + "…", used + 1) : ("", 0)
  }
}
