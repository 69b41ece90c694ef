/// A line at the bottom that asks for a text.
struct Prompt<Root>: Sendable {
  let label: String
  var field: TextField
  /// Shown while nothing is typed.
  let example: String
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
    change: (@Sendable (inout Root, String) -> [Effect])? = nil,
    cancel: @escaping @Sendable (inout Root) -> [Effect] = { _ in [] },
    accept: @escaping @Sendable (inout Root, String) throws -> [Effect]
  ) {
    self.label = label
    field = TextField(text, holdsURL: holdsURL)
    self.example = example
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
    default:
      let before = field.text
      _ = field.take(key)
      return field.text == before ? .stay : changed()
    }
  }

  func changed() -> OverlayStep<Root> {
    guard let change else { return .stay }
    let text = field.text
    return .act { change(&$0, text) }
  }
}
