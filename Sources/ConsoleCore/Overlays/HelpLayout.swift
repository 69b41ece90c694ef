/// The lines of the help on a screen: one column, or two on a wide screen.
struct HelpLayout {
  enum Line: Equatable {
    case heading(String)
    /// The first line of a command.
    case command(keys: String, text: String, row: Int)
    /// What is left of its sentence.
    case rest(String, row: Int)
    case blank

    /// Which of the visible commands it belongs to.
    var row: Int? {
      switch self {
      case .command(_, _, let row), .rest(_, let row): row
      case .heading, .blank: nil
      }
    }
  }

  let box: Rect
  /// Where the text is typed that narrows it.
  let prompt: Rect
  /// The columns, each with its part of the lines.
  private(set) var columns: [(area: Rect, lines: [Line])] = []
  let scroll: ScrollPosition
  /// Columns for the names of the keys.
  let keys: Int

  /// From this width on there are two columns.
  private static let wide = 100

  init(_ list: HelpList<some Any>, size: Size) {
    let screen = Rect(rows: size.rows, columns: size.columns)
    let most = screen.centred(
      rows: max(3, size.rows - 2),
      columns: size.columns >= Self.wide ? min(156, size.columns) : 84
    )
    let visible = list.visible
    let names = visible.map { TerminalSafeText.columns(of: $0.keyNames) }.max() ?? 0
    var (count, width) = (1, most.inside.columns)
    var keys = min(max(6, width / 3), names)
    var lines = Self.lines(visible, keys: keys, columns: width)
    // What fits into one column needs no second one.
    if size.columns >= Self.wide, lines.count >= most.inside.rows {
      (count, width) = (2, (width - 1) / 2)
      keys = min(max(6, width / 3), names)
      lines = Self.lines(visible, keys: keys, columns: width)
    }
    self.keys = keys
    let split = count > 1 ? Self.split(lines) : lines.count
    let parts = [Array(lines[..<split]), Self.trimmed(lines[split...])].prefix(count)
    // Where nothing matches, a line says so.
    let height = max(1, parts.map(\.count).max() ?? 0)
    box = screen.centred(rows: min(height + 3, most.rows), columns: most.columns)
    var inside = box.inside
    prompt = inside.line(0)
    inside = inside.droppingRows(1)
    let selected = parts.compactMap { part in part.firstIndex { $0.row == list.row } }.first ?? 0
    let top = min(max(0, selected - inside.rows / 2), max(0, height - inside.rows))
    scroll = ScrollPosition(first: top, shown: inside.rows, count: height)
    columns = parts.enumerated().map { number, part in
      let area = Rect(
        row: inside.row,
        column: inside.column + number * (width + 1),
        rows: inside.rows,
        columns: width
      )
      return (area, Array(part.dropFirst(top).prefix(inside.rows)))
    }
  }

  /// - Parameter keys: columns of their names; longer ones have a line of their own.
  private static func lines(_ commands: [Command<some Any>], keys: Int, columns: Int) -> [Line] {
    var lines: [Line] = []
    var subject: Subject?
    for (row, command) in commands.enumerated() {
      if command.subject != subject {
        if subject != nil { lines.append(.blank) }
        subject = command.subject
        lines.append(.heading(command.subject.rawValue))
      }
      var text = WrappedText.lines(command.help, columns: max(8, columns - keys - 4))
      let isLong = TerminalSafeText.columns(of: command.keyNames) > keys
      let first = isLong || text.isEmpty ? "" : text.removeFirst()
      lines.append(.command(keys: command.keyNames, text: first, row: row))
      lines += text.map { .rest($0, row: row) }
    }
    return lines
  }

  /// Where the second column begins: near the middle, before a heading if there is one close by.
  private static func split(_ lines: [Line]) -> Int {
    let middle = (lines.count + 1) / 2
    let headings = lines.indices.filter {
      if case .heading = lines[$0] { abs($0 - middle) <= 4 } else { false }
    }
    if let heading = headings.min(by: { abs($0 - middle) < abs($1 - middle) }) { return heading }
    return lines[middle...].firstIndex { if case .command = $0 { true } else { false } } ?? middle
  }

  private static func trimmed(_ lines: ArraySlice<Line>) -> [Line] {
    Array(lines.drop { $0 == .blank })
  }
}
