/// A line of text that is being typed.
struct TextField: Equatable, Sendable {
  private(set) var text: String
  /// Where the next character goes, counted in characters.
  private(set) var cursor: Int

  /// In characters: a field is meant for a URL or a search, not for a document.
  static let maximumLength = 4096

  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// - Returns: false of a key that means nothing here.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .space: insert(" ")
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace: remove(cursor - 1..<cursor)
    case .delete, .control("d"): remove(cursor..<cursor + 1)
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<text.count)
    case .control("w"): remove(wordStart..<cursor)
    default: return false
    }
    return true
  }

  /// Inserts a pasted text without the blanks around it; its line ends become blanks.
  ///
  /// - Returns: false if the text is too long: then nothing is inserted.
  mutating func paste(_ pasted: String) -> Bool {
    let lines = pasted.split(whereSeparator: \.isNewline)
    return insert(lines.map { String($0) }.joined(separator: " ").trimmingBlanks)
  }

  @discardableResult
  private mutating func insert(_ new: String) -> Bool {
    guard text.count + new.count <= Self.maximumLength else { return false }
    text.insert(contentsOf: new, at: text.index(text.startIndex, offsetBy: cursor))
    cursor = min(text.count, cursor + new.count)
    return true
  }

  private mutating func remove(_ range: Range<Int>) {
    let part = range.clamped(to: 0..<text.count)
    let start = text.index(text.startIndex, offsetBy: part.lowerBound)
    text.removeSubrange(start..<text.index(start, offsetBy: part.count))
    if cursor > part.lowerBound { cursor = part.lowerBound }
  }

  private var wordStart: Int {
    let before = Array(text.prefix(cursor))
    let blanks = before.reversed().prefix { $0 == " " }.count
    let letters = before.dropLast(blanks).reversed().prefix { $0 != " " && $0 != "/" }.count
    return cursor - blanks - max(letters, blanks == 0 && letters == 0 ? min(1, cursor) : letters)
  }
}

extension String {
  var trimmingBlanks: String {
    let head = drop { $0.isWhitespace }
    return String(head.reversed().drop { $0.isWhitespace }.reversed())
  }
}
