/// The keys that a person gave a command in the configuration file.
struct KeySetting: Sendable, Equatable {
  /// A text of the file, and where it is: `config.json: line 3, column 5`.
  struct Word: Sendable, Equatable {
    let text: String
    let position: String

    func wrong(_ what: String, hint: String) -> Failure {
      Failure.usage("\(position): \(what)", hint: hint)
    }

    /// - Throws: `Failure` if there is no such key, or no terminal sends it.
    func key() throws -> Key {
      guard let key = Key(name: text) else {
        throw wrong("unknown key \"\(text)\"", hint: "try: a, Ctrl-f, Alt-x, Enter, PageDown, F5")
      }
      if let fault = key.typingFault {
        throw wrong("the key \(text.visible) cannot be typed: \(fault.reason)", hint: fault.hint)
      }
      return key
    }
  }

  let command: Word
  let keys: [Word]

  /// - Throws: `Failure` if there is no such command.
  func index(in commands: [Command]) throws -> Int {
    if let index = commands.firstIndex(where: { $0.name == command.text }) { return index }
    let near = Nearest.name(to: command.text, among: commands.map(\.name))
    let hint = near.map { "did you mean \($0)?" } ?? "see: docs/Keys.md"
    throw command.wrong("unknown command \"\(command.text)\"", hint: hint)
  }
}

extension String {
  /// What cannot be seen by its code.
  fileprivate var visible: String {
    self == " " ? "\" \"" : VisibleText(self).glyphs.map(\.text).joined()
  }
}
