/// A text made harmless and cut into cells: what of the network is shown passes through here.
///
/// Control characters, escape sequences, bidirectional overrides and marks without a width are shown
/// as visible marks instead of being given to the terminal, so nothing that came in can move the
/// cursor, hide text or reorder it, and columns stay aligned.
package struct TerminalSafeText: Equatable, Sendable {
  /// One or two columns of the screen.
  struct Glyph: Equatable, Sendable {
    var text: CellText
    var columns: Int
    /// Whether this stands for something that cannot be shown as itself.
    var isMark: Bool
  }

  private(set) var glyphs: [Glyph] = []
  package private(set) var columns = 0

  /// - Parameter limit: no more columns than this are looked at, so that a text of megabytes costs
  ///   what is seen of it. One glyph past the limit is kept, so that a caller can see that it is cut.
  package init(_ text: some StringProtocol, limit: Int = .max) {
    var combining = 0
    var lastIsEmoji = false
    let scalars = text.unicodeScalars
    glyphs.reserveCapacity(max(0, min(limit, text.utf8.count)))
    for index in scalars.indices {
      if columns > limit { break }
      let scalar = scalars[index]
      if scalar.value >= 0x20, scalar.value < 0x7F {
        append(scalar, columns: 1)
        combining = 0
        lastIsEmoji = false
        continue
      }
      switch Self.kind(of: scalar) {
      case .base:
        append(scalar, columns: CellWidth.columns(of: scalar))
        combining = 0
        lastIsEmoji = !Self.isPlain(scalar) && scalar.properties.isEmoji
      // A longer sequence is shown as marks: it would climb over its neighbours.
      case .combining where !glyphs.isEmpty && combining < CellText.mostCombining:
        if glyphs[glyphs.count - 1].isMark { fallthrough }
        glyphs[glyphs.count - 1].text.combine(scalar)
        combining += 1
      case .combining:
        appendMark(Self.code(of: scalar))
      case .presentation where lastIsEmoji || Self.next(index, scalars) == Self.keycap:
        break
      // Emoji that are joined to one stand side by side: how many columns the one takes is for each
      // terminal to say.
      case .joiner where lastIsEmoji && Self.next(index, scalars)?.properties.isEmoji == true:
        break
      case .presentation, .joiner, .hidden:
        appendMark(Self.code(of: scalar))
        lastIsEmoji = false
      case .control:
        appendMark(Self.picture(of: scalar))
        lastIsEmoji = false
      }
    }
  }

  /// The columns of a text, as far as they are looked at.
  package static func columns(of text: some StringProtocol, limit: Int = .max) -> Int {
    let plain = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      let seen = bytes.prefix(limit < .max ? max(0, limit + 1) : limit)
      return isPlain(seen) ? seen.count : nil
    }
    return (plain ?? nil) ?? TerminalSafeText(text, limit: limit).columns
  }

  /// Whether bytes are ASCII without controls, as most texts are: each is a column, as it stands.
  @inline(__always)
  static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.allSatisfy { 0x20..<0x7F ~= $0 }
  }

  private mutating func append(_ scalar: Unicode.Scalar, columns width: Int, isMark: Bool = false) {
    glyphs.append(Glyph(text: CellText(scalar), columns: width, isMark: isMark))
    columns += width
  }

  private mutating func appendMark(_ mark: String) {
    for scalar in mark.unicodeScalars { append(scalar, columns: 1, isMark: true) }
  }

  private enum Kind {
    case base, combining, presentation, joiner, hidden, control
  }

  private static let keycap: Unicode.Scalar = "\u{20E3}"

  private static func next<Scalars: Collection>(
    _ index: Scalars.Index,
    _ scalars: Scalars
  ) -> Unicode.Scalar? where Scalars.Element == Unicode.Scalar {
    let next = scalars.index(after: index)
    return next < scalars.endIndex ? scalars[next] : nil
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    // What is met most is known without a table.
    case _ where isPlain(scalar): return .base
    case 0..<0x20, 0x7F..<0xA0: return .control
    case 0xFE0E, 0xFE0F: return .presentation
    case 0x200D: return .joiner
    // Fillers and vowel parts without a width of their own, though they count as alphabetic.
    case 0x115F, 0x1160...0x11FF, 0x3164, 0xFFA0, 0xD7B0...0xD7FF: return .hidden
    default: break
    }
    if CellWidth.isTooNew(scalar) { return .hidden }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .combining
    case .format, .lineSeparator, .paragraphSeparator, .control, .surrogate: return .hidden
    case .privateUse, .unassigned: return .hidden
    case .spaceSeparator: return scalar.value == 0x3000 ? .base : .hidden
    default: return .base
    }
  }

  /// Whether a scalar is known to take a cell of its own and to be no emoji.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB0...0x24F, 0x2010...0x2027, 0x2500...0x259F: true
    default: false
    }
  }

  /// U+202E is shown as `<202E>`.
  private static func code(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  /// A control character in caret notation: ESC is `^[`; those past ASCII by their number.
  private static func picture(of scalar: Unicode.Scalar) -> String {
    guard scalar.value < 0x80, let sign = Unicode.Scalar(scalar.value ^ 0x40) else {
      return code(of: scalar)
    }
    return "^" + String(Character(sign))
  }
}
