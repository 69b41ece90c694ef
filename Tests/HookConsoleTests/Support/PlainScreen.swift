/// What stands on the screen of a DEC VT52, the plainest terminal that ncurses drives: made from the
/// bytes that a program sends to it.
///
/// Every glyph is one column wide, which is true of what the tests look for.
struct PlainScreen: Sendable {
  private let rows: Int
  private let columns: Int
  private var cells: [[Character]]
  private var (row, column) = (0, 0)
  /// What came of a sequence or of a letter that is not all there.
  private var pending: [UInt8] = []

  init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  var lines: [String] { cells.map { String($0) } }

  mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if isWhole { takePending() }
    }
  }

  private var isWhole: Bool {
    let first = pending[0]
    guard first == 0x1B else {
      let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      return pending.count >= length
    }
    guard pending.count > 1 else { return false }
    switch pending[1] {
    case UInt8(ascii: "Y"): return pending.count == 4
    // Not of the VT52, and without effect on the cells.
    case UInt8(ascii: "["): return pending.count > 2 && (0x40...0x7E).contains(pending.last ?? 0)
    default: return true
    }
  }

  private mutating func takePending() {
    defer { pending = [] }
    switch pending[0] {
    case 0x1B: obey(pending[1])
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A: row = min(rows - 1, row + 1)
    case 0x0D: column = 0
    case 0..<0x20: break
    default:
      cells[row][column] = String(decoding: pending, as: UTF8.self).first ?? " "
      column = min(columns - 1, column + 1)
    }
  }

  private mutating func obey(_ command: UInt8) {
    switch Character(Unicode.Scalar(command)) {
    case "A": row = max(0, row - 1)
    case "B": row = min(rows - 1, row + 1)
    case "C": column = min(columns - 1, column + 1)
    case "D": column = max(0, column - 1)
    case "H": (row, column) = (0, 0)
    case "I": row = max(0, row - 1)
    case "J":
      erase(from: column, of: row)
      for below in (row + 1)..<max(rows, row + 1) { erase(from: 0, of: below) }
    case "K": erase(from: column, of: row)
    case "Y":
      row = min(rows - 1, Int(pending[2]) - 32)
      column = min(columns - 1, Int(pending[3]) - 32)
    default: break
    }
  }

  private mutating func erase(from start: Int, of row: Int) {
    for position in start..<columns { cells[row][position] = " " }
  }
}
