import Foundation

/// What is looked for: a text or a regular expression.
package struct JSONPattern: Sendable {
  package enum Form: Sendable {
    case text(TextNeedle)
    case expression(Expression)
  }

  /// `NSRegularExpression` may be used from any thread but is not marked so.
  package struct Expression: @unchecked Sendable {
    package let expression: NSRegularExpression
  }

  /// A regular expression that cannot be read.
  package struct Unreadable: Error, CustomStringConvertible {
    let expression: String
    package var description: String { "not a regular expression: \(expression)" }
  }

  package let form: Form
  /// What a person typed.
  package let source: String

  /// A text, whatever the case and the diacritics.
  package init(text: String) {
    source = text
    form = .text(TextNeedle(text))
  }

  /// A regular expression (ICU's), in any case unless it has a capital itself.
  /// - Throws: `Unreadable`.
  package init(regularExpression: String) throws {
    source = regularExpression
    let ignoresCase = !regularExpression.contains(where: \.isUppercase)
    let expression = try? NSRegularExpression(
      pattern: regularExpression,
      options: ignoresCase ? [.caseInsensitive] : []
    )
    guard let expression else { throw Unreadable(expression: regularExpression) }
    form = .expression(Expression(expression: expression))
  }

  /// Whether there is nothing to find, which is found nowhere.
  package var isEmpty: Bool { source.isEmpty }

  /// Whether the pattern is in a text as people read it.
  /// - Parameter isCancelled: called now and then; once it says so the answer means nothing.
  package func isIn(_ text: String, _ isCancelled: () -> Bool = { false }) -> Bool {
    switch form {
    case .text(let needle): return needle.isIn(text)
    case .expression(let form):
      var isFound = false
      form.forEach(in: text, isCancelled) { _ in
        isFound = true
        return false
      }
      return isFound
    }
  }
}

extension JSONPattern.Expression {
  /// Goes through the matches in order.
  ///
  /// `firstMatch` cannot be stopped; an enumeration that reports its progress can, between two steps of
  /// the engine.
  /// - Parameter body: receives the UTF-16 range of a match; returns `false` to end it.
  package func forEach(in text: String, _ isCancelled: () -> Bool, _ body: (NSRange) -> Bool) {
    withoutActuallyEscaping(isCancelled) { isCancelled in
      withoutActuallyEscaping(body) { body in
        let whole = NSRange(text.startIndex..., in: text)
        expression.enumerateMatches(in: text, options: .reportProgress, range: whole) {
          match,
          _,
          stop in
          if isCancelled() {
            stop.pointee = true
          } else if let match {
            stop.pointee = ObjCBool(!body(match.range))
          }
        }
      }
    }
  }
}
