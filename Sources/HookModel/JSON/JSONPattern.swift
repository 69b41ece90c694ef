import Foundation

/// What is looked for in keys and values: a text or a regular expression.
public struct JSONPattern: Sendable {
  enum Form: Sendable {
    /// The text, and the longest part of it that is written in one way only.
    case text(TextNeedle, plain: TextNeedle)
    case expression(Expression)
  }

  /// `NSRegularExpression` may be used from any thread but is not marked so.
  struct Expression: @unchecked Sendable {
    let expression: NSRegularExpression
  }

  /// A regular expression that cannot be read.
  public struct Unreadable: Error, CustomStringConvertible {
    let expression: String
    public var description: String { "\(expression) is no regular expression" }
  }

  let form: Form
  /// What a person typed.
  public let source: String

  /// A text, in any letter case unless it has a capital itself.
  public init(text: String) {
    source = text
    let needle = TextNeedle(text)
    // Other characters may stand in a JSON text as an escape.
    let runs = text.split {
      !$0.isASCII || "\"\\/<>&'+`".contains($0) || ($0.asciiValue ?? 0) < 0x20
    }
    let plain = runs.max { $0.utf8.count < $1.utf8.count } ?? ""
    form = .text(needle, plain: TextNeedle(String(plain), ignoresCase: needle.ignoresCase))
  }

  /// A regular expression (ICU's), in any letter case unless it has a capital itself.
  /// - Throws: `Unreadable`.
  public init(regularExpression: String) throws {
    source = regularExpression
    let ignoresCase = !regularExpression.contains(where: \.isUppercase)
    let expression = try? NSRegularExpression(
      pattern: regularExpression,
      options: ignoresCase ? [.caseInsensitive] : []
    )
    guard let expression else { throw Unreadable(expression: regularExpression) }
    form = .expression(Expression(expression: expression))
  }

  /// True of a pattern without a sign, which is found nowhere.
  public var isEmpty: Bool { source.isEmpty }

  /// True where the pattern is in a text as people read it.
  func isIn(_ text: String) -> Bool {
    switch form {
    case .text(let needle, _): needle.isIn(text)
    case .expression(let form):
      form.expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
  }

  /// Where the pattern stands in a text that is shown, for marking it.
  public func ranges(in text: String) -> [Range<String.Index>] {
    guard !isEmpty else { return [] }
    switch form {
    case .text(let needle, _):
      var text = text
      let places: [Range<Int>] = text.withUTF8 { bytes in
        var places: [Range<Int>] = []
        var place = 0
        while let found = needle.first(in: bytes, from: place) {
          places.append(found..<(found + needle.count))
          place = found + needle.count
        }
        return places
      }
      return places.map { place in
        let start = text.utf8.index(text.startIndex, offsetBy: place.lowerBound)
        return start..<text.utf8.index(start, offsetBy: place.count)
      }
    case .expression(let form):
      return form.expression.matches(in: text, range: NSRange(text.startIndex..., in: text))
        .compactMap { Range($0.range, in: text) }.filter { !$0.isEmpty }
    }
  }
}
