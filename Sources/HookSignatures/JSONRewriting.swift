/// A valid JSON text in the layout or the order of another program. Strings and numbers stay byte for byte.
enum JSONRewriting {
  enum Layout {
    /// Without blanks.
    case compact
    /// With `, ` and `: `.
    case spaced
    /// A line for each member and item.
    case indented(Int)
  }

  /// A value or a sign of punctuation, as it stands in the text.
  private static func tokens(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var tokens: [ArraySlice<UInt8>] = []
    var position = 0
    while position < bytes.count {
      let start = position
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
        continue
      case UInt8(ascii: "\""):
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
          position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(bytes.count, position + 1)
      case let byte where isPunctuation(byte): position += 1
      default:
        while position < bytes.count, !isPunctuation(bytes[position]), bytes[position] > 0x20 {
          position += 1
        }
        // A byte that belongs nowhere, as in a text that is not JSON.
        if position == start { position += 1 }
      }
      tokens.append(bytes[start..<position])
    }
    return tokens
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  static func text(_ bytes: [UInt8], _ layout: Layout) -> [UInt8] { text(tokens(bytes), layout) }

  private static func text(_ tokens: [ArraySlice<UInt8>], _ layout: Layout) -> [UInt8] {
    var text: [UInt8] = []
    var depth = 0
    var isAfterOpening = false
    func breakLine() {
      guard case .indented(let width) = layout else { return }
      text.append(UInt8(ascii: "\n"))
      text += [UInt8](repeating: UInt8(ascii: " "), count: depth * width)
    }
    for token in tokens {
      let byte = token.first ?? 0
      let isClosing = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      if isClosing {
        depth = max(0, depth - 1)
        if !isAfterOpening { breakLine() }
      } else if isAfterOpening {
        breakLine()
      }
      text += token
      isAfterOpening = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      if isAfterOpening { depth += 1 }
      switch (byte, layout) {
      case (UInt8(ascii: ","), .spaced), (UInt8(ascii: ":"), .spaced),
        (UInt8(ascii: ":"), .indented):
        text.append(UInt8(ascii: " "))
      case (UInt8(ascii: ","), .indented): breakLine()
      default: break
      }
    }
    return text
  }

  /// Levels to which keys are sorted.
  private static let maximumDepth = 200

  /// With the members of each object in the order of their keys, compact; `nil` if it is too deep.
  static func sorted(_ bytes: [UInt8]) -> [UInt8]? {
    let tokens = tokens(bytes)
    var position = 0
    guard let value = sorted(tokens, &position, 0), position == tokens.count else { return nil }
    return value
  }

  private static func sorted(_ tokens: [ArraySlice<UInt8>], _ position: inout Int, _ depth: Int)
    -> [UInt8]?
  {
    guard position < tokens.count, depth < maximumDepth else { return nil }
    let token = tokens[position]
    position += 1
    let isObject = token.first == UInt8(ascii: "{")
    guard isObject || token.first == UInt8(ascii: "[") else { return Array(token) }
    var parts: [(key: ArraySlice<UInt8>, text: [UInt8])] = []
    while position < tokens.count,
      ![UInt8(ascii: "}"), UInt8(ascii: "]")].contains(tokens[position].first)
    {
      if tokens[position].first == UInt8(ascii: ",") { position += 1 }
      var key: ArraySlice<UInt8> = []
      if isObject {
        guard position + 1 < tokens.count else { return nil }
        key = tokens[position]
        position += 2
      }
      guard let value = sorted(tokens, &position, depth + 1) else { return nil }
      parts.append((key, isObject ? key + [UInt8(ascii: ":")] + value : value))
    }
    position += 1
    if isObject { parts.sort { $0.key.lexicographicallyPrecedes($1.key) } }
    let comma = [UInt8(ascii: ",")]
    return Array(token) + Array(parts.map(\.text).joined(separator: comma))
      + [isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")]
  }
}
