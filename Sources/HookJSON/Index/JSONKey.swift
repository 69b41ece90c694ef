/// Compares keys as they stand in a text with names, without making a string of each.
enum JSONKey {
  enum Likeness {
    case same, otherCase, different
  }

  /// - Parameter range: the bytes of the key, quotes included.
  static func compare(_ name: String, _ range: Range<Int>, in text: JSONText) -> Likeness {
    guard range.count >= 2 else { return .different }
    let bytes = text.bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
    // An escape or a character that is not ASCII needs the whole comparison.
    guard !bytes.contains(where: { $0 == JSONByte.backslash || $0 >= 0x80 }) else {
      let key = JSONString.decode(text, range)
      if key.unicodeScalars.elementsEqual(name.unicodeScalars) { return .same }
      return key.lowercased() == name.lowercased() ? .otherCase : .different
    }
    guard bytes.count == name.utf8.count else { return .different }
    var likeness = Likeness.same
    for (left, right) in zip(bytes, name.utf8) where left != right {
      guard left | 0x20 == right | 0x20, (0x61...0x7A).contains(left | 0x20) else {
        return .different
      }
      likeness = .otherCase
    }
    return likeness
  }
}
