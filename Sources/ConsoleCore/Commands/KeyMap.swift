/// Finds the command of a key, by where it is pressed.
package struct KeyMap<Root>: Sendable {
  package let commands: [Command<Root>]
  private let table: [KeyContext: [Key: Int]]

  package init(commands: [Command<Root>]) {
    self.commands = commands
    var table: [KeyContext: [Key: Int]] = [:]
    for (index, command) in commands.enumerated() {
      for context in command.contexts {
        for key in command.keys { table[context, default: [:]][key] = index }
      }
    }
    self.table = table
  }

  /// The table with a person's own keys.
  /// - Throws: `Problem` with the position of the command or key that is wrong, and a hint.
  package init(_ commands: [Command<Root>], _ settings: [KeySetting]) throws {
    var commands = commands
    for setting in settings {
      let index = try setting.index(in: commands)
      commands[index] = commands[index].with(keys: try setting.keys.map { try $0.key() })
    }
    for setting in settings {
      for word in setting.keys {
        let key = try word.key()
        guard
          let other = Self.owner(
            of: key,
            besides: commands[try setting.index(in: commands)].name,
            in: commands
          )
        else {
          continue
        }
        throw word.wrong(
          "\(key.name) is already a key of \(other)",
          hint: "try: other keys for one of the two"
        )
      }
    }
    self.init(commands: commands)
  }

  /// Another command that has this key in the same context.
  private static func owner(
    of key: Key,
    besides name: String,
    in commands: [Command<Root>]
  ) -> String? {
    let contexts = commands.first { $0.name == name }?.contexts ?? []
    return commands.first { command in
      command.name != name && command.keys.contains(key)
        && command.contexts.contains { contexts.contains($0) }
    }?.name
  }

  package func command(for key: Key, in context: KeyContext) -> Command<Root>? {
    table[context]?[key].map { commands[$0] }
  }

  package func command(named name: String) -> Command<Root>? {
    commands.first { $0.name == name }
  }
}
