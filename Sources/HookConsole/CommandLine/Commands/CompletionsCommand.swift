import ConsoleCore
import Foundation

extension Subcommand {
  static let completions = Subcommand(
    "completions",
    "print the shell completions for commands and options",
    arguments: ["[SHELL]"],
    example: "hookconsole completions bash",
    notes: [
      "SHELL is bash, zsh or fish. For this session: source <(hookconsole completions bash);"
        + " Scripts/install puts all three where the shells find them."
    ],
    options: [CompletionsOptions.profiles]
  ) { invocation in
    if invocation.has(CompletionsOptions.profiles) {
      let configuration = try Configuration.load(environment: ProcessInfo.processInfo.environment)
      for name in configuration.profiles.keys.sorted() {
        try Output.line(TerminalSafeText.sanitised(name))
      }
      return
    }
    guard let name = invocation.arguments.first else {
      throw Failure.usage("no shell given", hint: "known shells: bash, zsh, fish")
    }
    guard let shell = Completions.Shell(rawValue: name) else {
      throw Failure.usage("unknown shell \"\(name)\"", hint: "known shells: bash, zsh, fish")
    }
    try Output.write(Array(Completions.script(shell, Program.commands).utf8))
  }
}

/// The options of the command.
private enum CompletionsOptions {
  static let profiles = Option("profiles", "print the profile names")
}
