/// The page of the documentation that lists the keys, made from the key table.
enum KeyDocumentation {
  static func text(_ commands: [Command<some Any>]) -> String {
    var text = """
      # Keys

      Made from the key table (`Sources/ConsoleCore/State/KeyTable.swift`). The name is what the \
      configuration file calls it.

      """
    for subject in Subject.allCases {
      text += "\n## \(subject.rawValue)\n\n"
      text += "| Keys | What they do | Where | Name |\n|---|---|---|---|\n"
      text += commands.filter { $0.subject == subject }.map(row).joined()
    }
    return text
  }

  private static func row(_ command: Command<some Any>) -> String {
    let keys = command.keys.map { "`\(escaped($0.name))`" }.joined(separator: " ")
    let panes = command.contexts.filter(KeyContext.panes.contains)
    let views = command.contexts.filter { !KeyContext.panes.contains($0) }.map(\.title)
    let all = (command.isEverywhere ? ["every pane"] : panes.map(\.title)) + views
    return "| \(keys) | \(command.help) | \(all.joined(separator: ", ")) | `\(command.name)` |\n"
  }

  /// A bar would end the cell.
  private static func escaped(_ name: String) -> String {
    name == "|" ? "\\|" : name
  }
}
