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

  func command(for key: Key, in pane: Pane) -> Command? {
    table[pane]?[key].map { commands[$0] }
  }

  /// The commands for the line of hints: those of the pane first.
  func hints(in pane: Pane) -> [Command] {
    let shown = commands.filter { $0.hint != nil && $0.panes.contains(pane) }
    return shown.filter { $0.panes.count < Pane.allCases.count }
      + shown.filter { $0.panes.count == Pane.allCases.count }
  }
}
