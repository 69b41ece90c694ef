import HookModel

/// The help, made from the table of commands.
enum Usage {
  /// `usage: hookconsole deliveries ID [options]`
  static func line(_ command: Subcommand) -> String {
    "usage: " + call(command)
  }

  private static func call(_ command: Subcommand) -> String {
    (["hookconsole"] + (command.name.isEmpty ? [] : [command.name]) + command.arguments
      + ["[options]"]).joined(separator: " ")
  }

  /// The help of one command.
  static func help(_ command: Subcommand) -> String {
    var text = "\(command.summary)\n\nUsage: \(call(command))\n"
    text += "\nOptions:\n" + table(command.ownOptions + [.help])
    if command.isConnected { text += "\nConnection:\n" + table(Option.connection) }
    for note in command.notes { text += "\n" + wrapped(note) }
    return text + "\nExample:\n  \(command.example)\n"
  }

  private static func table(_ options: [Option]) -> String {
    table(options.map { ("--\($0.name)" + ($0.value.map { " \($0)" } ?? ""), $0.help) })
  }

  /// The help of the whole program.
  static func help(_ commands: [Subcommand]) -> String {
    var text = "HookConsole shows what an API's webhooks sent, when, and the responses.\n\n"
    text += "Usage: hookconsole [command] [options]\n\nCommands:\n"
    text += table(
      commands.map { command in
        let name = command.name.isEmpty ? "(none)" : command.name
        return (([name] + command.arguments).joined(separator: " "), command.summary)
      }
    )
    text += "\nWith no connection configured, the console opens on a sandbox of its own.\n"
    text += "hookconsole COMMAND --help shows a command's options and an example.\n\nExit codes:\n"
    return text + table(ExitCode.allCases.map { (String($0.rawValue), $0.meaning) })
  }

  /// A sentence in lines of a maximum width in columns.
  static func wrapped(_ text: String, columns: Int = 79, indent: Int = 0) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if !last.isEmpty, indent + last.count + 1 + word.count > columns { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
  }

  static func table(_ rows: [(String, String)]) -> String {
    let width = min(30, rows.map(\.0.count).max() ?? 0)
    return rows.map { left, right in
      let blanks = String(repeating: " ", count: max(0, width - left.count))
      return "  \(left)\(blanks)  " + wrapped(right, indent: width + 4)
    }.joined()
  }
}
