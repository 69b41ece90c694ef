import ConsoleCore

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
  /// - Parameter columns: at most so wide, the example aside, which is to be copied.
  static func help(_ command: Subcommand, columns: Int = widest) -> String {
    var text = wrapped(command.summary, columns: columns)
    text += "\n" + wrapped("Usage: \(call(command))", columns: columns, indent: 2)
    text += "\nOptions:\n" + table(command.ownOptions + [.help], columns)
    if command.isConnected { text += "\nConnection:\n" + table(Option.connection, columns) }
    for note in command.notes { text += "\n" + wrapped(note, columns: columns) }
    return text + "\nExample:\n  \(command.example)\n"
  }

  /// Longer lines are hard to read.
  static let widest = 79

  private static func table(_ options: [Option], _ columns: Int) -> String {
    table(options.map { ("--\($0.name)" + ($0.value.map { " \($0)" } ?? ""), $0.help) }, columns)
  }

  /// The help of the whole program.
  static func help(_ commands: [Subcommand], columns: Int = widest) -> String {
    var text = wrapped(
      "HookConsole shows what an API's webhooks sent, when, and the responses.",
      columns: columns
    )
    text += "\n"
    text += "Usage: hookconsole [command] [options]\n\nCommands:\n"
    text += table(
      commands.map { command in
        let name = command.name.isEmpty ? "(none)" : command.name
        return (([name] + command.arguments).joined(separator: " "), command.summary)
      },
      columns
    )
    text += "\n"
    for sentence in [
      "With no connection configured, the console opens on a sandbox of its own.",
      "hookconsole COMMAND --help shows a command's options and an example.",
    ] { text += wrapped(sentence, columns: columns) }
    text += "\nExit codes:\n"
    return text + table(ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }, columns)
  }

  /// A sentence in lines of a maximum width in columns.
  static func wrapped(_ text: String, columns: Int = widest, indent: Int = 0) -> String {
    let lines = WrappedText.lines(text, columns: max(8, columns - indent))
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
  }

  static func table(_ rows: [(String, String)], _ columns: Int = widest) -> String {
    let width = min(30, rows.map(\.0.count).max() ?? 0)
    return rows.map { left, right in
      // Half of a narrow line is too little for a sentence.
      if columns < 60, width > 6 {
        return "  " + wrapped(left, columns: columns, indent: 2) + "      "
          + wrapped(right, columns: columns, indent: 6)
      }
      let blanks = String(repeating: " ", count: max(0, width - left.count))
      return "  \(left)\(blanks)  " + wrapped(right, columns: columns, indent: width + 4)
    }.joined()
  }
}
