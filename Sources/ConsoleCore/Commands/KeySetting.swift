import HookSupport

/// The keys that a person gave a command in the configuration file.
package struct KeySetting: Sendable, Equatable {
  /// A text of the file, and where it is: `config.json: line 3, column 5`.
  package struct Word: Sendable, Equatable {
    package let text: String
    package let position: String

    package init(text: String, position: String) {
      self.text = text
      self.position = position
    }

    package func wrong(_ what: String, hint: String) -> Problem {
      Problem("\(position): \(what)", hint: hint)
    }

    /// - Throws: `Problem` if there is no such key, or no terminal sends it.
    package func key() throws -> Key {
      guard let key = Key(name: text) else {
        throw wrong("unknown key \"\(text)\"", hint: "try: a, Ctrl-f, Alt-x, Enter, PageDown, F5")
      }
      if let fault = key.typingFault {
        throw wrong("the key \(text.visible) cannot be typed: \(fault.reason)", hint: fault.hint)
      }
      return key
    }
  }

  package let command: Word
  package let keys: [Word]

  /// What commands were called before.
  private static let oldNames = [
    "yank": "copy", "payload.mark": "payload.remember", "tail": "follow",
    "forward.answer": "history", "forward.response": "history",
  ]

  package init(command: Word, keys: [Word]) {
    self.command = command
    self.keys = keys
  }

  /// - Throws: `Problem` if there is no such command.
  package func index(in commands: [Command<some Any>]) throws -> Int {
    let name = Self.oldNames[command.text] ?? command.text
    if let index = commands.firstIndex(where: { $0.name == name }) { return index }
    let near = Nearest.name(to: command.text, among: commands.map(\.name))
    let hint = near.map { "did you mean \($0)?" } ?? "see: docs/Keys.md"
    throw command.wrong("unknown command \"\(command.text)\"", hint: hint)
  }
}

extension String {
  /// What cannot be seen by its code.
  fileprivate var visible: String {
    self == " " ? "\" \"" : TerminalSafeText(self).text
  }
}
