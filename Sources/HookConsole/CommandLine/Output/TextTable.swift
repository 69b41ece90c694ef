import ConsoleCore

/// Rows in columns for people. What came from the network is made harmless here, as on the screen.
struct TextTable {
  enum Column {
    case left, right
    /// What a delivery is called: where space is short, its event gives way.
    case title
    /// Never cut.
    case whole
    /// Goes on below itself where space is short.
    case wrapped
    /// Ids: where space is short, as many characters as tell them apart, which the commands take.
    case id
  }

  struct Cell {
    let text: TerminalSafeText
    let role: Role

    init(_ text: String, _ role: Role = .plain) {
      self.text = TerminalSafeText(text)
      self.role = role
    }

    /// The text in as many lines as it takes.
    func lines(_ width: Int) -> [Cell] {
      guard text.columns > width else { return [self] }
      return WrappedText.lines(text.cut(to: .max).text, columns: width).map { Cell($0, role) }
    }
  }

  private let columns: [Column]
  private let spare: [Int]
  private var rows: [[Cell]] = []
  private var heading: [Cell]?

  /// - Parameters:
  ///   - titles: the line above the rows; it is there for people at a terminal only.
  ///   - spare: the columns that are left out one after the other where a terminal is too narrow.
  init(_ columns: [Column], titles: [String]? = nil, spare: [Int] = []) {
    self.columns = columns
    self.spare = spare
    heading = titles.map { $0.map { Cell($0, .faint) } }
  }

  var isEmpty: Bool { rows.isEmpty }
  var count: Int { rows.count }

  mutating func add(_ texts: [String]) {
    rows.append(texts.map { Cell($0) })
  }

  mutating func add(_ cells: [Cell]) {
    rows.append(cells)
  }

  /// - Parameter width: the columns there are; the widest column gives way first. Where even that is
  ///   not enough each cell has a line of its own. `nil` of a file or a pipe: as wide as needed, and
  ///   without a heading.
  func lines(width: Int?, paint: Paint = .none) -> [String] {
    let shown = (width == nil ? [] : [heading].compactMap { $0 }) + rows
    guard !rows.isEmpty else { return [] }
    let natural = columns.indices.map { column in
      shown.map { $0[column].text.columns }.max() ?? 0
    }
    guard let width else { return shown.map { line($0, natural, paint) } }
    let widths = fitted(natural, to: width)
    guard total(widths) <= width else { return rows.flatMap { stacked($0, width, paint) } }
    return shown.flatMap { row in
      wrapped(row, widths).map { line($0, widths, paint) }
    }
  }

  private func line(_ row: [Cell], _ widths: [Int?], _ paint: Paint) -> String {
    var line = ""
    var pending = ""
    for column in row.indices {
      guard let width = widths[column] else { continue }
      let (text, blanks) = cell(
        columns[column] == .title ? titled(row[column], width) : row[column],
        width,
        isMarked: columns[column] != .id
      )
      let isRight = columns[column] == .right
      pending += isRight ? blanks : ""
      if !text.isEmpty {
        line += pending + paint.text(text, row[column].role)
        pending = ""
      }
      pending += (isRight ? "" : blanks) + "  "
    }
    return line
  }

  /// A row as the lines that it takes: its first line and what goes on below it.
  private func wrapped(_ row: [Cell], _ widths: [Int?]) -> [[Cell]] {
    let parts = row.indices.map { column -> [Cell] in
      guard columns[column] == .wrapped, let width = widths[column] else { return [row[column]] }
      return row[column].lines(width)
    }
    let count = parts.map(\.count).max() ?? 1
    return (0..<count).map { number in
      parts.map { number < $0.count ? $0[number] : Cell("") }
    }
  }

  /// A row with each cell on lines of its own, those after the first one indented.
  private func stacked(_ row: [Cell], _ width: Int, _ paint: Paint) -> [String] {
    row.enumerated().flatMap { column, cell -> [String] in
      let indent = String(repeating: " ", count: column == 0 ? 0 : 2)
      guard cell.text.columns > 0 else { return [] }
      return cell.lines(width - indent.count).map { line in
        indent + paint.text(line.text.cut(to: .max).text, line.role)
      }
    }
  }

  /// A width for each column, `nil` for those that are left out.
  private func fitted(_ natural: [Int], to width: Int) -> [Int?] {
    var left: [Int] = []
    while true {
      var widths = natural.indices.map { left.contains($0) ? nil : natural[$0] }
      if total(widths) > width { shortenIDs(&widths) }
      // A text of which eight characters are left says little; another column goes before that.
      fit(&widths, to: width, shortest: left.count < spare.count ? 14 : 8)
      fit(&widths, to: width, shortest: shortestWrapped(width), among: [.wrapped])
      guard total(widths) > width, left.count < spare.count else { return widths }
      left.append(spare[left.count])
    }
  }

  private func total(_ widths: [Int?]) -> Int {
    let shown = widths.compactMap { $0 }
    return shown.reduce(2 * (shown.count - 1), +)
  }

  private static let shortestID = 13

  /// No id and no other word is broken that fits in a line of its own.
  private func shortestWrapped(_ width: Int) -> Int {
    let words = columns.indices.filter { columns[$0] == .wrapped }.flatMap { column in
      rows.flatMap { $0[column].text.cut(to: .max).text.split(separator: " ") }
    }
    return words.map { TerminalSafeText.columns(of: $0) }.filter { $0 <= width - 2 }.max() ?? 0
  }

  private func shortenIDs(_ widths: inout [Int?]) {
    for column in columns.indices where columns[column] == .id {
      guard let width = widths[column] else { continue }
      let ids = Set(rows.map { $0[column].text.cut(to: .max).text })
      let lengths = Self.shortestID..<max(Self.shortestID + 1, width)
      if let enough = lengths.first(where: { length in
        Set(ids.map { $0.prefix(length) }).count == ids.count
      }) {
        widths[column] = min(enough, width)
      }
    }
  }

  private func fit(
    _ widths: inout [Int?],
    to width: Int,
    shortest: Int,
    among kinds: [Column] = [.left, .right, .title]
  ) {
    while total(widths) > width,
      let widest = widths.indices.filter({ kinds.contains(columns[$0]) })
        .max(by: { widths[$0] ?? 0 < widths[$1] ?? 0 }),
      let widestWidth = widths[widest], widestWidth > shortest
    {
      widths[widest] = widestWidth - 1
    }
  }

  private func titled(_ cell: Cell, _ width: Int) -> Cell {
    Cell(DeliveryTitle.fitted(cell.text.cut(to: .max).text, columns: width), cell.role)
  }

  private func cell(_ cell: Cell, _ width: Int, isMarked: Bool) -> (text: String, blanks: String) {
    let cut = cell.text.cut(to: width, isMarked: isMarked)
    return (cut.text, String(repeating: " ", count: max(0, width - cut.columns)))
  }
}

extension Output {
  /// Prints a table, fitted to the terminal where standard output is one.
  static func table(_ table: TextTable) throws {
    let lines = table.lines(width: columns, paint: .standardOutput)
    guard !lines.isEmpty else { return }
    try write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}
