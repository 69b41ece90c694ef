import Foundation

extension Subcommand {
  static let completions = Subcommand(
    "completions",
    "print what makes a shell complete commands and options",
    arguments: ["[SHELL]"],
    example: "hookconsole completions bash",
    notes: [
      "SHELL is bash, zsh or fish. For this session: source <(hookconsole completions bash);"
        + " Scripts/install puts all three where the shells find them."
    ],
    options: [Option("profiles", "print the names of the profiles")]
  ) { invocation in
    if invocation.has("profiles") {
      let configuration = try Configuration.load(environment: ProcessInfo.processInfo.environment)
      for name in configuration.profiles.keys.sorted() {
        try Output.line(VisibleText.harmless(name))
      }
      return
    }
    guard let name = invocation.arguments.first else {
      throw Failure.usage("which shell? bash, zsh or fish")
    }
    guard let shell = Completions.Shell(rawValue: name) else {
      throw Failure.usage("there are no completions for \(name); there are bash, zsh and fish")
    }
    try Output.write(Array(Completions.script(shell, Program.commands).utf8))
  }
}
