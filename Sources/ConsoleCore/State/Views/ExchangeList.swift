import HookJSON
import HookModel
import HookSupport

/// A list of exchanges over the panes, the newest first, and what narrows it.
struct ExchangeList: Sendable {
  enum Source: Sendable, Equatable {
    /// What this session sent and forwarded.
    case history
    /// How the server tried to deliver something.
    case attempts(RecordID, of: RecordID)
  }

  let source: Source
  private(set) var cursor = ListCursor()
  /// As it was typed; empty for none.
  private(set) var filter = ""
  /// The numbers of the exchanges that are shown, the newest first.
  private(set) var shown: [Int] = []
  private var height = 1

  init(_ source: Source) {
    self.source = source
  }

  /// The number of the selected exchange.
  var selected: Int? { shown.indices.contains(cursor.row) ? shown[cursor.row] : nil }

  /// Takes in what there is now. The selected exchange stays selected.
  /// - Parameters:
  ///   - records: the oldest first.
  ///   - text: what is looked through of a record.
  mutating func update(_ records: [ExchangeRecord], text: (ExchangeRecord) -> String) {
    let before = selected
    let needles = filter.split(separator: " ").map { TextNeedle(String($0)) }
    shown = records.reversed().filter { record in
      needles.isEmpty || { text in needles.allSatisfy { $0.isIn(text) } }(text(record))
    }.map(\.number)
    if cursor.row > 0, let before, let row = shown.firstIndex(of: before) {
      cursor.shift(to: row, count: shown.count, height: height)
    } else {
      cursor.fit(count: shown.count, height: height)
    }
  }

  mutating func setFilter(_ text: String) {
    filter = text
  }

  mutating func fit(_ height: Int) {
    self.height = max(1, height)
    cursor.fit(count: shown.count, height: self.height)
  }

  mutating func move(by step: Int) {
    cursor.move(by: step, count: shown.count, height: height)
  }

  mutating func scroll(by step: Int) {
    cursor.scroll(by: step, count: shown.count, height: height)
  }

  mutating func select(number: Int) {
    guard let row = shown.firstIndex(of: number) else { return }
    cursor.select(row: row, count: shown.count, height: height)
  }

  mutating func select(row: Int) {
    cursor.select(row: row, count: shown.count, height: height)
  }
}
