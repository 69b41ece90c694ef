import HookModel

/// Something to read over the panes: the response of an endpoint, a value, the last messages.
package struct Viewer: Sendable {
  struct Line: Sendable {
    var pieces: [(String, Style)]

    init(_ pieces: [(String, Style)]) {
      self.pieces = pieces
    }

    init(_ text: String, _ role: Role = .plain) {
      pieces = [(text, Style(role: role))]
    }

    /// The line in as many lines as it takes, broken at blanks where that leaves them half full.
    func wrapped(_ columns: Int) -> [Line] {
      let used = pieces.reduce(0) { $0 + TerminalSafeText.columns(of: $1.0, limit: columns) }
      guard columns > 0, used > columns else { return [self] }
      let glyphs = pieces.flatMap { text, style in
        TerminalSafeText(text).glyphs.map { (text: $0.text, columns: $0.columns, style: style) }
      }
      var lines: [Line] = []
      var start = 0
      while start < glyphs.count {
        var (end, used) = (start, 0)
        while end < glyphs.count, used + glyphs[end].columns <= columns {
          used += glyphs[end].columns
          end += 1
        }
        end = max(end, start + 1)
        if end < glyphs.count, glyphs[end].text != " ",
          let blank = glyphs[start..<end].lastIndex(where: { $0.text == " " }),
          (blank - start) * 2 > end - start
        {
          end = blank + 1
        }
        var pieces: [(String, Style)] = []
        for glyph in glyphs[start..<end] {
          if let last = pieces.last, last.1 == glyph.style {
            pieces[pieces.count - 1].0 += String([glyph.text])
          } else {
            pieces.append((String([glyph.text]), glyph.style))
          }
        }
        lines.append(Line(pieces))
        // A blank at the break begins no line.
        start = end < glyphs.count && glyphs[end].text == " " ? end + 1 : end
      }
      return lines
    }
  }

  private enum Content: Sendable {
    case lines([Line])
    /// A text of any size, of which only what is seen is read.
    case text(Payload)
  }

  let title: String
  private let content: Content
  private(set) var top = 0
  /// The lines as they fit the screen, or the text in lines.
  private var fitted: [Line] = []
  private var raw: RawText?
  private var columns = 0

  init(_ title: String, _ lines: [Line]) {
    self.title = title
    content = .lines(lines)
    fitted = lines
  }

  init(_ title: String, text: Payload) {
    self.title = title
    content = .text(text)
  }

  var count: Int { raw?.count ?? fitted.count }

  /// Some of the lines, cut where there are no more.
  func lines(_ window: Range<Int>) -> [Line] {
    let window = window.clamped(to: 0..<count)
    if let raw { return window.map { Line(raw.line($0)) } }
    return Array(fitted[window])
  }

  /// Breaks the lines where the screen ends.
  mutating func fit(_ size: Size) {
    let columns = Self.box(size).inside.columns - 2
    guard columns != self.columns else { return }
    self.columns = columns
    switch content {
    case .lines(let lines): fitted = lines.flatMap { $0.wrapped(columns) }
    case .text(let text): raw = RawText(text, columns: columns)
    }
    scroll(0)
  }

  /// The most that it takes of a screen.
  private static func box(_ size: Size) -> Rect {
    Rect(rows: size.rows, columns: size.columns)
      .centred(rows: max(3, size.rows - 2), columns: size.columns)
  }

  /// Where it lies on a screen.
  func box(_ size: Size) -> Rect {
    let most = Self.box(size)
    return Rect(rows: size.rows, columns: size.columns)
      .centred(rows: min(count + 2, most.rows), columns: most.columns)
  }

  mutating func take<Root>(_ key: Key, page: Int) -> OverlayStep<Root> {
    switch key {
    case .escape, .enter, .character("q"): return .close
    case .down, .character("j"): scroll(1)
    case .up, .character("k"): scroll(-1)
    case .pageDown, .space, .control("f"): scroll(page)
    case .pageUp, .control("b"): scroll(-page)
    case .home, .character("g"): top = 0
    case .end, .character("G"): scroll(count)
    default: break
    }
    return .stay
  }

  mutating func scroll(_ rows: Int) {
    top = min(max(0, top + rows), max(0, count - 1))
  }
}
