/// Finds the command of a key in a pane.
struct KeyMap: Sendable {
  let commands: [Command]
  private let table: [Pane: [Key: Int]]

  init(commands: [Command] = DefaultKeys.commands) {
    self.commands = commands
    var table: [Pane: [Key: Int]] = [:]
    for (index, command) in commands.enumerated() {
      for pane in command.panes {
        for key in command.keys { table[pane, default: [:]][key] = index }
      }
    }
    self.table = table
  }

  /// The table with a person's own keys.
  /// - Parameter keys: for some commands, by name, all keys that they are to have.
  /// - Throws: `Failure` that names the command or key that is wrong, and the way out.
  init(keys: [String: [String]], in file: String) throws {
    var commands = DefaultKeys.commands
    for (name, texts) in keys.sorted(by: { $0.key < $1.key }) {
      guard let place = commands.firstIndex(where: { $0.name == name }) else {
        let near = Nearest.name(to: name, among: commands.map(\.name))
        let hint = near.map { "did you mean \($0)?" } ?? "docs/Keys.md lists them"
        throw Failure.usage("\(file): keys: there is no command \(name); \(hint)")
      }
      commands[place] = commands[place].with(
        keys: try texts.map { text in
          guard let key = Key(name: text) else {
            throw Failure.usage(
              "\(file): keys: \(name): there is no key \(text); write a, Ctrl-f, Alt-x, Enter, PageDown, F5 …"
            )
          }
          return key
        }
      )
    }
    if let clash = Self.clash(in: commands, changed: Set(keys.keys)) {
      throw Failure.usage("\(file): keys: \(clash)")
    }
    self.init(commands: commands)
  }

  /// Two commands of one pane with one key.
  private static func clash(in commands: [Command], changed: Set<String>) -> String? {
    for pane in Pane.allCases {
      var owners: [Key: String] = [:]
      for command in commands where command.panes.contains(pane) {
        for key in command.keys {
          if let other = owners[key] {
            let (new, old) = changed.contains(other) ? (other, command.name) : (command.name, other)
            return "\(key.name) for \(new) belongs to \(old) already; give that one other keys, too"
          }
          owners[key] = command.name
        }
      }
    }
    return nil
  }

  func command(for key: Key, in pane: Pane) -> Command? {
    table[pane]?[key].map { commands[$0] }
  }

  /// The commands for the line of hints: those of the pane first.
  func hints(in pane: Pane) -> [Command] {
    let shown = commands.filter {
      $0.hint != nil && !$0.keys.isEmpty && $0.hintPanes.contains(pane)
    }
    return shown.filter { $0.hintPanes.count < Pane.allCases.count }
      + shown.filter { $0.hintPanes.count == Pane.allCases.count }
  }
}
