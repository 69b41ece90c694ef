/// The beginning of a JSON text as a text of its own, so that its first rows can be shown before the
/// whole is indexed.
///
///     [{"a": 1, "b": [2, 34…     what there is of it
///     [{"a": 1, "b": [2]}]       what is shown of it
///
/// Values have the numbers that they will have in the index of the whole text, so that what is folded
/// or chosen here stays so there; only what the end cuts through is left out.
package struct JSONPreview: Sendable {
  /// The index of what is shown.
  package let index: JSONIndex
  /// Whether the text goes on behind what is shown: the containers that are open there hold more.
  package let isUnfinished: Bool

  /// - Parameter limit: bytes that are looked at.
  /// - Returns: `nil` where not even the beginning is JSON.
  package init?(of text: JSONText, limit: Int = 256 * 1024) {
    guard text.count > limit else {
      guard let whole = try? JSONIndex(text) else { return nil }
      (index, isUnfinished) = (whole, false)
      return
    }
    guard let shown = Self.closed(JSONText(text[0..<limit])),
      let index = try? JSONIndex(JSONText(shown))
    else { return nil }
    (self.index, isUnfinished) = (index, true)
  }

  /// The text up to the last value that is wholly there, with what is open there closed.
  private static func closed(_ text: JSONText) -> [UInt8]? {
    var indexer = JSONIndexer(text)
    defer { GrowingMemory.free(indexer.nodes) }
    do {
      try indexer.run()
      // A whole value and blanks: what comes behind is for the whole index to say.
      return text[0..<text.count]
    } catch {
      // The cut itself may go through a character or an escape, never further from the end.
      guard error.byte > text.count - 6, let (last, open) = indexer.interrupted() else {
        return nil
      }
      let offset = end(before: last, in: text)
      // `]` and `}` stand two behind `[` and `{`.
      return text[0..<offset] + open.map { text.base[$0] + 2 }
    }
  }

  /// The byte past what stands before a value in its container: a comma or the opening bracket is the
  /// first sign before it, its own key aside.
  private static func end(before value: JSONIndex.Node, in text: JSONText) -> Int {
    guard value.parent != JSONIndex.noParent else { return 0 }
    var offset = min(Int(value.start), text.count)
    // Back over blanks, and over a key and its colon.
    func skipBlanks() { while offset > 0, text.base[offset - 1] <= JSONByte.space { offset -= 1 } }
    skipBlanks()
    if text.base[offset - 1] == JSONByte.colon {
      offset -= 1
      skipBlanks()
      offset -= 1
      repeat {
        offset -= 1
      } while text.base[offset] != JSONByte.quote || isEscaped(offset, in: text)
      skipBlanks()
    }
    return value.position == 0 ? offset : offset - 1
  }

  private static func isEscaped(_ offset: Int, in text: JSONText) -> Bool {
    var backslashes = 0
    while text.base[offset - 1 - backslashes] == JSONByte.backslash { backslashes += 1 }
    return backslashes % 2 == 1
  }
}
