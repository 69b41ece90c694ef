/// Why something cannot be done, as a sentence for people, with what to do about it.
package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
  package let sentence: String
  /// `try: …` or `see: …`; `nil` if there is nothing to suggest.
  package let hint: String?

  package init(_ sentence: String, hint: String? = nil) {
    self.sentence = sentence
    self.hint = hint
  }

  /// The sentence, and the hint on a line of its own.
  package var description: String {
    hint.map { "\(sentence)\n\($0)" } ?? sentence
  }
}
