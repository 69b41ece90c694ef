/// The page of the documentation that lists the keys, made from the key table.
enum KeyDocumentation {
  static func text(_ commands: [Command<some Any>]) -> String {
    var text = """
      # Keys

      Made from the key table (`Sources/ConsoleCore/State/KeyTable.swift`). The name is what the \
      configuration file calls it.

      | Keys | What they do | Where | Name |
      |---|---|---|---|

      """
    for command in commands {
      let keys = command.keys.map { "`\(escaped($0.name))`" }.joined(separator: " ")
      let isEverywhere = command.panes.count == Pane.allCases.count
      let panes = isEverywhere ? "everywhere" : command.panes.map(\.title).joined(separator: ", ")
      text += "| \(keys) | \(command.help) | \(panes) | `\(command.name)` |\n"
    }
    return text
  }

  /// A bar would end the cell.
  private static func escaped(_ name: String) -> String {
    name == "|" ? "\\|" : name
  }
}
