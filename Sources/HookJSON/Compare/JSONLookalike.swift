import Foundation

/// How two texts that look the same differ, in words: `U+00E9 against U+0065 U+0301`.
package struct JSONLookalike: Sendable {
  /// The first character that differs, from zero.
  package let position: Int
  /// Its code points on either side; none past the end of a text.
  private let old: ArraySlice<UInt32>
  private let new: ArraySlice<UInt32>
  /// Whether nothing else differs.
  private let isAll: Bool

  /// Two strings or two numbers; `nil` for any other pair, and if they are the same.
  package init?(_ old: JSONNode, _ new: JSONNode) {
    guard old.kind == new.kind, [.string, .number].contains(old.kind) else { return nil }
    self.init(Self.codePoints(old), Self.codePoints(new))
  }

  /// The keys of two members; `nil` if they are the same or if one is not a member.
  package init?(keysOf old: JSONNode, _ new: JSONNode) {
    guard let left = old.index.keyRange(of: old.number),
      let right = new.index.keyRange(of: new.number)
    else { return nil }
    self.init(
      Self.codePoints(JSONString.identity(old.index.text, left)),
      Self.codePoints(JSONString.identity(new.index.text, right))
    )
  }

  private init?(_ old: [UInt32], _ new: [UInt32]) {
    guard old != new else { return nil }
    var start = zip(old, new).prefix { $0 == $1 }.count
    func isMark(_ points: [UInt32], _ offset: Int) -> Bool {
      offset < points.count && Self.isMark(points[offset])
    }
    // A mark is a part of the character before it.
    while start > 0, isMark(old, start) || isMark(new, start) { start -= 1 }
    position = start
    self.old = Self.character(of: old, at: start)
    self.new = Self.character(of: new, at: start)
    isAll = old[self.old.endIndex...] == new[self.new.endIndex...]
  }

  /// `U+00E9 against U+0065 U+0301`.
  package var words: String {
    "\(Self.words(old)) against \(Self.words(new))" + (isAll ? "" : ", and more after it")
  }

  private static func words(_ points: ArraySlice<UInt32>) -> String {
    guard !points.isEmpty else { return "nothing" }
    let names = points.prefix(6).map { point in
      let digits = String(point, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return names.joined(separator: " ") + (points.count > 6 ? " …" : "")
  }

  /// A character with its marks.
  private static func character(of points: [UInt32], at start: Int) -> ArraySlice<UInt32> {
    guard start < points.count else { return points[points.endIndex...] }
    let end = points[(start + 1)...].firstIndex { !isMark($0) } ?? points.endIndex
    return points[start..<end]
  }

  private static func isMark(_ point: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(point) else { return false }
    return scalar.properties.canonicalCombiningClass != .notReordered
  }

  private static func codePoints(_ node: JSONNode) -> [UInt32] {
    let range = node.index.range(of: node.number)
    guard node.kind == .string else { return node.index.text[range].map { UInt32($0) } }
    return codePoints(JSONString.identity(node.index.text, range))
  }

  /// The code points of WTF-8, in which the half of a surrogate pair is one of its own.
  private static func codePoints(_ bytes: [UInt8]) -> [UInt32] {
    var points: [UInt32] = []
    for byte in bytes {
      if byte & 0xC0 == 0x80, let last = points.popLast() {
        points.append(last << 6 | UInt32(byte & 0x3F))
      } else {
        // The bits that the first byte gives: the ones before them say how many bytes there are.
        points.append(
          UInt32(byte < 0x80 ? byte : byte & (0x7F >> UInt8((~byte).leadingZeroBitCount)))
        )
      }
    }
    return points
  }
}
