/// What stands in for a glyph where the locale is not UTF-8.
package enum AsciiText {
  package static func character(for text: CellText) -> Unicode.Scalar {
    guard let scalar = text.first else { return " " }
    return scalar.isASCII ? scalar : table[scalar] ?? "?"
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+",
    "●": "*", "○": "o", "▸": ">", "▾": "v", "…": "~", "·": ".", "›": ">", "×": "x", "•": "*",
    "↑": "^", "↓": "v", "←": "<", "→": ">", "█": "#", "▏": "|", "▁": "_", "▂": "_", "▃": "-",
    "▄": "=", "▅": "=", "▆": "#", "▇": "#", "▎": "|", "▍": "|", "▌": "#", "▋": "#", "▊": "#",
    "▉": "#", "◌": "o", "⚠": "!", "✓": "v", "◐": "%", "–": "-", "◂": "<", "²": "2", "³": "3",
  ]
}
