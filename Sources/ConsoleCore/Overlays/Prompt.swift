/// A line at the bottom that asks for a text.
struct Prompt<Root>: Sendable {
  let label: String
  var field: TextField
  /// Shown while nothing is typed: `code:5xx zoë`, or a sentence in brackets.
  let example: String
  /// What the last word may become by Tab.
  private let complete: (@Sendable (_ word: String) -> [String])?
  /// The words that Tab goes through, and the one that stands there now.
  private var completions: (before: String, words: [String], index: Int)?
  /// Called with each change of the text; for a search that follows the typing.
  let change: (@Sendable (inout Root, String) -> [Effect])?
  /// Throws where the text cannot be used: the prompt then stays open and shows why.
  let accept: @Sendable (inout Root, String) throws -> [Effect]
  /// Called when it is left without an answer.
  let cancel: @Sendable (inout Root) -> [Effect]

  init(
    _ label: String,
    text: String = "",
    holdsURL: Bool = false,
    example: String = "",
    complete: (@Sendable (_ word: String) -> [String])? = nil,
    change: (@Sendable (inout Root, String) -> [Effect])? = nil,
    cancel: @escaping @Sendable (inout Root) -> [Effect] = { _ in [] },
    accept: @escaping @Sendable (inout Root, String) throws -> [Effect]
  ) {
    self.label = label
    field = TextField(text, holdsURL: holdsURL)
    self.example = example
    self.complete = complete
    self.change = change
    self.accept = accept
    self.cancel = cancel
  }

  mutating func take(_ key: Key) -> OverlayStep<Root> {
    switch key {
    case .escape:
      return .finish(cancel)
    case .enter:
      let (accept, text) = (accept, field.text)
      return .submit { try accept(&$0, text) }
    case .backspace where field.text.isEmpty:
      return .finish(cancel)
    case .tab, .backTab:
      return completeNext(key == .tab ? 1 : -1) ? changed() : .stay
    default:
      completions = nil
      let before = field.text
      _ = field.take(key)
      return field.text == before ? .stay : changed()
    }
  }

  /// Completes the last word, each time with the next of its completions.
  /// - Returns: `false` if there is none.
  private mutating func completeNext(_ step: Int) -> Bool {
    guard let complete else { return false }
    if let known = completions {
      completions?.index = (known.index + step + known.words.count) % known.words.count
    } else {
      let word = field.text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      let words = complete(String(word))
      guard !words.isEmpty else { return false }
      completions = (String(field.text.dropLast(word.count)), words, step > 0 ? 0 : words.count - 1)
    }
    guard let known = completions else { return false }
    field = TextField(known.before + known.words[known.index], holdsURL: field.holdsURL)
    return true
  }

  /// What is shown past the text: an example, or what Tab would put there.
  var aside: String {
    if let known = completions {
      let rest = known.words[(known.index + 1)...] + known.words[..<known.index]
      return rest.isEmpty ? "" : "Tab: " + rest.prefix(6).joined(separator: " ")
    }
    guard field.text.isEmpty, !example.isEmpty else { return "" }
    return example.hasPrefix("(") ? example : "for example: \(example)"
  }

  func changed() -> OverlayStep<Root> {
    guard let change else { return .stay }
    let text = field.text
    return .act { change(&$0, text) }
  }
}
