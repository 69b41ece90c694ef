/// A line of text that is being typed.
package struct TextField: Equatable, Sendable {
  private(set) var text: String
  /// Where the next character goes, counted in characters.
  private(set) var cursor: Int

  /// Whether it holds a URL: one that is pasted or typed over it replaces it.
  let holdsURL: Bool

  /// In characters: a field is meant for a URL or a search, not for a document.
  static let maximumLength = 4096

  init(_ text: String = "", holdsURL: Bool = false) {
    self.text = text
    self.holdsURL = holdsURL
    cursor = text.count
  }

  /// - Returns: `false` of a key that means nothing here.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character):
      insert(String(character))
      dropURLBeforeScheme()
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
  /// - Returns: `false` if the text is too long: then nothing is inserted.
  mutating func paste(_ pasted: String) -> Bool {
    let lines = pasted.split(whereSeparator: \.isNewline)
    let line = lines.map { String($0) }.joined(separator: " ").trimmingBlanks
    guard holdsURL, Self.schemes.contains(where: { line.lowercased().hasPrefix($0) }) else {
      return insert(line)
    }
    var other = TextField("", holdsURL: true)
    guard other.insert(line) else { return false }
    self = other
    return true
  }

  private static let schemes = ["http://", "https://"]

  /// A scheme typed right after a host begins another URL. A terminal without bracketed paste types
  /// what is pasted.
  private mutating func dropURLBeforeScheme() {
    guard holdsURL else { return }
    let head = text.prefix(cursor).lowercased()
    for scheme in Self.schemes where head.hasSuffix(scheme) {
      let before = head.dropLast(scheme.count)
      guard let own = Self.schemes.first(where: { before.hasPrefix($0) }),
        !before.dropFirst(own.count).contains(where: { "/?#".contains($0) })
      else { continue }
      text.removeFirst(before.count)
      cursor -= before.count
      return
    }
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
    let word = before.dropLast(blanks).reversed().prefix { $0 != " " && $0 != "/" }.count
    return cursor - blanks - max(word, blanks == 0 && word == 0 ? min(1, cursor) : word)
  }
}
